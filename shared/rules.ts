import { type Alternative, grouped, type Pattern, patternLimit } from "./event-pattern.ts";
import type { QueueName } from "./model/function-definition.ts";
import { enforcerRoleArn } from "./names.ts";
import { urlOperation } from "./normalise/profile-url.ts";
import { retagOperations } from "./normalise/retag.ts";
import { sessionOperations } from "./normalise/session.ts";
import { creators } from "./sagemaker/kinds.generated.ts";
import { vendorRules } from "./vendor-rules.ts";

/** One EventBridge rule as data: the stacks create them, `watch-rules` and `doctor` look whether they are alive. */
export interface RuleDefinition {
  name: string;
  description: string;
  /** The longer state is the only one that delivers read-only records; AssumeRole is one. */
  state: "ENABLED" | "ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS";
  queue: Extract<QueueName, "creations" | "sessions" | "vendorActs">;
  pattern: Pattern;
  /** Its records appear in one region only, the partition's global one. */
  isGlobal?: true;
}

export interface RulePlace {
  partition: string;
  account: string;
}

const apiCall = "AWS API Call via CloudTrail";
/** Automatic model tuning announces its children by service events. */
const serviceEvent = "AWS Service Event via CloudTrail";

/** Those of taggable kinds, from https://docs.aws.amazon.com/eventbridge/latest/ref/events-ref-sagemaker.html */
const stateChanges = [
  "Algorithm",
  "Endpoint",
  "Endpoint Config",
  "Feature Group",
  "Ground Truth Labeling Job",
  "HyperParameter Tuning Job",
  "HyperPod Cluster",
  "Image",
  "Model",
  "Model Card",
  "Model Package",
  "Monitoring Schedule",
  "Notebook Instance",
  "Notebook Lifecycle Config",
  "Processing Job",
  "Training Job",
  "Transform Job",
].map((kind) => `SageMaker ${kind} State Change`);

/** `source` cannot be forged: PutEvents refuses `aws.*`. `account` keeps out what other accounts put on the bus. */
const succeeded = (place: RulePlace, service: string, detailTypes: readonly string[], detail: Pattern): Pattern => ({
  source: [`aws.${service}`],
  account: [place.account],
  "detail-type": detailTypes,
  detail: { eventSource: [`${service}.amazonaws.com`], errorCode: [{ exists: false }], ...detail },
});

const creation = (place: RulePlace, eventNames: readonly string[]): Pattern =>
  succeeded(place, "sagemaker", [apiCall, serviceEvent], { eventName: eventNames });

/** IAM users, root and services have no session issuer: a bare `anything-but` would drop them. */
const byOthers = (role: string): Pattern => {
  const issuer = (arn: Alternative): Pattern => ({
    userIdentity: { sessionContext: { sessionIssuer: { arn: [arn] } } },
  });
  return { $or: [issuer({ exists: false }), issuer({ "anything-but": role })] };
};

/** Any account: the split must not depend on where the rules are made, nor on a token's length. */
const anywhere: RulePlace = { partition: "aws", account: "0".repeat(12) };

/** Names in their order, as many in a group as one pattern holds. */
export const groupNames = (eventNames: readonly string[]): readonly (readonly string[])[] =>
  grouped(eventNames, (group) => JSON.stringify(creation(anywhere, group)).length <= patternLimit);

/** Every rule that the stacks make. `registered`: roles of the settings outside our name space (`registeredRoles`). */
export const rulesFor = (place: RulePlace, registered: readonly string[] = []): readonly RuleDefinition[] => [
  ...groupNames(creators.map(({ create }) => create)).map((group, index) => ({
    name: `sagewarden-creation-${index + 1}`,
    description: "SageMaker resources that were created",
    state: "ENABLED" as const,
    queue: "creations" as const,
    pattern: creation(place, group),
  })),
  {
    name: "sagewarden-retag",
    description: "Tags of SageMaker resources that were changed by anybody but Sagewarden",
    state: "ENABLED",
    queue: "creations",
    pattern: succeeded(place, "sagemaker", [apiCall], {
      eventName: retagOperations,
      ...byOthers(enforcerRoleArn(place.partition, place.account)),
    }),
  },
  {
    name: "sagewarden-profile-url",
    description: "Requests for the address of a user profile, refused ones too",
    state: "ENABLED",
    queue: "creations",
    pattern: {
      source: ["aws.sagemaker"],
      account: [place.account],
      "detail-type": [apiCall],
      detail: { eventSource: ["sagemaker.amazonaws.com"], eventName: [urlOperation] },
    },
  },
  {
    name: "sagewarden-state-change",
    description: "SageMaker's own events: they show children that no user call announces",
    state: "ENABLED",
    queue: "creations",
    pattern: { source: ["aws.sagemaker"], account: [place.account], "detail-type": stateChanges },
  },
  {
    name: "sagewarden-session",
    description: "STS calls that issued credentials",
    state: "ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS",
    queue: "sessions",
    pattern: succeeded(place, "sts", [apiCall], { eventName: sessionOperations }),
  },
  ...vendorRules(place, registered),
];
