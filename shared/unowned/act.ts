import { CannotAct } from "../act/classify.ts";
import { pastOf } from "../decide/grace.ts";
import { actedNotice, type Told } from "../decide/unowned-notices.ts";
import type { End } from "../decide/unowned-turn.ts";
import type { LiveResource } from "../model/live-resource.ts";
import { unstoppable } from "../sagemaker/act-decisions.ts";
import { kindNamed } from "../sagemaker/kinds.ts";
import { caseOf, lookAt } from "./look.ts";
import { send, withoutLook } from "./steps.ts";
import { change, step, type Talk } from "./talk.ts";
import { permissionOf } from "./until-allowed.ts";

type Action = "stop" | "delete";
interface Begun {
  action: Action;
  decision: Told["decision"];
}

/** Stops or deletes, sees to it that it is so, and tells. What is running is stopped before it is deleted. */
export const act = async (talk: Talk): Promise<End | undefined> => {
  const begun = await step(talk, "begin", () => begin(talk));
  if ("end" in begun) return begun.end;
  const { action, decision } = begun;
  const end =
    (action === "delete" ? await perform(talk, "stop", "stop before deleting") : undefined) ??
    (await perform(talk, action, action));
  if (end) return end;
  await step(talk, "tell what was done", () => tellWhatWasDone(talk, decision));
  return undefined;
};

/** Stored before the first call: from here on, what is seen stopped was stopped by us. */
const begin = async (talk: Talk): Promise<Begun | { end: End }> => {
  const look = await lookAt(talk.id, talk.world);
  if ("end" in look) return look;
  const permission = permissionOf(look);
  if (permission.may === "never") return { end: permission };
  if (permission.may === "wait") throw new CannotAct(`not before ${permission.until}`);
  const { action } = permission;
  await change(talk, (row) => (row.act ? row : { ...row, act: { action, at: look.now } }));
  return { action, decision: look.decision };
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
  const permission = "end" in look ? undefined : permissionOf(look);
  if ("end" in look || permission?.may === "never") {
    await change(talk, ({ act: _, ...row }) => row);
    return "end" in look ? look.end : (permission as End & { may: "never" });
  }
  if (begun === undefined || permission?.may !== "act") throw new CannotAct("the act was not begun");
  await talk.world.resource[action](resource, look.live);
  return undefined;
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
