import type { Incident, Reach, RungLine } from "../../model/incident.ts";
import { forEach } from "../reach/each.ts";
import { type MadeThing, madeThings } from "../reach/made-things.ts";
import { makerOf } from "../reach/makers.ts";
import { roleAllows, roleDenies, userAllows, userDenies } from "../reach/permissions.ts";
import {
  countFacts,
  countsOf,
  type Denied,
  type LookedAt,
  lateEntry,
  unreachedFirst,
  verdictOf,
  wasDenied,
  withReached,
  writtenAt,
} from "../reach/reached.ts";
import type { Ground, Rung } from "../rung.ts";
import type { IncidentWorld } from "../world.ts";

/**
 * What the role's sessions made outlives every Deny of the role: keys, users, roles, functions. Each is cut off by itself, as
 * narrowly as it can be. What cannot be cut off without hurting others is listed, with what a person can do.
 */
export const minted: Rung = {
  id: "minted",
  does: "Makes the access keys that its sessions made inactive, denies the users, roles and functions that they made, and lists identity providers, passwords and federated sessions.",
  permissions: { contain: [...roleDenies, ...userDenies], restore: [...roleAllows, ...userAllows] },
  plan: ({ incident }) => {
    const before = mintedOf(incident);
    return before.length === 0
      ? {
          status: "todo",
          detail: "looks for keys, users, roles and functions that its sessions made, and denies those",
        }
      : { status: "done", detail: `of what its sessions made: ${countsOf(before)}; what is made later is looked for` };
  },
  prepare: async (ground, world) => {
    const { reached } = ground.incident;
    const fresh = (await thingsOf(ground, world)).filter((thing) => !wasDenied(thing, reached));
    const active = await forEach<MadeThing, Reach | undefined>(
      fresh,
      world.now,
      async (thing) => {
        const inactivated = (await makerOf(thing).activeKeys?.(thing, world)) ?? [];
        const former = lateEntry(thing, ground);
        const isKnown = inactivated.every((id) => former.inactivated?.includes(id));
        return isKnown ? undefined : { ...former, inactivated };
      },
      () => undefined,
      shortBudget,
    );
    const entries = active.flatMap((entry) => entry ?? []);
    return entries.length === 0 ? undefined : withReached(reached, entries);
  },
  apply: async (ground, world) => {
    const { incident } = ground;
    const found = await forEach<MadeThing, Denied>(
      await thingsOf(ground, world),
      world.now,
      async (thing) => {
        const { reach, wroteAt } = await makerOf(thing).deny(thing, incident, world);
        return { entry: { ...nameOf(thing), ...reach }, wroteAt };
      },
      (thing) => ({ entry: lateEntry(thing, ground), wroteAt: undefined }),
    );
    const entries = found.map(({ entry }) => entry);
    return {
      line: lineOf(entries, writtenAt(found, rungLine(incident))),
      reached: withReached(incident.reached, entries),
    };
  },
  verify: async (ground, world) => {
    const looked = await forEach<MadeThing, LookedAt>(
      await thingsOf(ground, world),
      world.now,
      async (thing) => {
        const { holds } = await makerOf(thing).look(thing, ground.incident, world);
        return { id: thing.id, holds, undone: holds === false && wasDenied(thing, ground.incident.reached) };
      },
      ({ id }) => ({ id, holds: "unknown" }),
    );
    return verdictOf(looked, "things that its sessions made are denied or listed");
  },
  undo: async (ground, world) => {
    const { incident } = ground;
    const entries = mintedOf(incident).filter(({ status }) => status === "denied");
    if (incident.restore?.all !== true)
      return entries.length === 0
        ? "its sessions made nothing that was denied"
        : `what its sessions made stays denied: ${entries
            .slice(0, 10)
            .map(({ id }) => id)
            .join(", ")}`;
    const [missed, others]: [string[], string[]] = [[], []];
    await forEach(
      entries,
      world.now,
      async (entry) => void others.push(...(await makerOf(entry).allow(entry, incident, world))),
      ({ id }) => void missed.push(id),
    );
    return [
      `given back: ${entries.length - missed.length} of what its sessions made`,
      ...(others.length === 0 ? [] : [`keys that were inactive when they were found stay so: ${named(others)}`]),
      ...(missed.length === 0
        ? []
        : [`no time for ${missed.length}, such as ${named(missed)}: give them back by hand`]),
    ].join("; ");
  },
};

/** Seconds: what is denied a moment later for it is a key that a thief holds. */
const shortBudget = 5;

const named = (ids: readonly string[]): string => [...new Set(ids)].toSorted().slice(0, 10).join(", ");

const mintedOf = ({ reached }: Pick<Incident, "reached">): readonly Reach[] =>
  reached.filter(({ type }) => type !== "chained-role");

const thingsOf = async ({ incident, at }: Ground, world: IncidentWorld): Promise<readonly MadeThing[]> =>
  unreachedFirst(madeThings(incident.role, await world.links(incident.role), at), incident.reached);

const nameOf = ({ type, id, of }: MadeThing): Pick<Reach, "type" | "id" | "of"> => ({
  type,
  id,
  ...(of === undefined ? {} : { of }),
});

const rungLine = ({ rungs }: Incident): RungLine | undefined => rungs.find(({ rung }) => rung === "minted");

const lineOf = (entries: readonly Reach[], facts: { at?: string }): RungLine => ({
  rung: "minted",
  // Done with nothing, too: what is done is looked at again, and records come late.
  status: "done",
  evidence: {
    detail:
      entries.length === 0
        ? "its sessions made nothing that could act for them"
        : `of what its sessions made: ${countsOf(entries)}`,
    ...facts,
    ...countFacts(entries),
  },
});
