import type { IncidentWorld } from "../contain/world.ts";
import type { ManagedPolicy, RoleImage } from "../model/role-image.ts";
import { sameDocument } from "../policy/canonical.ts";
import { type Difference, differences, titleOf } from "./differences.ts";
import { driftOf } from "./drift.ts";
import { changedLines } from "./lines.ts";
import { type Look, lostWhy, trustNow } from "./look.ts";
import { asIfOpen } from "./ours.ts";
import { redactorOf } from "./redact.ts";
import type { Seen } from "./role-now.ts";

/** What a look at the snapshot and the live role says. `missing`, `refused`: it may also be an old answer of IAM's. */
export type Checked =
  | { type: "fine"; drift: readonly Difference[]; lost: readonly string[] }
  | { type: "missing" }
  | { type: "refused"; why: string; remedy: string; drift: readonly Difference[] };

/** Judges; changes nothing. `recreated`: the id of the role that this restore has made anew. */
export const check = async (
  { row, snapshot, target, narrow, live }: Look,
  world: Pick<IncidentWorld, "roles" | "place">,
  recreated: string | undefined,
): Promise<Checked> => {
  if (live === undefined) return { type: "missing" };
  const { image } = snapshot;
  if (live.id !== image.id && live.id !== recreated)
    return {
      type: "refused",
      why: `the role is another one: it has the id ${live.id}, the snapshot is of ${image.id}`,
      remedy: "delete or rename that role, and ask again: the one of the snapshot is made anew",
      drift: differences(image, live).filter(({ field }) => field === "id"),
    };
  const named = await managedOf(policiesOf(target), live.attached, world);
  const edge = target.boundary;
  if (edge !== undefined && live.boundary !== edge && named.get(edge) === undefined)
    return {
      type: "refused",
      why: `its permissions boundary ${edge} is not there any more, and without it the role would be wider than it was`,
      remedy: "make that policy again; its document is in the snapshot",
      drift: [],
    };
  const lost = target.attached.filter((arn) => !live.attached.includes(arn) && named.get(arn) === undefined);
  const drift = [
    ...(recreated === undefined && !isAsRestored(row, narrow, live, world)
      ? driftOf({ ...image, trust: trustNow(row, image.trust) }, live, { place: world.place, incident: row })
      : []),
    ...lost.map(
      (arn): Difference => ({ field: "attached", of: arn, how: "removed", lines: [`- ${arn} (${lostWhy})`] }),
    ),
    ...contentDrift(snapshot.managed, named),
  ];
  if (drift.length === 0 || row.restore?.acceptDrift) return { type: "fine", drift, lost };
  return drifted(drift);
};

const drifted = (drift: readonly Difference[]): Checked => {
  const more = drift.length > 5 ? ` and ${drift.length - 5} more` : "";
  return {
    type: "refused",
    why: `somebody changed it since the snapshot: ${drift.slice(0, 5).map(titleOf).join("; ")}${more}`,
    remedy: "look at what differs, and ask again with --accept-drift: the restore overwrites it",
    drift,
  };
};

/** An earlier restore held something back, and left the role so. */
const isAsRestored = (
  { restoredAt }: Look["row"],
  narrow: RoleImage,
  live: RoleImage,
  { place }: Pick<IncidentWorld, "place">,
): boolean =>
  restoredAt !== undefined && differences(narrow, asIfOpen(narrow, live, place), { recreated: true }).length === 0;

/** What its managed policies and its boundary say now that they did not say then. */
export const changedPolicies = async (
  { snapshot, target, live }: Pick<Seen, "snapshot" | "target" | "live">,
  world: Pick<IncidentWorld, "roles">,
): Promise<readonly Difference[]> =>
  contentDrift(snapshot.managed, await managedOf(policiesOf(target), live.attached, world));

const policiesOf = ({ attached, boundary }: RoleImage): readonly string[] =>
  boundary === undefined ? attached : [...attached, boundary];

/** By ARN, as they are now. AWS's own change by themselves, and are always there. */
const managedOf = async (
  arns: readonly string[],
  attached: readonly string[],
  { roles }: Pick<IncidentWorld, "roles">,
): Promise<ReadonlyMap<string, ManagedPolicy | undefined>> => {
  const asked = [...new Set(arns)].filter((arn) => !(isAws(arn) && attached.includes(arn)));
  return new Map(await Promise.all(asked.map(async (arn) => [arn, await roles.managed(arn)] as const)));
};

const isAws = (arn: string): boolean => arn.split(":")[4] === "aws";

/** A policy of the account that says something else by now: the role would have what it never had. */
const contentDrift = (
  before: readonly ManagedPolicy[],
  now: ReadonlyMap<string, ManagedPolicy | undefined>,
): readonly Difference[] =>
  before.flatMap(({ arn, document }) => {
    const is = now.get(arn)?.document;
    if (is === undefined || isAws(arn) || sameDocument(document, is)) return [];
    const redact = redactorOf([document, is]);
    const print = (text: string): readonly string[] => redact.document(text).split("\n");
    return [{ field: "attached", of: arn, how: "changed", lines: changedLines(print(document), print(is)) }];
  });
