import type { Climbed, Ground, Rung } from "#shared/contain/rung.ts";
import type { Incident } from "#shared/model/incident.ts";
import { containment } from "#shared/names.ts";
import type { Link } from "#shared/vendors/watch/links.ts";
import { account } from "../fixtures.ts";
import { aRole, policyText } from "./roles.ts";
import { begin, type IncidentScenario, incidentStage } from "./stage.ts";

/** A role that others use, too, and that lets everybody of the account in. */
export const hub = aRole({
  name: "hub",
  path: "/",
  trust: policyText([
    { Effect: "Allow", Principal: { AWS: `arn:aws:iam::${account}:root` }, Action: "sts:AssumeRole" },
  ]),
  inline: [{ name: "all", document: policyText([{ Effect: "Allow", Action: "*", Resource: "*" }]) }],
});

/** The vendor's role may do everything, so that it can take and make all that a test needs. */
const powerful = aRole({ inline: [{ name: "all", document: hub.inline[0]?.document ?? "" }] });

export const caller = { arn: "arn:aws:iam::999988887777:role/worker" };

/** A stage with a vendor's session that is live, and a clock that a test moves. */
export const reachStage = async (scenario: IncidentScenario & { more?: readonly Link[] } = {}) => {
  let ms = begin;
  const stage = incidentStage({
    clock: { now: () => ms },
    role: powerful,
    ...scenario,
    iam: { ...scenario.iam, roles: [hub, ...(scenario.iam?.roles ?? [])] },
  });
  const vendor = stage.iam.assume(caller, stage.role.name, { externalId: "e-1" });
  if (vendor === undefined) throw new Error("the vendor may not take its role");
  const world = {
    ...stage.world,
    links: async (role: string) => [...(await stage.world.links(role)), ...(scenario.more ?? [])],
  };
  let incident: Incident = await stage.open();
  const ground = (change: Partial<Incident> = {}): Ground => {
    incident = { ...incident, ...change };
    return { incident, contract: undefined, snapshot: undefined, live: stage.role, at: stage.iam.time() };
  };
  return {
    ...stage,
    world,
    vendor,
    ground,
    wait: (seconds: number): void => {
      ms += seconds * 1000;
    },
    apply: async (rung: Rung, change: Partial<Incident> = {}): Promise<Climbed> => {
      const climbed = await rung.apply(ground(change), world);
      incident = { ...incident, reached: climbed.reached ?? [] };
      return climbed;
    },
    verify: async (rung: Rung) => (await rung.verify(ground(), world)).holds,
    undo: (rung: Rung, change: Partial<Incident> = {}) => rung.undo(ground(change), world),
    denies: (role: string): string | undefined =>
      stage.iam.role(role)?.inline.find(({ name }) => name === containment.chained)?.document,
  };
};
