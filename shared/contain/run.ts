import { CallbackError, type DurableContext } from "@aws/durable-execution-sdk-js";
import { StaleRow } from "../model/errors.ts";
import { endedPhases, type Holder, type Incident, rungIds } from "../model/incident.ts";
import { epochOf, isoAt, secondsBetween } from "../model/time.ts";
import { executionOf } from "./incident-id.ts";
import { retryStep } from "./patience.ts";
import { whileStale } from "./while-stale.ts";
import type { IncidentStart, IncidentWorld } from "./world.ts";

/** One execution of one incident; a restore's too. */
export interface Run {
  start: IncidentStart;
  context: DurableContext;
  world: IncidentWorld;
}

/** A run that holds the row. `fence` tells it from every other holder, also from itself before a long wait, which changes it. */
export interface Held extends Run {
  kind: Holder["kind"];
  fence: number;
  /** What had been said and done when it last looked (`heardIn`): what comes later is for the next look. */
  heard?: string;
}

const restoreAsked = "a restore is asked for";
const tookItsPlace = "another took its place";

/** Somebody else holds the row by now, or a restore asks for it. Thrown outside of steps only, so that a replay is the same. */
export class Replaced extends Error {
  override name = "Replaced";
  readonly why: "another holds it" | typeof restoreAsked | typeof tookItsPlace;
  constructor(why: Replaced["why"]) {
    super(`the run lets go: ${why}`);
    this.why = why;
  }
}

/** Seconds. The functions' timeout is 60: what began with `least` left is over long before the next holder can come. */
const lease = { whole: 300, least: 120 };

/** How often a row is read again, when somebody wrote at the same time, before the step itself is tried again. */
export const races = 4;

/** `taken`: by somebody who may still act, until then · `over`: there is nothing for this kind of run to do. */
export type Refusal = { taken: string } | { over: string };

/**
 * Takes the row where it is free, ours, or its holder's time is past. A second execution finds it held and leaves. As a step:
 * what it answered is what a replay gets.
 */
export const claim = async (run: Run, kind: Holder["kind"], name = "claim"): Promise<Held | Refusal> => {
  const answer = await run.context.step(name, () => take(run, kind), { retryStrategy: retryStep });
  return "fence" in answer ? { ...run, kind, fence: answer.fence } : answer;
};

const take = ({ start, context, world }: Run, kind: Holder["kind"]): Promise<{ fence: number } | Refusal> =>
  whileStale(async () => {
    const own = context.executionContext.durableExecutionArn;
    const row = await world.incidents.current(start.role);
    const over = whyOver(row, start, kind);
    if (row === undefined || over !== undefined) return { over: over ?? "there is no such incident" };
    const { holder } = row;
    const isFree = holder === undefined || holder.execution === own || secondsBetween(world.now(), holder.until) <= 0;
    if (!isFree) return { taken: holder.until };
    const fence = (row.fence ?? 0) + 1;
    const { callback: _, ...rest } = row;
    const next: Incident = {
      ...rest,
      fence,
      holder: { execution: own, kind, fence, until: untilOf(world) },
      version: row.version + 1,
    };
    await world.incidents.save(next);
    return { fence };
  }, races);

const untilOf = (world: IncidentWorld): string => isoAt((epochOf(world.now()) ?? 0) + lease.whole * 1000);

const whyOver = (row: Incident | undefined, { incident }: IncidentStart, kind: Holder["kind"]): string | undefined => {
  if (row === undefined || row.id !== incident) return "a later incident of the role took its place";
  if (endedPhases.includes(row.phase)) return `it is ${row.phase}`;
  if (kind === "contain" && row.restore !== undefined) return restoreAsked;
  if (kind === "restore" && row.restore === undefined) return "no restore is asked for";
  return undefined;
};

/**
 * One step under its name: its answer is kept, it is tried again as `retryStep` says, and it may run more than once. The row is
 * read first: the work is done by its holder only. Throws `Replaced`.
 */
export const step = <Answer>(run: Held, name: string, work: (row: Incident) => Promise<Answer>): Promise<Answer> =>
  unlessReplaced(run, name, async () => work(await heldRow(run)));

const unlessReplaced = async <Answer>(run: Run, name: string, work: () => Promise<Answer>): Promise<Answer> => {
  type Done = { answer: Answer } | { lost: Replaced["why"] };
  const attempt = async (): Promise<Done> => {
    try {
      return { answer: await work() };
    } catch (error) {
      if (error instanceof Replaced) return { lost: error.why };
      throw error;
    }
  };
  const done = await run.context.step(name, attempt, { retryStrategy: retryStep });
  if ("lost" in done) throw new Replaced(done.lost);
  return done.answer;
};

/** The row, with time enough left for one invocation. Throws `Replaced`. */
const heldRow = async (run: Held): Promise<Incident> => {
  const row = await readHeld(run);
  if (run.kind === "contain" && row.restore !== undefined) throw new Replaced(restoreAsked);
  if (secondsBetween(run.world.now(), row.holder?.until ?? "") >= lease.least) return row;
  return change(run, (before) => ({ ...before, holder: { ...holderOf(run), until: untilOf(run.world) } }), row);
};

const holderOf = ({ context, kind, fence }: Held): Omit<Holder, "until"> => ({
  execution: context.executionContext.durableExecutionArn,
  kind,
  fence,
});

const readHeld = async (run: Held): Promise<Incident> => {
  const row = await run.world.incidents.current(run.start.role);
  if (row === undefined || !isHolder(row, run)) throw new Replaced("another holds it");
  return row;
};

const isHolder = ({ id, holder }: Incident, { start, context, fence }: Held): boolean =>
  id === start.incident && holder?.fence === fence && holder.execution === context.executionContext.durableExecutionArn;

/**
 * Changes the row, on what is there now, as its holder. The same row given back: nothing to write. `seen`: the row as it was
 * read a moment ago, which saves the first read. Throws `Replaced`.
 */
export const change = async (run: Held, next: (row: Incident) => Incident, seen?: Incident): Promise<Incident> => {
  let row = seen ?? (await readHeld(run));
  for (let race = 1; ; race++) {
    const changed = next(row);
    if (changed === row) return row;
    const stored = { ...changed, version: row.version + 1 };
    try {
      await run.world.incidents.save(stored);
      return stored;
    } catch (error) {
      if (!(error instanceof StaleRow) || race === races) throw error;
      row = await readHeld(run);
    }
  }
};

/** The row is free. One that is not ours any more stays as it is. */
export const release = (run: Held, name = "let go"): Promise<void> =>
  run.context.step(
    name,
    async () => {
      await change(run, ({ holder: _, ...row }) => row).catch((error: unknown) => {
        if (!(error instanceof Replaced)) throw error;
      });
    },
    { retryStrategy: retryStep },
  );

/**
 * The end of a run: the row is free. What somebody said or did since its last look found a holder, and started nothing: the write
 * that frees the row sees it, and a further run is started by its name. A restore has an execution of its own, which waits.
 */
export const leave = async (run: Held): Promise<void> => {
  const { start, context, world } = run;
  const { again } = await context.step("end", () => freed(run), { retryStrategy: retryStep });
  if (again === undefined) return;
  const payload = { role: start.role, incident: start.incident, again };
  await context.step("start a further run", () => world.start("contain", executionOf(payload), payload), {
    retryStrategy: retryStep,
  });
};

const freed = async (run: Held): Promise<{ again?: number }> => {
  const row = await change(run, ({ holder: _, ...free }) => free).catch((error: unknown) => {
    if (!(error instanceof Replaced)) throw error;
    // Run twice, it finds the row let go already.
    return run.world.incidents.current(run.start.role);
  });
  if (row === undefined || row.holder || whyOver(row, run.start, "contain") !== undefined) return {};
  return heardIn(row) === run.heard ? {} : { again: row.version };
};

/** What a run finds by itself names its rung: it is no news to it. */
const byOthers = ({ what }: Incident["disturbed"][number]): boolean =>
  !rungIds.some((rung) => what.startsWith(`${rung}: `));

/** What of a row tells that somebody said or did something since a look at it. */
export const heardIn = ({ answers, causes, upTo, disturbed, abused, restore }: Incident): string => {
  const others = disturbed.filter(byOthers);
  return [answers.length, causes.length, upTo, others.length, others.at(-1)?.at, abused?.at, restore?.at].join(" ");
};

/**
 * Waits for so many seconds, or until somebody wakes the run, with the row free meanwhile; then takes it again. Who says
 * something writes it into the row first and wakes then: what came after the look (`heard`) and before the callback stood there
 * is seen here, and nothing is waited for. Throws `Replaced` where somebody else holds the row afterwards.
 */
export const untilWoken = async (
  run: Held,
  name: string,
  { seconds, heard }: { seconds: number; heard: string | undefined },
): Promise<Held> => {
  const [woken, id] = await run.context.createCallback(name, { timeout: { seconds } });
  const isNews = await unlessReplaced(run, `offer the ${name}`, () => offer(run, { id, waitsFor: name }, heard));
  try {
    if (!isNews) await woken;
  } catch (error) {
    // Its time is over, or somebody failed it by hand: the next look says what is to be done.
    if (!(error instanceof CallbackError)) throw error;
  }
  const again = await claim(run, run.kind, `claim after the ${name}`);
  if (!("fence" in again))
    throw new Replaced("over" in again && again.over === restoreAsked ? restoreAsked : tookItsPlace);
  run.fence = again.fence;
  return run;
};

/** Whether there is news. Run twice, it finds the row let go already. */
const offer = async (
  run: Held,
  callback: NonNullable<Incident["callback"]>,
  heard: string | undefined,
): Promise<boolean> => {
  const row = await run.world.incidents.current(run.start.role);
  if (row?.id === run.start.incident && row.callback?.id === callback.id) return heardIn(row) !== heard;
  let isNews = false;
  const seen = await heldRow(run);
  await change(
    run,
    (before) => {
      isNews = heardIn(before) !== heard;
      const { holder: _, ...free } = before;
      return isNews ? before : { ...free, callback };
    },
    seen,
  );
  return isNews;
};

/** Says in the row of whoever holds it now that an act of this run may have come after it was replaced. */
export const sayLate = (run: Held): Promise<void> =>
  run.context.step("say that it was replaced", () => whileStale(() => sayLateOnce(run), races), {
    retryStrategy: retryStep,
  });

const sayLateOnce = async ({ world, start, context, fence }: Held): Promise<void> => {
  const by = `${context.executionContext.durableExecutionArn.split(":").at(-1)}, holder ${fence}`;
  const what = `a run that had been replaced woke up, and its last act may have come late (${by})`;
  const row = await world.incidents.current(start.role);
  if (row === undefined || row.disturbed.some((each) => each.what === what)) return;
  const disturbed = [...row.disturbed, { at: world.now(), what }];
  await world.incidents.save({ ...row, disturbed, version: row.version + 1 });
  if (row.callback) await world.wake(row.callback.id);
};
