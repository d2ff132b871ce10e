import { reopens, roundOf } from "../decide/grace.ts";
import type { Creation } from "../model/activity.ts";
import { RetryLater } from "../model/errors.ts";
import type { Settings } from "../model/settings.ts";
import type { UnownedCase } from "../model/unowned-case.ts";
import { caseIdOf } from "../record/case-id.ts";
import type { CaseStore } from "../record/cases.ts";
import type { CaseStart } from "../settle-unowned.ts";
import { classify } from "./classify.ts";

interface Effects {
  cases: Pick<CaseStore, "open" | "update">;
  settings: Settings;
  /** Starts the execution of this name. Starting it twice starts it once. */
  start(name: string, payload: CaseStart): Promise<unknown>;
  /** ISO 8601 */
  now(): string;
}

/** Seconds until a start that failed is tried again. */
const again = 60;

/**
 * Begins the conversation about a resource that nobody owns. The ledger is claimed first: where a case is there already, it
 * is started again only if no execution has taken it. Throws `RetryLater` when the start failed.
 */
export const openCase = async (creation: Creation, { cases, settings, start, now }: Effects): Promise<void> => {
  const id = caseIdOf(creation.resource.arn, creation.eventId);
  const opened = { id, creation, openedAt: now(), answers: [], notices: [], version: 1 };
  const there = await cases.open(opened);
  const isOver = there.end !== undefined && reopens(there.end, settings, now());
  const row = isOver ? { ...opened, ...nextRound(there) } : there;
  if (isOver) await cases.update(row);
  if (row.execution !== undefined || row.end !== undefined) return;
  try {
    await start(roundOf(row), { caseId: id });
  } catch (error) {
    throw new RetryLater(`the case of the resource: ${classify(error).reason}`, again, { cause: error });
  }
};

/** What was said stays; what was told and done was of the round before. */
const nextRound = ({
  answers,
  round = 1,
  version,
}: UnownedCase): Pick<UnownedCase, "answers" | "round" | "version"> => ({
  answers,
  round: round + 1,
  version: version + 1,
});
