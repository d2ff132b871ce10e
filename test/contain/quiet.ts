import type { Incident } from "#shared/model/incident.ts";
import { isoAt } from "#shared/model/time.ts";
import { randomOf } from "../simulator/random.ts";
import { type Executions, executionsOn } from "./executions.ts";
import { virtualLoop } from "./loop.ts";
import { runners } from "./runners.ts";
import { begin, type IncidentScenario, type IncidentStage, incidentStage } from "./stage.ts";

export interface QuietScenario extends Omit<IncidentScenario, "clock" | "start" | "wake"> {
  /** Seconds from the beginning to the word of the person who restores; absent: nobody does. */
  restoreAfter?: number;
  restore?: Partial<NonNullable<Incident["restore"]>>;
  /** What people say, and others do, so many seconds after the beginning. */
  happenings?: readonly { after: number; what(stage: IncidentStage): unknown }[];
  opened?: Partial<Incident>;
  /** Before the incident is opened. */
  before?(stage: IncidentStage): void;
  /** The row was written. */
  saved?(row: Incident, stage: IncidentStage): void;
}

export interface Quiet {
  stage: IncidentStage;
  row: Incident;
  errors: readonly unknown[];
}

const hour = 3_600_000;

/** A containment, and the restore after it, with nobody and nothing in their way. */
export const quietly = async (scenario: QuietScenario = {}): Promise<Quiet> => {
  const loop = virtualLoop(randomOf(1), begin);
  let executions: Executions | undefined;
  const stage = incidentStage({
    ...scenario,
    clock: loop,
    start: (kind, name, payload) => executions?.start(kind, name, payload),
    wake: (id) => executions?.wake(id),
  });
  scenario.before?.(stage);
  const { save } = stage.world.incidents;
  stage.world.incidents = {
    ...stage.world.incidents,
    save: async (next) => {
      await save(next);
      scenario.saved?.(next, stage);
    },
  };
  executions = executionsOn({
    loop,
    latency: () => 20,
    trouble: () => undefined,
    run: {
      contain: (start, context) => runners.contain(start, context, stage.world),
      restore: (start, context) => runners.restore(start, context, stage.world),
    },
  });
  const { id, role } = await stage.open(scenario.opened);
  executions.start("contain", id, { role, incident: id });
  const at = (seconds: number, work: () => unknown): void => loop.at(begin + seconds * 1000, () => void work());
  for (const { after, what } of scenario.happenings ?? []) at(after, () => what(stage));
  if (scenario.restoreAfter !== undefined)
    at(scenario.restoreAfter, async () => {
      const before = (await stage.row()) as Incident;
      const restore = { by: "alice", at: isoAt(loop.now()), all: false, acceptDrift: false, ...scenario.restore };
      await stage.incidents.save({ ...before, restore, version: before.version + 1 });
      if (before.callback) executions?.wake(before.callback.id);
      executions?.start("restore", id, { role, incident: id });
    });
  await loop.run(begin + 100 * hour);
  const errors = executions.all().flatMap(({ end }) => (end && "result" in end ? [] : [end?.error ?? "it has no end"]));
  return { stage, row: (await stage.row()) as Incident, errors };
};
