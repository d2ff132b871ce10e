import type { DurableContext } from "@aws/durable-execution-sdk-js";
import { claim, type Held, Replaced, type Run, sayLate } from "./contain/run.ts";
import type { IncidentStart, IncidentWorld } from "./contain/world.ts";
import { close, type Kept, Unproven } from "./restore/close.ts";
import type { End } from "./restore/ends.ts";
import { denyUndone, giveBack, settleReached, stamp } from "./restore/fill.ts";
import { failed, refusedEnd, restored, staysBack, untouched } from "./restore/finish.ts";
import { begin, firstLook } from "./restore/first-look.ts";
import { closeAgain, isEqual, isOpen, lower, openTrust } from "./restore/open.ts";
import { recreate } from "./restore/recreate.ts";
import { endStamp, type Holding, untilOver } from "./restore/settle.ts";
import { propagation } from "./restore/times.ts";

/** How the execution ended; the incident's row says it too. */
export interface RestoreResult {
  incident: string;
  how: "closed" | End["how"] | "over" | "held" | "replaced";
}

/** Others may change the role while it is put back: so often it is begun again, then a person has to look. */
const rounds = 3;

/**
 * Puts a contained role back, from the check of its snapshot until nothing of ours is left on it. At no time is it more open than
 * before or than the snapshot: it denies everything until it is equal to it. Sessions from before stay dead.
 */
export const restoreVendor = async (
  start: IncidentStart,
  context: DurableContext,
  world: IncidentWorld,
): Promise<RestoreResult> => {
  const { incident } = start;
  const first = await whenFree({ start, context, world });
  if (!("fence" in first)) return { incident, how: "over" in first ? "over" : "held" };
  const holding: Holding = { now: first, waits: false };
  try {
    const end = await untilDone(holding);
    return { incident, how: end?.how ?? "closed" };
  } catch (error) {
    if (!(error instanceof Replaced)) throw error;
    if (!holding.waits) await sayLate(holding.now);
    return { incident, how: "replaced" };
  }
};

/** Put back, as often as somebody asks while sessions from before live; then nothing of ours is left. */
const untilDone = async (holding: Holding): Promise<End | undefined> => {
  for (;;) {
    const { begun, isBack } = await begin(holding.now);
    const end = await putBack(holding, begun).catch((error: unknown) => failed(holding.now, error));
    if (end === "asked again") continue;
    if (end === "untouched") return untouched(holding.now, begun);
    if (end !== undefined && !(isBack && end.how === "refused")) {
      await refusedEnd(holding.now, end, begun);
      return end;
    }
    if (end !== undefined) await staysBack(holding.now, end, begun);
    if ((await untilOver(holding, "sessions from before", { begun })) === "asked again") continue;
    await endStamp(holding.now);
    return undefined;
  }
};

/** A containment that has the row lets go of it at its next step. */
const whenFree = async (run: Run): Promise<Held | { over: string } | { taken: string }> => {
  for (let turn = 1; ; turn++) {
    const answer = await claim(run, "restore", `claim ${turn}`);
    if (!("taken" in answer) || turn === 60) return answer;
    await run.context.wait(`wait for the holder ${turn}`, { seconds: Math.min(turn, 15) });
  }
};

const putBack = async (holding: Holding, begun: string): Promise<End | "asked again" | "untouched" | undefined> => {
  const look = await firstLook(holding.now);
  if ("end" in look) return look.end;
  if (look.isMissing) await recreate(holding.now);
  let left: readonly string[] = [];
  for (let round = 1; round <= rounds; round++) {
    const end = await oneRound(holding, round, begun);
    if (end === "asked again") return end;
    left = end;
    if (left.length > 0) continue;
    await restored(holding.now);
    return undefined;
  }
  throw new Unproven(`somebody or something changes the role while it is put back: ${left.slice(0, 5).join("; ")}`);
};

/** What differs in the end; empty: the role is put back. `asked again` while older sessions lived: it is denied as before. */
const oneRound = async (holding: Holding, round: number, begun: string): Promise<readonly string[] | "asked again"> => {
  const kept = await close(holding.now, round);
  await giveBack(holding.now, kept, round);
  await settleReached(holding.now, round);
  const { isStamped } = await stamp(holding.now, round);
  // Else the end of our deny may hold somewhere before the stamp does.
  if (kept !== "none" || isStamped)
    await holding.now.context.wait(`wait for the stamp ${round}`, { seconds: propagation });
  if (!isStamped && kept !== "none") {
    const end = await untilOver(holding, `older sessions ${round}`, { begun, kept });
    if (end === "asked again") return end;
  }
  await untilDenied(holding.now, round);
  await openTrust(holding.now, kept, round);
  const before = await isEqual(holding.now, round);
  if (before.length > 0) return before;
  return opened(holding.now, kept, round);
};

/** What its sessions took may free itself while a denial does not hold everywhere yet: so often it is denied again. */
const untilDenied = async (held: Held, round: number): Promise<void> => {
  for (let turn = 1; turn <= 3; turn++) {
    if (!(await denyUndone(held, `${round}.${turn}`))) return;
    await held.context.wait(`wait for what is denied again ${round}.${turn}`, { seconds: propagation });
  }
};

const opened = async (held: Held, kept: Kept, round: number): Promise<readonly string[]> => {
  await lower(held, kept, round);
  const after = await isOpen(held, round);
  if (after.length > 0) await closeAgain(held, kept, round);
  return after;
};
