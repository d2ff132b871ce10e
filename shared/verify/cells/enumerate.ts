import { type ActorId, actorIds, type Cell, type Estate, requestStates, type TagState, tagStates } from "../model.ts";
import { creates, resourcePairs, wildcardOnly } from "./rows.ts";
import { wantedBeside, wantedOfAll, wantedOfUrl, wantedOnCreate, wantedOnResource } from "./wanted.ts";

/** Every question of the matrix. */
export const cellsOf = (estate: Estate): readonly Cell[] => actorIds.flatMap((actor) => cellsOfActor(actor, estate));

const nothing = { type: undefined, resourceTags: undefined, requestTags: undefined, network: undefined } as const;

const cellsOfActor = (actor: ActorId, { vpcEndpoint, bucket }: Estate): readonly Cell[] => [
  ...resourcePairs.flatMap((pair) =>
    tagStates.map((resourceTags): Cell => {
      const wanted = wantedOnResource(actor, pair, resourceTags);
      return { ...nothing, actor, action: pair.row.action, type: pair.type, resourceTags, wanted };
    }),
  ),
  ...creates.flatMap((pair) =>
    requestStates.map((requestTags): Cell => {
      const wanted = wantedOnCreate(actor, pair, requestTags);
      return { ...nothing, actor, action: pair.row.action, type: pair.type, requestTags, wanted };
    }),
  ),
  ...wildcardOnly.map(({ action }): Cell => ({ ...nothing, actor, action, wanted: wantedOfAll(actor, action) })),
  ...besides.map(([action, type, resourceTags, isWork]): Cell => {
    const wanted = wantedBeside(actor, resourceTags, isWork, isPlaceKnown(action, bucket));
    return { ...nothing, actor, action, type, resourceTags, wanted };
  }),
  ...urls.flatMap((profile) =>
    (["inside", "outside"] as const).map((network): Cell => {
      const wanted = wantedOfUrl(actor, { ...profile, network }, vpcEndpoint !== undefined);
      return { ...nothing, actor, action: presigned, type: "user-profile", ...profile, network, wanted };
    }),
  ),
];

/** Without the teams' bucket it cannot be said what they must reach in it. */
export const isPlaceKnown = (action: string, bucket: string | undefined): boolean =>
  bucket !== undefined || !action.startsWith("s3:");

const presigned = "sagemaker:CreatePresignedDomainUrl";

/** One's own profile, a teammate's, another team's, and one that nobody tagged. */
const urls: readonly { resourceTags: TagState; owner?: "self" | "teammate" }[] = [
  { resourceTags: "own", owner: "self" },
  { resourceTags: "own", owner: "teammate" },
  { resourceTags: "other" },
  { resourceTags: "untagged" },
];

/** Beside SageMaker's own actions: whose, and whether a team works with it. */
const besides: readonly (readonly [string, string, TagState, boolean])[] = [
  ["iam:PassRole", "role", "own", true],
  ["iam:PassRole", "role", "other", false],
  ["iam:TagRole", "role", "own", false],
  ["s3:GetObject", "object", "own", true],
  ["s3:GetObject", "object", "other", false],
  ["s3:PutObject", "object", "other", false],
  ["s3:DeleteObject", "object", "other", false],
  ["ecr:BatchGetImage", "repository", "own", true],
  ["ecr:PutImage", "repository", "other", false],
  ["logs:GetLogEvents", "log-stream", "other", false],
  ["sagemaker:CreateHubContentPresignedUrls", "hub-content", "other", false],
  ["sagemaker:CreatePartnerAppPresignedUrl", "partner-app", "other", false],
  ["sagemaker:CreatePresignedMlflowAppUrl", "mlflow-app", "other", false],
  ["sagemaker:CreatePresignedMlflowTrackingServerUrl", "mlflow-tracking-server", "other", false],
];
