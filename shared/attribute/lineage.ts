import type { Creation } from "../model/activity.ts";
import { ownerTags } from "../model/owner.ts";
import { sageMakerResource, sageMakerService } from "./inputs.ts";
import { ownerOfParent } from "./parent-owner.ts";
import { type Found, firstProof, type Resolver, type Seen } from "./resolver.ts";

/**
 * Children that a service made: the owner of the tuning job, AutoML job, schedule or pipeline execution they belong to.
 *
 * What it trusts: what a service event or a state-change event names as the maker, and the maker in the child's Describe
 * answer (`TuningJobArn`, `AutoMLJobArn`, `MonitoringScheduleArn`, …): only the service writes these. An execution that is
 * named by a request's tag is not among them: tags are copied from what a caller wrote. Names that look like a tuning
 * job's children prove nothing, and an endpoint that names a model is not its child.
 *
 * What it cannot see: children whose kind tells no maker, and makers that have no recorded owner yet.
 */
export const lineage: Resolver = {
  id: "lineage",
  proves: ownerTags,
  of: "creation",
  resolve: async (seen) => {
    const { creation } = seen;
    if (!creation || !isMadeByService(creation)) return {};
    return firstProof([
      () => ofParents(toldParents(creation), `record of ${creation.eventName}`, seen),
      () => ofDescribed(creation, seen),
    ]);
  },
};

const isMadeByService = ({ announcedBy, principal }: Creation): boolean =>
  announcedBy !== "api" || principal.type === "AWSService" || principal.invokedBy === sageMakerService;

/** What the record itself names: in an API call that is only the request's tag, which is judged with the system tags. */
const toldParents = ({ announcedBy, parents, requestTags }: Creation): readonly string[] => {
  const claimed = requestTags["sagemaker:pipeline-execution-arn"];
  return announcedBy === "api" ? [] : parents.filter((parent) => parent !== claimed);
};

/** A child has one or two makers: a job, and perhaps the job that made that one. */
const atMost = 4;

const ofParents = (parents: readonly string[], field: string, seen: Seen): Promise<Found> =>
  firstProof(
    parents
      .filter((parent) => sageMakerResource(parent, seen.recorded) !== undefined)
      .filter((parent) => parent !== seen.creation?.resource.arn)
      .slice(0, atMost)
      .map((parent) => () => ownerOfParent(parent, field, seen)),
  );

const ofDescribed = async ({ resource, ...recorded }: Creation, seen: Seen): Promise<Found> => {
  if (sageMakerResource(resource.arn, recorded) === undefined) return {};
  const parents = (await seen.lineage())?.parents ?? [];
  return ofParents(parents, `Describe of ${resource.arn}`, seen);
};
