import { aRole, policyText } from "../../../test/contain/roles.ts";
import { begin, type IncidentScenario, incidentStage, place } from "../../../test/contain/stage.ts";
import type { Incident } from "../../model/incident.ts";
import type { RoleImage } from "../../model/role-image.ts";
import { groundOf } from "../ground.ts";
import type { Climbed, Ground, Rung } from "../rung.ts";
import { snapshot } from "./snapshot.ts";

/** For tests of one rung: an account with acme's role and its incident, of which nothing is climbed but what the test says. */

export const managed = (name: string) => ({
  ...{ arn: `arn:aws:iam::${place.account}:policy/${name}`, version: "v3" },
  document: policyText([{ Effect: "Allow", Action: "s3:*", Resource: "*" }]),
});

/** Of so many characters, white space aside. */
export const filler = (length: number): RoleImage["inline"][number] => {
  const empty = policyText([{ Effect: "Allow", Action: "s3:GetObject", Resource: [""] }]);
  const resource = "x".repeat(length - empty.length);
  return { name: "filler", document: policyText([{ Effect: "Allow", Action: "s3:GetObject", Resource: [resource] }]) };
};

export const rungStage = async (change: Partial<RoleImage> = {}, scenario: IncidentScenario = {}) => {
  let ms = begin;
  const role = aRole(change);
  const stage = incidentStage({
    ...scenario,
    role,
    clock: { now: () => ms },
    iam: {
      managed: [...role.attached, ...(role.boundary === undefined ? [] : [role.boundary])].map((arn) =>
        managed(arn.slice(arn.lastIndexOf("/") + 1)),
      ),
      ...scenario.iam,
    },
  });
  let row: Incident = await stage.open({ phase: "containing" });
  const ground = async (): Promise<Ground> => ({
    ...(await groundOf(stage.world, row)),
    snapshot: row.snapshot && JSON.parse(await stage.evidence.edge.get(row.snapshot)),
  });
  const apply = async (rung: Rung): Promise<Climbed> => {
    const climbed = await rung.apply(await ground(), stage.world);
    const { cutAt, changes, line } = climbed;
    row = {
      ...row,
      ...(cutAt ? { cutAt } : {}),
      ...changes,
      rungs: [...row.rungs.filter(({ rung: id }) => id !== line.rung), line],
    };
    return climbed;
  };
  await apply(snapshot);
  return {
    ...stage,
    role,
    ground,
    apply,
    row: () => row,
    setRow: (next: Partial<Incident>): void => {
      row = { ...row, ...next };
    },
    live: () => stage.iam.role(role.name),
    plan: async (rung: Rung) => rung.plan(await ground(), place),
    holds: async (rung: Rung) => (await rung.verify(await ground(), stage.world)).holds,
    undo: async (rung: Rung) => rung.undo(await ground(), stage.world),
    wait: (seconds: number): void => {
      ms += seconds * 1000;
    },
  };
};
