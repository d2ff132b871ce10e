import { type AnswerEdges, answerIncident } from "./contain/answer-incident.ts";
import { isDiscovered } from "./contain/discovered.ts";
import { type Order, readOrder } from "./contain/incident-order.ts";
import { type IncidentEdges, openedAfter, openIncident } from "./contain/open-incident.ts";
import { plannedLines } from "./contain/planned-lines.ts";
import type { Ground, Rung } from "./contain/rung.ts";
import { touchable } from "./contain/touchable.ts";
import type { Place } from "./contain/world.ts";
import type { IncidentRequest } from "./decide/joined-incident.ts";
import { BadInput } from "./model/errors.ts";
import { endedPhases, type Incident } from "./model/incident.ts";
import type { IncidentReply } from "./model/incident-order.ts";
import type { RoleEdge } from "./model/role-image.ts";
import type { Settings } from "./model/settings.ts";
import { exerciseRole } from "./names.ts";
import { contractsOf } from "./vendors/contract.ts";
import { type Known, rosterOf } from "./vendors/watch/roster.ts";

export interface DispatchEdges extends IncidentEdges, AnswerEdges {
  incidents: IncidentEdges["incidents"];
  place: Place;
  roles: Pick<RoleEdge, "read">;
  /** The ladder, for the dry run. */
  rungs(): Promise<readonly Rung[]>;
}

/**
 * What people ask for, by the command line and by Systems Manager: one order, one reply, nothing is waited for. Throws `BadInput` for
 * an order that cannot be read, and for a vendor that the settings do not have.
 */
export const dispatchIncidents = async (input: unknown, edges: DispatchEdges): Promise<IncidentReply> => {
  const order = readOrder(input);
  const subject = subjectOf(order, edges);
  return operations[order.op](order, subject, edges);
};

type Operation = (order: Order, subject: Known, edges: DispatchEdges) => Promise<IncidentReply>;

const subjectOf = ({ vendor, role }: Order, { settings, place }: DispatchEdges): Known => {
  const roster = rosterOf(settings);
  if (role !== undefined) return roster.ofRole(role);
  const contract = contractsOf(settings, place).find((one) => one.vendor === vendor);
  if (contract) return roster.ofRole(contract.role.arn);
  const known = Object.keys(settings.vendors).slice(0, 20).join(", ") || "none";
  throw new BadInput(`the order: vendor: the settings have no such vendor; they have: ${known}`);
};

const contain: Operation = async (order, subject, edges) => {
  const there = await groundFor(order, subject, edges).catch(() => undefined);
  const refused = refusal(order, subject, there, edges);
  if (refused !== undefined) return { lines: [], refused };
  const { incident } = await openIncident(requestOf(order, subject, edges.now()), edges);
  return replyOf(incident);
};

const requestOf = ({ by, type, reason, upTo }: Order, { role, contract }: Known, at: string): IncidentRequest => ({
  role,
  vendor: contract?.vendor,
  upTo: upTo ?? contract?.contain.upTo ?? "trust",
  cause: { type, by, reason: reason || "asked for without a reason", at, findings: [] },
  ...(type === "exercise" ? { exercise: true as const } : {}),
});

/** A drill alarms nobody and counts nowhere: it is for the one role that nobody works with. */
const isDecoy = (role: string, { vendors }: Settings): boolean =>
  Object.keys(vendors).some((vendor) => {
    const { path, name } = exerciseRole(vendor);
    return role.endsWith(`:role${path}${name}`);
  });

/** Where the role cannot be read, the run reads it and refuses: a containment waits for nothing that only says no. */
const refusal = (
  { by, type }: Order,
  { role, registered }: Known,
  ground: Ground | undefined,
  { settings, place, now }: DispatchEdges,
): string | undefined => {
  if (type === "exercise" && !isDecoy(role, settings))
    return "a drill takes the vendor's decoy, and this is another role";
  const live = ground === undefined ? { arn: role } : ground.live;
  const isKnown = registered || ground?.live === undefined || isDiscovered(ground.live, settings, place, now());
  return touchable({ arn: role, as: "vendor", by }, { place, settings, live, isVendors: isKnown });
};

/** The role as IAM has it, around the incident that is under way, or one that would be. */
const groundFor = async (order: Order, subject: Known, edges: DispatchEdges): Promise<Ground> => {
  const { role, contract } = subject;
  const [{ value: live, at }, current] = await Promise.all([
    edges.roles.read(role.slice(role.lastIndexOf("/") + 1)),
    edges.incidents.current(role),
  ]);
  const request = requestOf({ ...order, type: "operator" }, subject, edges.now());
  const isOpen = current !== undefined && !endedPhases.includes(current.phase);
  const incident = isOpen ? current : openedAfter(current, request, edges.now());
  const upTo = order.upTo ?? incident.upTo;
  return { incident: { ...incident, upTo }, contract, snapshot: undefined, live, at };
};

const plan: Operation = async (order, subject, edges) => {
  const ground = await groundFor(order, subject, edges);
  const refused = refusal(order, subject, ground, edges);
  if (refused !== undefined) return { lines: [], refused };
  return { lines: plannedLines(await edges.rungs(), ground, edges.place) };
};

const status: Operation = async (_, { role }, { incidents }) => {
  const incident = await incidents.current(role);
  return incident ? replyOf(incident) : { lines: [] };
};

const answer: Operation = async ({ by, choice, of, all, acceptDrift }, { role }, edges) => {
  const word = {
    ...{ role, by, via: "operator" as const, choice: choice ?? "restore", at: edges.now() },
    ...(of === undefined ? {} : { of }),
    ...(all === undefined ? {} : { all }),
    ...(acceptDrift === undefined ? {} : { acceptDrift }),
  };
  const { incident, answer: said } = await answerIncident(word, edges);
  const reply = incident ? replyOf(incident) : { lines: [] };
  return said.verdict === "accepted" ? { ...reply, said: said.why } : { ...reply, refused: said.why };
};

const operations: Record<Order["op"], Operation> = { contain, plan, status, answer, restore: answer };

const restoring: readonly Incident["phase"][] = ["restoring", "restored", "closed"];

/** Without what only runs need. */
const replyOf = ({ callback: _, ...incident }: Incident): IncidentReply => ({
  incident,
  lines: (restoring.includes(incident.phase) ? incident.restoreRungs : undefined) ?? incident.rungs,
});
