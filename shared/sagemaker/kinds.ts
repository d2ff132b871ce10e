import { parseArn } from "../model/arn.ts";
import { keepsData, undos } from "./act-decisions.ts";
import type { Kind } from "./kind.ts";
import { creators } from "./kinds.generated.ts";

interface Decision extends Partial<Omit<Kind, "kind" | "create">> {
  reason: string;
}

/** Where the service model does not say it all. By the creating operation. */
export const decisions: Readonly<Record<string, Decision>> = {
  CreateApp: {
    template: "app/{domainId}/{userProfileName|spaceName}/{appType}/{appName}",
    propagation: "always",
    grantsAccess: true,
    reason: "belongs to a user profile or a space; SageMaker copies their tags and the domain's to it (AddTags text)",
  },
  CreateDomain: { grantsAccess: true, reason: "presigned URLs are allowed by its tags" },
  CreateUserProfile: { grantsAccess: true, reason: "presigned URLs are allowed by its tags" },
  CreateSpace: { grantsAccess: true, reason: "who may open its apps is allowed by its tags" },
  CreateNotebookInstance: { grantsAccess: true, reason: "presigned URLs are allowed by its tags" },
  CreateModelPackage: {
    propagation: "always",
    reason:
      "in a group it accepts no tags, uses the group's and is named model-package/<group>/<version>: only the answer tells the version",
  },
  RegisterDevices: {
    type: "device-fleet",
    names: ["deviceFleetName", "deviceName"],
    template: "device-fleet/{deviceFleetName}/device/{deviceName}",
    reason: "makes one device for each entry of `devices`, all with the request's tags, and answers nothing",
  },
  CreateDeviceFleet: { reason: "answers nothing: the ARN is made from the request" },
  CreateEdgePackagingJob: { reason: "answers nothing: the ARN is made from the request" },
  CreateHubContentReference: { reason: "answers two ARNs: the tags belong to the content's, not to the hub's" },
  ImportHubContent: {
    template: "hub-content/{hubName}/{hubContentType}/{hubContentName}",
    propagation: "service-made",
    reason: "answers two ARNs: the tags belong to the content's, not to the hub's; pipelines make them too",
  },
  CreatePartnerApp: { reason: "answers a plain `arn` with an id that the service makes" },
  CreateMlflowApp: { reason: "answers a plain `arn` with an id that the service makes" },
  CreateWorkteam: {
    template: "workteam/private-crowd/{workteamName}",
    reason: "the operation makes private teams only, and their ARN says so; the model's pattern does not",
  },
  CreateWorkforce: { addTags: "unknown", reason: "taggable when made, but IAM does not list its type for AddTags" },
  CreateInferenceExperiment: {
    addTags: "unknown",
    reason: "taggable when made, but IAM does not list its type for AddTags",
  },
  CreateClusterExtension: { addTags: "unknown", reason: "newer than the IAM data that we compared with" },
  CreateInferenceRouter: { addTags: "unknown", reason: "newer than the IAM data that we compared with" },
  CreateTrainingSession: { addTags: "unknown", reason: "newer than the IAM data that we compared with" },
  CreateTrainingJob: { propagation: "service-made", reason: "a tuning job copies its tags to its training jobs" },
};

/** Kinds that tuning jobs, AutoML jobs, pipelines and schedules make; what tags they bring is documented for none of these. */
const madeByServices: ReadonlySet<string> = new Set([
  "AutoMLJob",
  "Endpoint",
  "EndpointConfig",
  "HyperParameterTuningJob",
  "InferenceComponent",
  "Job",
  "Model",
  "ProcessingJob",
  "TransformJob",
  "TrialComponent",
]);

/** One row for each creating operation: the service model with our decisions. */
export const kinds: readonly Kind[] = /* @__PURE__ */ creators.map((creator) => {
  const { reason: _, ...decided } = decisions[creator.create] ?? { reason: "" };
  return {
    ...creator,
    propagation: madeByServices.has(creator.kind) ? "service-made" : "studio",
    grantsAccess: false,
    addTags: "listed",
    losesData: creator.deletable && !Object.hasOwn(keepsData, creator.kind),
    undo: undos[creator.kind]?.call ?? null,
    ...decided,
  };
});

/** Types inside another type's ARN, for kinds that would else share it. */
const innerTypes: Readonly<Record<string, string>> = {
  Device: "device-fleet/*/device",
  HubContentReference: "hub-content/*/ModelReference",
};

const byKind: ReadonlyMap<string, Kind> = /* @__PURE__ */ new Map(kinds.map((kind) => [kind.kind, kind]));

/** By the resource's name, e.g. `TrainingJob`. */
export const kindNamed = (kind: string): Kind | undefined => byKind.get(kind);

const byCreate: ReadonlyMap<string, Kind> = /* @__PURE__ */ new Map(kinds.map((kind) => [kind.create, kind]));

/** By `eventName`. Match `eventSource` first: CreateApp, CreateCluster and others are names of other services too. */
export const kindByCreate = (eventName: string): Kind | undefined => byCreate.get(eventName);

/** By what an ARN says. CreateAutoMLJob and its V2 share a type; devices and references lie inside another one. */
const byType: ReadonlyMap<string, Kind> = /* @__PURE__ */ new Map(
  kinds.toReversed().map((kind) => [innerTypes[kind.kind] ?? kind.type, kind]),
);

/** The kind that an ARN names; undefined for what cannot be tagged, e.g. a pipeline's execution. */
export const kindOfArn = (arn: string): Kind | undefined => {
  const parsed = parseArn(arn);
  if (parsed?.service !== "sagemaker") return undefined;
  const [type = "", name, inner] = parsed.resource.split("/");
  if (!name || inner === "execution" || inner === "alert") return undefined;
  return byType.get(`${type}/*/${inner}`) ?? byType.get(type);
};
