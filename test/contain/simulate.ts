import type { Incident, Snapshot } from "#shared/model/incident.ts";
import { isoAt } from "#shared/model/time.ts";
import { below, type Random, randomOf } from "../simulator/random.ts";
import { adversaryOn, firstSession } from "./adversary.ts";
import { type Executions, executionsOn, type Gate, type Trouble } from "./executions.ts";
import { gated, isRead } from "./gated.ts";
import type { IamFault } from "./iam.ts";
import { type Judge, judgeOn } from "./judge.ts";
import { rootOf } from "./links.ts";
import { type Loop, virtualLoop } from "./loop.ts";
import { aRole, policyText } from "./roles.ts";
import { runners } from "./runners.ts";
import type { Schedule } from "./schedules.ts";
import { begin, type IncidentStage, incidentStage } from "./stage.ts";

export interface Played {
  schedule: Schedule;
  stage: IncidentStage;
  executions: Executions;
  row: Incident;
  snapshot: Snapshot | undefined;
  /** What happened, for people who look at a violation. */
  log: readonly string[];
  violations: readonly string[];
}

const hour = 3_600_000;
export const sharedRole = aRole({
  name: "shared",
  path: "/",
  trust: policyText([
    { Effect: "Allow", Principal: { AWS: "arn:aws:iam::111122223333:root" }, Action: "sts:AssumeRole" },
  ]),
});

/** Plays one schedule against the real containment and the real restore, and says what went wrong. */
export const simulate = async (schedule: Schedule): Promise<Played> => {
  const random = randomOf(schedule.seed + 1);
  const loop = virtualLoop(random, begin - 60_000);
  const log: string[] = [];
  const note = (what: string): void => void log.push(`${((loop.now() - begin) / 1000).toFixed(3)} ${what}`);
  const stage = stageOf(schedule, { loop, random, note, judged: () => judge.look() });
  const executions = executionsFor(schedule, { loop, random, note, stage });
  stage.executions = executions;
  const judge = judgeOn(schedule, stage, note);
  const first = firstSession(stage.iam, schedule.role.name);
  note(`the first session is ${first.key}`);
  const adversary = adversaryOn(
    { iam: stage.iam, random, role: schedule.role, shared: sharedRole.name },
    (key) => rootOf(stage.iam, key) === schedule.role.arn,
  );
  for (const at of schedule.acts)
    loop.at(begin + at, () => {
      const done = adversary.act();
      if (done) note(done);
    });
  loop.at(begin, () => void opened(stage));
  for (const [index, at] of schedule.again.entries()) loop.at(begin + at, () => void startAgain(stage, index));
  for (const { at, choice } of schedule.answers) loop.at(begin + at, () => void answered(stage, choice, loop));
  if (schedule.restoreAt !== undefined)
    loop.at(begin + schedule.restoreAt, () => void askedToRestore(stage, loop, note));
  await loop.run(begin + 100 * hour);
  const violations = await judge.end();
  const row = (await stage.row()) as Incident;
  return { schedule, stage, executions, row, snapshot: await judge.snapshot(row), log, violations };
};

interface Around {
  loop: Loop;
  random: Random;
  note(what: string): void;
}

type SimulatedStage = IncidentStage & { executions: Executions | undefined };

const faults: readonly IamFault[] = ["throttled", "unavailable", "concurrent", "timed-out"];

const stageOf = (schedule: Schedule, { loop, random, note, judged }: Around & { judged(): void }): SimulatedStage => {
  let faultsLeft = schedule.faults;
  const stage: SimulatedStage = Object.assign(
    incidentStage({
      clock: loop,
      role: schedule.role,
      linksAfter: schedule.linksAfter,
      upTo: schedule.upTo,
      iam: {
        skew: schedule.skew,
        roles: [sharedRole],
        reads: { ms: () => below(random, schedule.reads + 1) },
        enforcement: { ms: () => below(random, schedule.enforcement + 1) },
        written: () => judged(),
        fault: ({ operation, target }) => {
          if (faultsLeft === 0 || random() > 0.1) return undefined;
          faultsLeft -= 1;
          const fault = faults[below(random, faults.length)];
          note(`${operation} ${target} is ${fault}`);
          return fault;
        },
      },
      start: (kind, name, payload) => stage.executions?.start(kind, name, payload),
      wake: (id) => stage.executions?.wake(id),
    }),
    { executions: undefined },
  );
  return stage;
};

const executionsFor = (
  schedule: Schedule,
  { loop, random, note, stage }: Around & { stage: IncidentStage },
): Executions => {
  const left = { crash: schedule.crashes, late: schedule.late, pause: schedule.pauses };
  const troubles: Readonly<Record<keyof typeof left, () => Trouble>> = {
    crash: () => ({ crash: true }),
    late: () => ({ late: below(random, 3_000) }),
    pause: () => ({ pause: below(random, schedule.longestPause) }),
  };
  const trouble = (point: { execution: string; what: string; when: string }): Trouble => {
    if (random() > 0.02) return undefined;
    const kinds = (Object.keys(left) as (keyof typeof left)[]).filter((kind) => left[kind] > 0);
    const kind = kinds[below(random, kinds.length)];
    if (kind === undefined) return undefined;
    left[kind] -= 1;
    const met = troubles[kind]();
    note(`${point.execution}: ${JSON.stringify(met)} ${point.when} ${point.what}`);
    return met;
  };
  const worldFor = (gate: Gate) =>
    gated(stage.world, async (what, work) => {
      const answer = await gate(what, work);
      if (!isRead(what)) note(what);
      return answer;
    });
  return executionsOn({
    loop,
    latency: () => 5 + below(random, 150),
    trouble,
    run: {
      contain: (start, context, gate) => runners.contain(start, context, worldFor(gate)),
      restore: (start, context, gate) => runners.restore(start, context, worldFor(gate)),
    },
  });
};

const opened = async (stage: SimulatedStage): Promise<void> => {
  const { id, role } = await stage.open();
  stage.executions?.start("contain", id, { role, incident: id });
};

const startAgain = async (stage: SimulatedStage, index: number): Promise<void> => {
  const row = await stage.row();
  if (row)
    stage.executions?.start("contain", `${row.id}-${index + 2}`, { role: row.role, incident: row.id, again: index });
};

/** As the triggers do: into the row first, then to the callback. */
const changed = async (stage: SimulatedStage, change: (row: Incident) => Incident): Promise<Incident | undefined> => {
  const row = await stage.row();
  if (!row) return undefined;
  const next = { ...change(row), version: row.version + 1 };
  await stage.incidents.save(next);
  if (next.callback) stage.executions?.wake(next.callback.id);
  return next;
};

const answered = async (stage: SimulatedStage, choice: "go-on" | "stop-here", loop: Loop): Promise<void> => {
  await changed(stage, (row) => ({
    ...row,
    answers: [
      ...row.answers,
      { at: isoAt(loop.now()), by: "alice", choice, of: "detach", verdict: "accepted", why: "alice is an approver" },
    ],
  }));
};

const askedToRestore = async (stage: SimulatedStage, loop: Loop, note: (what: string) => void): Promise<void> => {
  note("a restore is asked for");
  const row = await changed(stage, (before) =>
    before.restore
      ? before
      : { ...before, restore: { by: "alice", at: isoAt(loop.now()), all: false, acceptDrift: true } },
  );
  if (row) stage.executions?.start("restore", row.id, { role: row.role, incident: row.id });
};

export type { Judge };
