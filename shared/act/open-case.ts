import { isOnlyReported, reopens, roundOf } from "../decide/grace.ts";
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
  /** ISO 8601, since when the account is watched; undefined while no sweep has recorded it. */
  watchedSince(): Promise<string | undefined>;
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
export const openCase = async (creation: Creation, effects: Effects): Promise<void> => {
  const { cases, settings, start, now } = effects;
  if (await isLeftAlone(creation, effects)) return;
  const id = caseIdOf(creation.resource.arn, creation.eventId);
  const opened: UnownedCase = { id, creation, openedAt: now(), answers: [], notices: [], version: 1 };
  const there = await cases.open(opened);
  const known = saysMore(creation, there.creation) ? creation : there.creation;
  const isOver = there.end !== undefined && reopens(there.end, settings, now());
  const row = isOver ? { ...opened, ...nextRound(there), creation: known } : there;
  if (isOver) await cases.update(row);
  else if (known !== there.creation) await cases.update({ ...there, creation: known, version: there.version + 1 });
  if (row.execution !== undefined || row.end !== undefined) return;
  try {
    await start(roundOf(row), { caseId: id });
  } catch (error) {
    throw new RetryLater(`the case of the resource: ${classify(error).reason}`, again, { cause: error });
  }
};

/** Thousands may be older than the first sweep: it asks nobody about them, unless the settings say so. */
const isLeftAlone = async (creation: Creation, { settings, watchedSince }: Effects): Promise<boolean> => {
  if (creation.announcedBy !== "sweep" || settings.unowned.existing === "act") return false;
  const since = await watchedSince();
  return since === undefined || isOnlyReported(creation, since, settings);
};

/** Only the record of the call says who called: without it nobody could be found who has left. */
const saysMore = (creation: Creation, { announcedBy }: Creation): boolean =>
  creation.announcedBy === "api" && announcedBy !== "api";

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
