import { containVendor } from "#shared/contain-vendor.ts";
import type { Incident, IncidentAnswer } from "#shared/model/incident.ts";
import { randomOf } from "../simulator/random.ts";
import { type Executions, executionsOn } from "./executions.ts";
import { type Loop, virtualLoop } from "./loop.ts";
import { begin, type IncidentScenario, type IncidentStage, incidentStage } from "./stage.ts";

/** One containment by virtual time, and what happens and is said meanwhile. */

/** `happens` arranges what comes meanwhile. */
export const played = async (
  scenario: IncidentScenario & { open?: Partial<Incident>; until?: number },
  happens: (stage: IncidentStage, loop: Loop, executions: Executions) => void = () => undefined,
) => {
  const loop = virtualLoop(randomOf(1), begin);
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
      restore: async () => undefined,
    },
  });
  const row = await stage.open(scenario.open);
  executions.start("contain", row.id, { role: row.role, incident: row.id });
  happens(stage, loop, executions);
  await loop.run(begin + (scenario.until ?? 7_200_000));
  return { stage, executions, row: (await stage.row()) as Incident };
};

export const statuses = ({ rungs }: Incident) => Object.fromEntries(rungs.map(({ rung, status }) => [rung, status]));

/** Somebody says something, as the functions of the triggers do: into the row first, then to who waits. */
export const says = async (stage: IncidentStage, change: (row: Incident, now: string) => Incident): Promise<void> => {
  const row = (await stage.row()) as Incident;
  await stage.incidents.save({ ...change(row, stage.world.now()), version: row.version + 1 });
  if (row.callback) await stage.world.wake(row.callback.id);
};

export const answered =
  (choice: IncidentAnswer["choice"], of?: IncidentAnswer["of"]) =>
  (row: Incident, at: string): Incident => ({
    ...row,
    answers: [...row.answers, { at, by: "alice", choice, verdict: "accepted", why: "", ...(of ? { of } : {}) }],
  });

export const after = (loop: Loop, seconds: number, work: () => unknown): void =>
  loop.at(begin + seconds * 1000, () => void work());

export const typesTold = (stage: IncidentStage): readonly string[] =>
  [...stage.outbox.values()].map(({ type }) => type);

export const ends = (executions: Executions) => executions.all().map(({ end }) => end);

export const operator = {
  type: "operator",
  by: "arn:ops",
  reason: "r",
  at: "2026-11-22T10:00:00Z",
  findings: [],
} as const;
