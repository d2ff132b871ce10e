import { DurableOperationError } from "@aws/durable-execution-sdk-js";
import { classify } from "../act/classify.ts";
import { roundOf } from "../decide/grace.ts";
import {
  failedNotice,
  reminderNotice,
  type Told,
  toldLate,
  unownedNotice,
  warnedLate,
  warnsOf,
} from "../decide/unowned-notices.ts";
import type { End } from "../decide/unowned-turn.ts";
import type { Notice, OutboxRow } from "../model/notice.ts";
import { nobody } from "../model/owner.ts";
import type { Settings } from "../model/settings.ts";
import type { UnownedCase } from "../model/unowned-case.ts";
import { caseOf, lookAt } from "./look.ts";
import { change, step, type Talk } from "./talk.ts";
import type { CaseMetric, CaseWorld } from "./world.ts";

/** Records the execution that holds the case. A second one sees it and leaves. */
export const claim = async (talk: Talk): Promise<"ours" | "held"> => {
  const own = talk.context.executionContext.durableExecutionArn;
  const row = await change(talk, (before) => {
    const isFree = before.end === undefined && before.execution === undefined;
    return isFree ? { ...before, execution: own } : before;
  });
  return row.end === undefined && row.execution === own ? "ours" : "held";
};

/** The first word about it. */
export const tell = async (talk: Talk): Promise<End | undefined> => {
  const look = await lookAt(talk.id, talk.world);
  if ("end" in look) return look.end;
  const notice = unownedNotice(look);
  const before = await talk.world.outbox.get(notice.id);
  await send(talk, before ? anew(notice, before, look.settings) : notice);
  return undefined;
};

/** An earlier version of the settings may have held it back, or announced less. */
const anew = (notice: Notice, { state, notice: said }: OutboxRow, { mode }: Settings): Notice => {
  if (notice.will && !warnsOf(said, notice.will.action)) return warnedLate(notice);
  return state === "held" && mode !== "observe" ? toldLate(notice) : notice;
};

/** Only where something will be done, and nobody asked for it already. */
export const remind = async (talk: Talk): Promise<End | undefined> => {
  const look = await lookAt(talk.id, talk.world);
  if ("end" in look) return look.end;
  if (look.plan.action !== "none" && !look.isAsked) await send(talk, reminderNotice(look));
  return undefined;
};

/** Into the outbox, which takes each id once; then into the case. */
export const send = async (talk: Talk, notice: Notice): Promise<void> => {
  await talk.world.notify(notice);
  await change(talk, (row) =>
    row.notices.includes(notice.id) ? row : { ...row, notices: [...row.notices, notice.id] },
  );
};

const metrics: Partial<Record<End["how"], CaseMetric>> = { untold: "Untold", failed: "CaseFailed" };

/** The end stands in the row, and nothing waits any more; or another version goes on with the case. */
export const finish = async (talk: Talk, { how, detail, recheck }: End): Promise<void> => {
  const { world } = talk;
  if (how === "handed-over") return handOver(talk, detail);
  const { creation, end } = await caseOf(talk.id, world);
  if (end) return;
  if (recheck) await world.recheck(creation);
  const metric = metrics[how];
  if (metric) world.count(metric);
  await change(talk, ({ callback: _, pending: __, ...row }) => ({ ...row, end: { at: world.now(), how, detail } }));
};

/** The case is free, and the execution that takes it is started by the alias. */
const handOver = async (talk: Talk, version: string): Promise<void> => {
  const { executionContext } = talk.context;
  const row = await change(talk, (before) => {
    const { execution, callback: _, ...rest } = before;
    return execution === executionContext.durableExecutionArn ? rest : before;
  });
  await talk.world.start(`${roundOf(row)}-v${version}`, { caseId: talk.id, version });
};

/** A step that failed for good ends the case, and somebody is told. Any other error is the execution's own. */
export const failed = async (talk: Talk, error: unknown): Promise<End> => {
  if (!(error instanceof DurableOperationError)) throw error;
  const why = classify(error.cause ?? error).reason;
  await step(talk, "tell that it failed", async () => {
    const row = await caseOf(talk.id, talk.world);
    await send(talk, failedNotice(withoutLook(row, talk.world, `the case cannot go on: ${why}`), why));
  });
  return { how: "failed", detail: why };
};

/** What can be told when nothing could be looked at. */
export const withoutLook = (row: UnownedCase, { settings, now }: CaseWorld, reason: string): Told => ({
  row,
  decision: { reason, findings: [], attribution: { owner: nobody } },
  plan: { action: row.act?.action ?? "none", why: reason },
  asked: { action: "none", why: reason },
  actAt: row.actAt ?? now(),
  settings,
  now: now(),
});
