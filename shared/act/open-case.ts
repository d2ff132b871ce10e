import type { Creation } from "../model/activity.ts";
import { RetryLater } from "../model/errors.ts";
import { caseIdOf } from "../record/case-id.ts";
import type { CaseStore } from "../record/cases.ts";
import { classify } from "./classify.ts";

interface Effects {
  cases: Pick<CaseStore, "open">;
  /** Starts the execution of this case. Starting it twice starts it once. */
  start(caseId: string): Promise<unknown>;
  /** ISO 8601 */
  now(): string;
}

/** Seconds until a start that failed is tried again. */
const again = 60;

/**
 * Begins the conversation about a resource that nobody owns. The ledger is claimed first: where a case is there already, it
 * is started again only if no execution has taken it. Throws `RetryLater` when the start failed.
 */
export const openCase = async (creation: Creation, { cases, start, now }: Effects): Promise<void> => {
  const id = caseIdOf(creation.resource.arn, creation.eventId);
  const row = await cases.open({ id, creation, openedAt: now(), answers: [], notices: [], version: 1 });
  if (row.execution !== undefined || row.end !== undefined) return;
  try {
    await start(id);
  } catch (error) {
    throw new RetryLater(`the case of the resource: ${classify(error).reason}`, again, { cause: error });
  }
};
