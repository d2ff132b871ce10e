import type { IncidentWorld } from "#shared/contain/world.ts";
import type { Gate } from "./executions.ts";

type Work = (...input: unknown[]) => Promise<unknown>;

/** An edge whose every call goes through a gate, under its name. */
const gatedEdge = <Edge extends object>(edge: Edge, prefix: string, gate: Gate): Edge =>
  Object.fromEntries(
    Object.entries(edge).map(([name, work]) => [
      name,
      (...input: unknown[]) => gate(`${prefix}${name}`, () => (work as Work)(...input)),
    ]),
  ) as Edge;

const reads = [
  "row current",
  "row past",
  "row open",
  "role read",
  "role managed",
  "user read",
  "user ownerOf",
  "evidence get",
];
const others = ["links", "calls", "namedIn", "successor"];
/** What leaves nothing behind. */
export const isRead = (what: string): boolean => reads.includes(what) || others.includes(what);

/** A world where each effect is an occasion: for a death, a delay, or somebody else. Reading the clock is none. */
export const gated = (world: IncidentWorld, gate: Gate): IncidentWorld => {
  const { settings, place, now, count, incidents, roles, users, evidence, ...rest } = world;
  return {
    ...{ settings, place, now, count },
    incidents: gatedEdge(incidents, "row ", gate),
    roles: gatedEdge(roles, "role ", gate),
    users: gatedEdge(users, "user ", gate),
    evidence: gatedEdge(evidence, "evidence ", gate),
    ...gatedEdge(rest, "", gate),
  };
};
