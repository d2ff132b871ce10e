import type { DurableContext } from "@aws/durable-execution-sdk-js";
import type { End } from "./decide/unowned-turn.ts";
import { act } from "./unowned/act.ts";
import { claim, failed, finish, remind, tell } from "./unowned/steps.ts";
import { step, type Talk } from "./unowned/talk.ts";
import { untilItIs, untilTold } from "./unowned/until.ts";
import { untilAllowed } from "./unowned/until-allowed.ts";
import { untilUndone } from "./unowned/until-undone.ts";
import type { CaseWorld } from "./unowned/world.ts";

/** What starts the execution of a case: its name and its payload are made of nothing else, so that a second start is the same one. */
export interface CaseStart {
  caseId: string;
  /** Lambda's version for which an earlier execution left the case. */
  version?: string;
}

/** How the execution ended; the case's row says it too. */
export interface CaseResult {
  caseId: string;
  how: End["how"] | "held";
}

/**
 * One unowned resource, from the first word to the end. Each line of `conversation` ends the case or lets it go on to the
 * next. A step may run twice: each looks first, and writes what is still missing.
 */
export const settleUnowned = async (
  { caseId }: CaseStart,
  context: DurableContext,
  world: CaseWorld,
): Promise<CaseResult> => {
  const talk: Talk = { id: caseId, context, world };
  const holder = await step(talk, "claim", () => claim(talk));
  if (holder !== "ours") return { caseId, how: "held" };
  const end = await conversation(talk).catch((error: unknown) => failed(talk, error));
  await step(talk, "end", () => finish(talk, end));
  return { caseId, how: end.how };
};

const conversation = async (talk: Talk): Promise<End> =>
  (await step(talk, "tell", () => tell(talk))) ??
  (await untilTold(talk)) ??
  (await untilItIs(talk, "reminder")) ??
  (await step(talk, "remind", () => remind(talk))) ??
  (await untilItIs(talk, "action")) ??
  (await untilAllowed(talk)) ??
  (await act(talk)) ??
  (await untilUndone(talk));
