import { CallbackError, type DurableContext } from "@aws/durable-execution-sdk-js";
import type { End } from "../decide/unowned-turn.ts";
import { StaleRow } from "../model/errors.ts";
import type { UnownedCase } from "../model/unowned-case.ts";
import { caseOf } from "./look.ts";
import { retryStep } from "./patience.ts";
import type { CaseWorld } from "./world.ts";

/** One case in its execution. */
export interface Talk {
  id: string;
  context: DurableContext;
  world: CaseWorld;
}

/** What a look says to the wait after it: the case is over, or is looked at again after so many seconds; 0: go on. */
export interface Next {
  end?: End;
  seconds: number;
  /** The answer that the look saw. */
  heard?: string;
}

/** Names the answer that waits to be carried out; empty where none does. */
export const heardIn = ({ pending }: UnownedCase): string =>
  pending ? [pending.at, pending.choice, pending.slackUser].join(" ") : "";

/** One step under its name: its answer is kept, it is tried again as `retryStep` says, and it may run more than once. */
export const step = <Answer>({ context }: Talk, name: string, work: () => Promise<Answer>): Promise<Answer> =>
  context.step(name, work, { retryStrategy: retryStep });

/** How often a row is read again, when somebody wrote at the same time, before the step itself is tried again. */
const races = 3;

/** Changes the row, on what is there now. The same row given back: nothing to write. */
export const change = async (talk: Talk, next: (row: UnownedCase) => UnownedCase): Promise<UnownedCase> => {
  const { id, world } = talk;
  for (let race = 1; ; race++) {
    const row = await caseOf(id, world);
    const changed = next(row);
    if (changed === row) return row;
    const stored = { ...changed, version: row.version + 1 };
    try {
      await world.cases.update(stored);
      return stored;
    } catch (error) {
      if (!(error instanceof StaleRow) || race === races) throw error;
    }
  }
};

/**
 * Waits for so many seconds, or until somebody answers. Answers are written into the row first and told to the callback
 * then: one that came after the look, before the callback stood there, is seen by the offer, and nothing is waited for.
 */
export const untilAnswered = async (talk: Talk, name: string, { seconds, heard = "" }: Next): Promise<void> => {
  const [answer, callbackId] = await talk.context.createCallback(name, { timeout: { seconds } });
  const isNews = await step(talk, `offer the ${name}`, async () => {
    const row = await change(talk, (before) =>
      before.callback?.id === callbackId ? before : { ...before, callback: { id: callbackId, waitsFor: name } },
    );
    return heardIn(row) !== heard;
  });
  if (isNews) return;
  try {
    await answer;
  } catch (error) {
    // Its time is over, or somebody failed it by hand: the next look says what is to be done.
    if (!(error instanceof CallbackError)) throw error;
  }
};
