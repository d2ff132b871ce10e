import type { Creation } from "../model/activity.ts";
import { ownerTags } from "../model/owner.ts";
import type { Tags } from "../model/tags.ts";
import { sageMakerResource, sageMakerService } from "./inputs.ts";
import { ownerOfParent } from "./parent-owner.ts";
import { type Found, firstProof, type Resolver, type Seen } from "./resolver.ts";
import { isStudioArn, type Naming, studioProof } from "./studio.ts";

/**
 * Studio's and Pipelines' own tags, in the request or on the resource, and `CreatedBy` of the Describe answer.
 *
 * What it trusts: `CreatedBy`, which the service writes. Tags that begin with `sagemaker:` can be written by any caller:
 * one that names a profile or a space counts under the conditions of `studio.ts`; one that names a pipeline's execution
 * counts only in a call that SageMaker itself made: the step is its starter's, where Studio tells, else the pipeline's
 * owner's. Service events and state-change events show
 * tags that a job's owner wrote and the service copied, so there the pipeline's tag counts for nothing.
 *
 * What it cannot see: which of several users of one role called, where the role is set on their profiles one by one; and
 * who started an execution outside Studio.
 */
export const systemTags: Resolver = {
  id: "system-tags",
  proves: ownerTags,
  of: "creation",
  resolve: async (seen) => {
    const { creation } = seen;
    if (!creation) return {};
    const { tags, place } = await systemTagsOf(creation, seen);
    return firstProof([
      () => byCreator(creation, seen),
      () => byStudioTag("sagemaker:user-profile-arn", tags, place, seen),
      () => byStudioTag("sagemaker:space-arn", tags, place, seen),
      () => byExecution(creation, tags, place, seen),
    ]);
  },
};

/** Whose Describe answers hold `CreatedBy`. The test compares them with the kinds table. */
export const kindsWithCreator: ReadonlySet<string> = new Set([
  "Action",
  "Artifact",
  "ClusterSchedulerConfig",
  "ComputeQuota",
  "Context",
  "Experiment",
  "Hub",
  "HubContent",
  "HubContentReference",
  "MlflowApp",
  "MlflowTrackingServer",
  "ModelCard",
  "ModelPackage",
  "ModelPackageGroup",
  "Pipeline",
  "Project",
  "Trial",
  "TrialComponent",
]);

const keys = ["sagemaker:user-profile-arn", "sagemaker:space-arn", "sagemaker:pipeline-execution-arn"];

/** The resource's own tags cost a call, which only a session of Studio or of the service is worth. */
const systemTagsOf = async (creation: Creation, { lookups }: Seen): Promise<{ tags: Tags; place: string }> => {
  const { requestTags, resource } = creation;
  const isTagged = keys.some((key) => Object.hasOwn(requestTags, key));
  if (isTagged || !isOfStudio(creation) || sageMakerResource(resource.arn, creation) === undefined)
    return { tags: requestTags, place: "requestParameters.tags" };
  return { tags: await lookups.tagsOf(resource.arn), place: "tags" };
};

const isOfStudio = ({ principal, announcedBy }: Creation): boolean => {
  if (announcedBy !== "api") return false;
  const { name, sourceIdentity } = principal.session ?? {};
  const isUser = principal.type === "AssumedRole" && (name === "SageMaker" || sourceIdentity !== undefined);
  return isUser || principal.invokedBy === sageMakerService;
};

const byCreator = async (creation: Creation, seen: Seen): Promise<Found> => {
  if (!kindsWithCreator.has(creation.resource.kind) || !isOfStudio(creation)) return {};
  const arn = (await seen.lineage())?.createdByProfile;
  return arn === undefined ? {} : ofStudio(arn, { field: "CreatedBy.UserProfileArn", by: "service" }, seen);
};

const byStudioTag = async (key: string, tags: Tags, place: string, seen: Seen): Promise<Found> => {
  const arn = Object.hasOwn(tags, key) ? tags[key] : undefined;
  return arn === undefined ? {} : ofStudio(arn, { field: `${place}.${key}`, by: "caller" }, seen);
};

const ofStudio = async (arn: string, naming: Naming, seen: Seen): Promise<Found> => {
  if (!isStudioArn(arn, seen.recorded)) return {};
  const identity = await seen.lookups.studioIdentity(arn);
  return identity ? studioProof(identity, naming, seen) : {};
};

/** The owner of the execution, else of its pipeline: docs/decisions/007-the-pipelines-owner-owns-its-steps.md. */
const byExecution = async (creation: Creation, tags: Tags, place: string, seen: Seen): Promise<Found> => {
  const { announcedBy, principal } = creation;
  const key = "sagemaker:pipeline-execution-arn";
  const arn = Object.hasOwn(tags, key) ? (tags[key] ?? "") : "";
  const isExecution = /^pipeline\/[\w-]+\/execution\/[\w-]+$/.test(sageMakerResource(arn, creation) ?? "");
  if (announcedBy !== "api" || principal.invokedBy !== sageMakerService || !isExecution) return {};
  const pipeline = arn.slice(0, arn.indexOf("/execution/"));
  return firstProof([
    () => ownerOfParent(arn, `${place}.${key}`, seen),
    () => ownerOfParent(pipeline, `${place}.${key}, pipeline of an execution whose starter is not known`, seen),
  ]);
};
