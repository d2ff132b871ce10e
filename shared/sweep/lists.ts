import type { Kind, Operations } from "../sagemaker/kind.ts";
import { operations } from "../sagemaker/kinds.generated.ts";
import { kinds } from "../sagemaker/kinds.ts";
import { listInputs } from "../sagemaker/list-inputs.generated.ts";

/** One List operation of SageMaker, with what a summary tells under which name. */
export interface List extends Omit<Operations["list"], "maxResults"> {
  /** The kind of what it lists, where the ARN does not say another. */
  kind: Kind;
}

/** A plan's `StartTime` is when its capacity begins, mostly days after it was made. */
const noCreation: ReadonlySet<string> = new Set(["StartTime"]);

/** Every list once: CreateAutoMLJob and its V2 share one, content and references of hubs another. */
export const lists: readonly List[] = /* @__PURE__ */ [
  ...new Map(
    kinds.toReversed().flatMap((kind): [string, List][] => {
      const list = operations[kind.create]?.list;
      if (!list) return [];
      const created = list.created !== null && noCreation.has(list.created) ? null : list.created;
      return [[list.call, { ...list, kind, created }]];
    }),
  ).values(),
].toReversed();

/** One call of a list: in a region, with the inputs that it needs. */
export interface Reading {
  region: string;
  list: List;
  input: Readonly<Record<string, string>>;
}

/** `us-east-1 ListHubContents HubContentType=Model HubName=private`: stable between runs. */
export const readingId = ({ region, list, input }: Reading): string =>
  [region, list.call, ...Object.entries(input).map(([name, value]) => `${name}=${value}`)].join(" ");

/** Whose ARN or name an input is. Everything else that a list needs is an enumeration. */
const parents: Readonly<Record<string, { call: string; by: "arn" | "name" }>> = {
  ClusterArn: { call: "ListClusters", by: "arn" },
  HubName: { call: "ListHubs", by: "name" },
};

/** What is listed below something else, with the list that has to be read before. */
export const parentOf = (list: List): string | undefined => list.needs.flatMap((need) => parents[need]?.call ?? [])[0];

/** The readings of a list in one region: one for each combination of what it needs. `found`: what its parent list told. */
export const readingsOf = (
  list: List,
  region: string,
  found: readonly { arn: string; name: string }[] = [],
): readonly Reading[] => {
  const inputs = list.needs.reduce<Record<string, string>[]>(
    (before, need) => before.flatMap((input) => valuesOf(need, found).map((value) => ({ ...input, [need]: value }))),
    [{}],
  );
  return inputs.map((input) => ({ region, list, input }));
};

const valuesOf = (need: string, found: readonly { arn: string; name: string }[]): readonly string[] => {
  const parent = parents[need];
  return parent ? found.map((one) => one[parent.by]) : (listInputs[need] ?? []);
};
