import { containVendor } from "#shared/contain-vendor.ts";
import type { Incident } from "#shared/model/incident.ts";
import type { RoleImage } from "#shared/model/role-image.ts";
import { containment } from "#shared/names.ts";
import { differences, titleOf } from "#shared/restore/differences.ts";
import { restoreVendor } from "#shared/restore-vendor.ts";
import { randomOf } from "../simulator/random.ts";
import { type Executions, executionsOn } from "./executions.ts";
import { virtualLoop } from "./loop.ts";
import { policyText } from "./roles.ts";
import { begin, type IncidentScenario, type IncidentStage, incidentStage } from "./stage.ts";

/** One role, contained and asked for back, by virtual time; what tests of restores say of it. */

export const hour = 3_600_000;
export const day = 24 * hour;

export interface Play extends IncidentScenario {
  seed?: number;
  restore?: Partial<NonNullable<Incident["restore"]>>;
  /** When it is asked for; after that for how long it is looked on. */
  askAfter?: number;
  until?: number;
  /** Before it is contained. */
  prepare?(stage: IncidentStage): void | Promise<void>;
  /** Before it is asked for. */
  before?(stage: IncidentStage): void | Promise<void>;
  /** At a time after that, ms. */
  later?: readonly { after: number; what(stage: IncidentStage): void | Promise<void> }[];
}

/** Contains the role, asks for it back, and looks on. */
export const played = async ({
  restore,
  askAfter = 2 * hour,
  until = hour,
  prepare,
  before,
  later = [],
  seed = 1,
  ...scenario
}: Play) => {
  const loop = virtualLoop(randomOf(seed), begin);
  const stage = incidentStage({
    ...scenario,
    clock: loop,
    start: (kind, name, payload) => executions.start(kind, name, payload),
    wake: (id) => executions.wake(id),
  });
  const executions = executionsOn({
    loop,
    latency: () => 20,
    trouble: () => undefined,
    run: {
      contain: (start, context) => containVendor(start, context, stage.world),
      restore: (start, context) => restoreVendor(start, context, stage.world),
    },
  });
  await prepare?.(stage);
  const opened = await stage.open();
  executions.start("contain", opened.id, { role: opened.role, incident: opened.id });
  await loop.run(begin + askAfter);
  await before?.(stage);
  const ask = async (change: Play["restore"] = {}): Promise<void> => {
    const row = (await stage.row()) as Incident;
    const asked = { by: "arn:aws:iam::111122223333:user/alice", at: stage.world.now(), all: false, acceptDrift: false };
    await stage.incidents.save({ ...row, restore: { ...asked, ...change }, version: row.version + 1 });
    if (row.callback) await stage.world.wake(row.callback.id);
    executions.start("restore", `${row.id}-restore-${row.version}`, { role: row.role, incident: row.id });
  };
  await ask(restore);
  for (const { after, what } of later) {
    await loop.run(begin + askAfter + after);
    await what(stage);
  }
  await loop.run(begin + askAfter + until);
  const live = (): RoleImage | undefined => stage.iam.role(stage.role.name);
  return { stage, executions, loop, ask, live, row: (await stage.row()) as Incident };
};

export const statuses = ({ restoreRungs }: Incident) =>
  Object.fromEntries((restoreRungs ?? []).map(({ rung, status }) => [rung, status]));

/** Of those that did more than write the document. */
export const lastEnd = (executions: Executions): unknown =>
  executions.all().findLast(({ name }) => !/-(back|closed)/.test(name))?.end;

/** What differs but for the stamp. */
export const unlike = (snapshot: RoleImage, live: RoleImage | undefined): readonly string[] =>
  live === undefined
    ? ["it is gone"]
    : differences(snapshot, { ...live, inline: live.inline.filter(({ name }) => name !== containment.revoke) }).map(
        titleOf,
      );

export const hasStamp = (live: RoleImage | undefined): boolean =>
  live?.inline.some(({ name }) => name === containment.revoke) ?? false;

export const stranger = {
  Effect: "Allow",
  Principal: { AWS: "arn:aws:iam::444455556666:root" },
  Action: "sts:AssumeRole",
};
export const admin = policyText([{ Effect: "Allow", Action: "*", Resource: "*" }]);
