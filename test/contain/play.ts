import type { DurableContext } from "@aws/durable-execution-sdk-js";
import middy from "@middy/core";
import { executionModeDurableContext } from "@middy/core/DurableContext";
import type { IncidentStart, IncidentWorld } from "#shared/contain/world.ts";
import type { Incident } from "#shared/model/incident.ts";
import type { RoleImage } from "#shared/model/role-image.ts";
import { countdown, durableService, type Kill } from "../kill/service.ts";
import type { Kind } from "./executions.ts";
import { gated, isRead } from "./gated.ts";
import { runners } from "./runners.ts";
import { begin, type IncidentScenario, type IncidentStage, incidentStage } from "./stage.ts";

/** Something that happens so many seconds after the beginning, or after so many calls of the world. */
export interface Happening {
  after: { seconds: number } | { calls: number };
  what(stage: PlayedStage): unknown;
}

export interface PlayScenario extends Omit<IncidentScenario, "clock" | "start" | "wake"> {
  /** What the row says when the first execution starts. */
  opened?: Partial<Incident>;
  happenings?: readonly Happening[];
  /** A second execution for the same incident, beside the first. */
  startedTwice?: boolean;
  /** Before the incident is opened. */
  before?(stage: PlayedStage): unknown;
  /** Points are counted, and killed, from the first execution of this kind on. */
  killsFrom?: Kind;
  kill?: Kill;
  effectKill?: Kill;
  /** Seconds until what was killed is invoked again. */
  deadFor?: number;
}

export type PlayedStage = IncidentStage & {
  clock: { now(): number; set(ms: number): void };
  start(kind: Kind, name: string, payload: IncidentStart): void;
  wake(callbackId: string): void;
  checkpoints(): number;
  effects(): number;
  calls(): number;
  operations(): number;
};

/** What is left in the world when all executions have ended. */
export interface Ending {
  results: Readonly<Record<string, unknown>>;
  row: Omit<Incident, "version" | "fence" | "holder" | "callback">;
  isHeld: boolean;
  role: RoleImage | undefined;
  users: readonly unknown[];
  notices: readonly string[];
  marks: unknown;
}

interface Running {
  kind: Kind;
  service: ReturnType<typeof durableService>;
  isReady: boolean;
  /** ms: before that it is not invoked again. */
  deadUntil: number;
  result?: unknown;
}

const handlerOf = (kind: Kind, world: IncidentWorld) =>
  middy<IncidentStart, unknown, Error, DurableContext>({
    executionMode: executionModeDurableContext,
    timeoutEarlyInMillis: 0,
  }).handler((event, context) => runners[kind](event, context, world));

/** The stage with executions of the SDK itself, which die where they are told to. */
const playedStage = (scenario: PlayScenario) => {
  let ms = begin;
  const clock = {
    now: () => ms,
    set: (to: number) => {
      ms = Math.max(ms, to);
    },
  };
  const running = new Map<string, Running>();
  const counts = (): boolean =>
    scenario.killsFrom === undefined || [...running.values()].some(({ kind }) => kind === scenario.killsFrom);
  const checkpoints = countdown(scenario.kill, counts);
  const [effects, calls] = [countdown(scenario.effectKill, counts), countdown()];
  const start = (kind: Kind, name: string, payload: IncidentStart): void => {
    if (running.has(name)) return;
    const service = durableService({ clock, payload, functionName: `${kind}-vendor`, name, points: checkpoints });
    running.set(name, { kind, service, isReady: true, deadUntil: begin });
  };
  const wake = (id: string): void => {
    for (const each of running.values()) if (each.service.answer(id)) each.isReady = true;
  };
  const stage: PlayedStage = {
    ...incidentStage({ ...scenario, clock, start, wake }),
    ...{ clock, start, wake, checkpoints: checkpoints.passed, effects: effects.passed, calls: calls.passed },
    operations: () => Math.max(0, ...[...running.values()].map(({ service }) => service.operations())),
  };
  const due = [...(scenario.happenings ?? [])];
  const happen = async (isDue: (after: Happening["after"]) => boolean): Promise<boolean> => {
    const now = due.filter(({ after }) => isDue(after));
    for (const each of now) due.splice(due.indexOf(each), 1);
    for (const { what } of now) await what(stage);
    return now.length > 0;
  };
  /** An effect can be the last thing that an invocation does, or the first that it does not. */
  const worldOf = (service: Running["service"]): IncidentWorld =>
    gated(stage.world, async (what, work) => {
      const dies = isRead(what) ? () => false : effects.pass();
      if (dies("before")) return deadEnd(service);
      const answer = await work();
      calls.pass();
      await happen((after) => "calls" in after && after.calls <= calls.passed());
      return dies("after") ? deadEnd(service) : answer;
    });
  const nextHappening = (): number =>
    Math.min(
      ...due.flatMap(({ after }) => ("seconds" in after ? [begin + after.seconds * 1000] : [])),
      Number.POSITIVE_INFINITY,
    );
  return { stage, running, worldOf, nextHappening, happen, deadMs: (scenario.deadFor ?? 0) * 1000 };
};

const deadEnd = ({ kill }: { kill(): void }): Promise<never> => {
  kill();
  return new Promise<never>(() => undefined);
};

type Played = ReturnType<typeof playedStage>;

/** Invokes all executions until each has ended, with what happens meanwhile. */
export const play = async (scenario: PlayScenario = {}): Promise<{ stage: PlayedStage; ending: Ending }> => {
  const played = playedStage(scenario);
  const { stage, running } = played;
  await scenario.before?.(stage);
  const { id, role } = await stage.open(scenario.opened);
  stage.start("contain", id, { role, incident: id });
  if (scenario.startedTwice) stage.start("contain", `${id}-2`, { role, incident: id });
  for (let turn = 0; turn < 2_000; turn++) {
    const ready = [...running.values()].find(
      ({ isReady, deadUntil, result }) => isReady && deadUntil <= stage.clock.now() && result === undefined,
    );
    if (ready) await invoke(ready, played);
    else if (!(await moveOn(played))) return { stage, ending: await endingOf(played) };
  }
  throw new Error("the executions have no end");
};

const invoke = async (each: Running, { worldOf, stage, deadMs }: Played): Promise<void> => {
  const outcome = await each.service.invoke(handlerOf(each.kind, worldOf(each.service)) as never);
  if (outcome === "killed") {
    each.deadUntil = stage.clock.now() + deadMs;
    return;
  }
  each.isReady = false;
  if (outcome.Status === "PENDING") each.isReady = each.service.settleDue();
  else each.result = outcome.Status === "SUCCEEDED" ? JSON.parse(outcome.Result ?? "null") : outcome;
};

/** To what is due next. False: nothing ever is. */
const moveOn = async ({ stage, running, nextHappening, happen }: Played): Promise<boolean> => {
  const open = [...running.values()].filter(({ result }) => result === undefined);
  const dues = open.flatMap(({ service, deadUntil }) => [
    service.nextDue() ?? [],
    deadUntil > stage.clock.now() ? deadUntil : [],
  ]);
  const next = Math.min(nextHappening(), ...dues.flat());
  if (next === Number.POSITIVE_INFINITY) {
    if (open.length > 0) throw new Error("nothing is due, and an execution waits");
    return false;
  }
  stage.clock.set(next);
  await happen((after) => "seconds" in after && begin + after.seconds * 1000 <= stage.clock.now());
  for (const each of open) if (each.service.settleDue()) each.isReady = true;
  return true;
};

/** As the triggers do: into the row first, then to the callback. */
export const written = async (stage: PlayedStage, change: (row: Incident) => Incident): Promise<Incident> => {
  const before = (await stage.row()) as Incident;
  const row = { ...change(before), version: before.version + 1 };
  await stage.incidents.save(row);
  if (row.callback) stage.wake(row.callback.id);
  return row;
};

const endingOf = async ({ stage, running }: Played): Promise<Ending> => {
  const row = (await stage.row()) as Incident;
  const { version: _, fence: __, holder, callback: ___, ...rest } = row;
  return {
    results: Object.fromEntries([...running].map(([name, { result }]) => [name, result])),
    row: rest,
    isHeld: holder !== undefined,
    role: stage.iam.role(stage.role.name),
    users: stage.iam.allUsers(),
    notices: [...stage.outbox.keys()],
    marks: [...stage.marks],
  };
};
