import { CannotAct } from "../act/classify.ts";
import { type Permission, pastOf } from "../decide/grace.ts";
import { actedNotice, type Told } from "../decide/unowned-notices.ts";
import type { End } from "../decide/unowned-turn.ts";
import { RetryLater } from "../model/errors.ts";
import type { LiveResource } from "../model/live-resource.ts";
import { unstoppable } from "../sagemaker/act-decisions.ts";
import { kindNamed } from "../sagemaker/kinds.ts";
import { caseOf, lookAt } from "./look.ts";
import { send, withoutLook } from "./steps.ts";
import { change, step, type Talk } from "./talk.ts";
import { lacksApproval, paused, permissionOf } from "./until-allowed.ts";
import { startAgain } from "./until-undone.ts";

type Action = "stop" | "delete";
interface Begun {
  action: Action;
  decision: Told["decision"];
  wasRunning: boolean;
}

/** Stops or deletes, sees to it that it is so, and tells. What is running is stopped before it is deleted. */
export const act = async (talk: Talk): Promise<End | undefined> => {
  const begun = await step(talk, "begin", () => begin(talk));
  if ("end" in begun) return begun.end;
  const { action, decision, wasRunning } = begun;
  const end =
    (action === "delete" ? await perform(talk, "stop", "stop before deleting") : undefined) ??
    (await perform(talk, action, action));
  // An owner may have come between the stop and the deletion.
  if (end && action === "delete" && wasRunning && isSpared(end)) await startAgain(talk);
  if (end) return end;
  await step(talk, "tell what was done", () => tellWhatWasDone(talk, decision));
  return undefined;
};

const isSpared = ({ how }: End): boolean => how === "owned" || how === "kept" || how === "left";

/** Stored before the first call: from here on, what is seen stopped was stopped by us. */
const begin = async (talk: Talk): Promise<Begun | { end: End }> => {
  const look = await lookAt(talk.id, talk.world);
  if ("end" in look) return look;
  const end = endOf(permissionOf(look));
  if (end) return { end };
  const { action } = look.plan;
  if (action === "none") throw new CannotAct(look.plan.why);
  await change(talk, (row) => (row.act ? row : { ...row, act: { action, at: look.now } }));
  return { action, decision: look.decision, wasRunning: look.live.phase === "running" };
};

/** One call, and the looks until it has taken effect. */
const perform = async (talk: Talk, action: Action, name: string): Promise<End | undefined> => {
  const end = await step(talk, name, () => carryOut(talk, action));
  return end ?? untilDone(talk, action, name);
};

/** Looks immediately before the call; an earlier try may have had its effect. */
const carryOut = async (talk: Talk, action: Action): Promise<End | undefined> => {
  const { creation, act: begun } = await caseOf(talk.id, talk.world);
  const { resource } = creation;
  const live = await talk.world.resource.read(resource);
  if (isDone(action, live, resource.kind)) return undefined;
  const look = await lookAt(talk.id, talk.world);
  const end = "end" in look ? look.end : endOf(permissionOf(look));
  if (end) await change(talk, ({ act: _, ...row }) => row);
  if (end || "end" in look) return end;
  if (begun === undefined) throw new CannotAct("the act was not begun");
  const hold = await paused(talk);
  if (hold) throw new RetryLater(hold.why, hold.seconds);
  // A call that was refused is tried again for hours.
  if (await lacksApproval(look, talk))
    throw new RetryLater("it is used again, and no approver has asked for this", 600);
  await talk.world.resource[action](resource, look.live);
  return undefined;
};

/** Undefined: it may be done. */
const endOf = (permission: Permission): End | undefined => {
  if (permission.may === "wait") throw new CannotAct(`not before ${permission.until}`);
  return permission.may === "never" ? { how: permission.how, detail: permission.detail } : undefined;
};

/** A kind without a Stop has nothing to be stopped. */
const isDone = (action: Action, live: LiveResource | undefined, kind: string): boolean => {
  if (!live || live.phase === "deleting") return true;
  if (action === "delete") return false;
  const canStop = kindNamed(kind)?.stoppable === true && !Object.hasOwn(unstoppable, kind);
  return !canStop || live.phase !== "running";
};

/** Turns of at most five minutes: some five hours. A job may upload for long before it has stopped. */
const turns = 64;

const untilDone = async (talk: Talk, action: Action, name: string): Promise<End | undefined> => {
  for (let turn = 1; turn <= turns; turn++) {
    const isSettled = await step(talk, `look after ${name} ${turn}`, async () => {
      const { creation } = await caseOf(talk.id, talk.world);
      const live = await talk.world.resource.read(creation.resource);
      return action === "delete" ? !live : isDone(action, live, creation.resource.kind) && live?.phase !== "stopping";
    });
    if (isSettled) return undefined;
    await talk.context.wait(`wait after ${name} ${turn}`, { seconds: Math.min(300, 10 * turn) });
  }
  return { how: "failed", detail: `it was to be ${pastOf(action)}, and after five hours it is not` };
};

const tellWhatWasDone = async (talk: Talk, decision: Told["decision"]): Promise<void> => {
  const row = await change(talk, (before) => {
    const { pending, ...rest } = before;
    return pending?.choice === "stop" ? rest : before;
  });
  const action = row.act?.action ?? "stop";
  await send(talk, actedNotice({ ...withoutLook(row, talk.world, decision.reason), decision }, action));
};
