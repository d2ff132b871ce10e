import { pastOf } from "../decide/grace.ts";
import type { End } from "../decide/unowned-turn.ts";
import { RetryLater } from "../model/errors.ts";
import { secondsBetween, secondsOf } from "../model/time.ts";
import type { Answer } from "../model/unowned-case.ts";
import { kindNamed } from "../sagemaker/kinds.ts";
import { caseOf } from "./look.ts";
import { change, step, type Talk, untilAnswered } from "./talk.ts";

/** How long what was done can be taken back by an answer. */
const undoWindow = secondsOf("P7D");

/** Until somebody takes a stop back, or the time for it is over. */
export const untilUndone = async (talk: Talk): Promise<End> => {
  for (let turn = 1; ; turn++) {
    const look = await step(talk, `look for an undo ${turn}`, () => lookForUndo(talk));
    if ("end" in look) return look.end;
    if ("undo" in look) return undo(talk, look.undo);
    await untilAnswered(talk, `wait for an undo ${turn}`, look);
  }
};

const lookForUndo = async (talk: Talk): Promise<{ end: End } | { undo: Answer } | { seconds: number }> => {
  // An answer that was meant for the time before changes nothing now.
  const row = await change(talk, (before) => {
    const { pending, ...rest } = before;
    return pending && pending.choice !== "undo" ? rest : before;
  });
  const { act, pending, creation } = row;
  if (!act) return { end: { how: "failed", detail: "the case does not say what was done" } };
  if (pending) return { undo: pending };
  const left = Math.ceil(undoWindow - secondsBetween(act.at, talk.world.now()));
  const canUndo = act.action === "stop" && kindNamed(creation.resource.kind)?.undo != null;
  if (canUndo && left > 0) return { seconds: left };
  const how = act.action === "stop" ? "stopped" : "deleted";
  return { end: { how, detail: `nobody owned it: ${pastOf(act.action)} at ${act.at}` } };
};

const undo = async (talk: Talk, { person }: Answer): Promise<End> => {
  await startAgain(talk);
  return { how: "undone", detail: `started again for ${person}` };
};

/** What runs by now, is gone, or cannot be started needs nothing. */
export const startAgain = (talk: Talk): Promise<void> =>
  step(talk, "start again", async () => {
    const { creation } = await caseOf(talk.id, talk.world);
    if (kindNamed(creation.resource.kind)?.undo == null) return;
    const live = await talk.world.resource.read(creation.resource);
    if (live?.phase === "stopping") throw new RetryLater("it has not stopped yet", 30);
    if (live?.phase === "at-rest") await talk.world.resource.start(creation.resource, live);
  });
