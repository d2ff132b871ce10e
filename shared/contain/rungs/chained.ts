import type { Incident, Reach, RungLine } from "../../model/incident.ts";
import { containment } from "../../names.ts";
import type { Link } from "../../vendors/watch/links.ts";
import { allowSessions, areDenied, denySessions } from "../reach/deny-sessions.ts";
import { forEach } from "../reach/each.ts";
import { roleAllows, roleDenies } from "../reach/permissions.ts";
import {
  countFacts,
  countsOf,
  type Denied,
  type LookedAt,
  lateEntry,
  unreachedFirst,
  verdictOf,
  withReached,
  writtenAt,
} from "../reach/reached.ts";
import {
  endOf,
  later,
  laterBy,
  longestSession,
  type TakenRole,
  takenRoles,
  unknownSessions,
} from "../reach/targets.ts";
import type { Ground, Rung } from "../rung.ts";
import type { IncidentWorld } from "../world.ts";

/**
 * A Deny on a role does nothing to sessions of the roles that its sessions took: each has its own policies. Those roles are shared:
 * an execution role that notebooks run as, a hub for all teams. So exactly those sessions are denied there, by
 * `aws:userid` (the role's id and the session's name) and the time of their credentials.
 */
export const chained: Rung = {
  id: "chained",
  does: "On each role that its sessions took, over any number of others: denies those sessions, and no other of that role.",
  permissions: { contain: roleDenies, restore: roleAllows },
  plan: ({ incident }) => {
    const before = chainedOf(incident.reached);
    return before.length === 0
      ? {
          status: "todo",
          detail: `puts ${containment.chained} on each role that its sessions took, with those sessions`,
        }
      : { status: "done", detail: `roles that its sessions took: ${countsOf(before)}; later ones are looked for` };
  },
  apply: async (ground, world) => {
    const { incident } = ground;
    const { roles, unknown } = await targets(ground, world);
    const found = await forEach<TakenRole, Denied>(
      roles,
      world.now,
      async (taken) => {
        const { reach, wroteAt } = await denySessions(asking(taken, ground, world));
        return { entry: { ...nameOf(taken), ...reach }, wroteAt };
      },
      (taken) => ({ entry: lateEntry(nameOf(taken), ground), wroteAt: undefined }),
    );
    const entries = [...found.map(({ entry }) => entry), ...unknown];
    return {
      line: lineOf(entries, writtenAt(found, rungLine(incident))),
      reached: withReached(incident.reached, entries),
    };
  },
  verify: async (ground, world) => {
    const { roles } = await targets(ground, world);
    const looked = await forEach<TakenRole, LookedAt>(
      roles,
      world.now,
      async (taken) => {
        const { holds, undone = false } = await areDenied(asking(taken, ground, world));
        return { id: taken.role, holds, undone };
      },
      ({ role }) => ({ id: role, holds: "unknown" }),
    );
    const what = "roles that its sessions took: those sessions are denied, as far as they may be";
    return verdictOf(looked, what);
  },
  undo: async (ground, world) => {
    const left: string[] = [];
    const back = chainedOf(ground.incident.reached).filter(({ status }) => status === "denied" || status === "waiting");
    const links = await world.links(ground.incident.role);
    await forEach(
      back,
      world.now,
      async (entry) => {
        const end = endsOf(entry, links);
        // What was stolen stays dead. A whole role is given back at the end of the restore's wait at the latest: others need it.
        const isWhole = entry.status === "denied" && entry.by !== undefined;
        const isLast = ground.incident.phase === "restored";
        if (end > ground.at && !(isWhole && isLast)) left.push(`${entry.id} until ${end}`);
        else
          await allowSessions(
            { incident: ground.incident, wanted: { role: entry.id, kind: "chained", sessions: [] }, world },
            entry.by,
          );
      },
      ({ id }) => void left.push(`${id}, for which there was no time: take the policy away by hand`),
    );
    return left.length === 0
      ? `taken back on ${back.length} roles`
      : `old sessions stay denied, by ${containment.chained}, on ${left.slice(0, 10).join("; ")}`;
  },
};

const asking = (taken: TakenRole, { incident }: Ground, world: IncidentWorld) => ({
  incident,
  world,
  wanted: { ...taken, kind: "chained" as const },
});

const chainedOf = (reached: readonly Reach[]): readonly Reach[] =>
  reached.filter(({ type }) => type === "chained-role");

const targets = async (
  { incident, at }: Ground,
  world: IncidentWorld,
): Promise<{ roles: readonly TakenRole[]; unknown: readonly Reach[] }> => {
  const links = await world.links(incident.role);
  const unknown = unknownSessions(incident.role, links, at).map(
    (link): Reach => ({
      type: "chained-role",
      id: link.id.replace(/^key:/, ""),
      status: "listed",
      why: `its record does not say what to deny: it ends by itself, at ${endOf(link)} at the latest; LookupEvents by this access key id shows whose session it is`,
      at,
    }),
  );
  const roles = takenRoles(incident.role, links, at).map((taken) => ({
    ...taken,
    type: "chained-role" as const,
    id: taken.role,
  }));
  return { roles: unreachedFirst(roles, incident.reached), unknown };
};

const nameOf = ({ role }: TakenRole): Pick<Reach, "type" | "id"> => ({ type: "chained-role", id: role });

const rungLine = ({ rungs }: Incident): RungLine | undefined => rungs.find(({ rung }) => rung === "chained");

const lineOf = (entries: readonly Reach[], facts: { at?: string }): RungLine => ({
  rung: "chained",
  // Done with nothing, too: what is done is looked at again, and records come late.
  status: "done",
  evidence: {
    detail:
      entries.length === 0
        ? "its sessions took no other role that may still be used"
        : `roles that its sessions took: ${countsOf(entries)}`,
    ...facts,
    policy: containment.chained,
    ...countFacts(entries),
  },
});

/** When the last of the sessions is over that this entry is about. */
const endsOf = ({ id, at }: Reach, links: readonly Link[]): string => {
  const ends = links.filter(({ subject }) => subject?.type === "role-session" && subject.role === id).map(endOf);
  return ends.length === 0 ? laterBy(at, longestSession) : ends.reduce(later);
};
