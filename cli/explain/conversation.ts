import { holds } from "#shared/decide/exemption.ts";
import { planOfSettings } from "#shared/decide/grace.ts";
import type { Notice, OutboxRow } from "#shared/model/notice.ts";
import type { CreationRow } from "#shared/model/outcome.ts";
import type { Settings } from "#shared/model/settings.ts";
import type { StoredExemption } from "#shared/model/stored-exemption.ts";
import { epochOf, isoAt, secondsOf } from "#shared/model/time.ts";
import type { Answer, UnownedCase } from "#shared/model/unowned-case.ts";
import { caseIdOf } from "#shared/record/case-id.ts";

/** What was said about a resource that nobody owns, by us and by people, and what comes. */
export interface Conversation {
  case: Pick<UnownedCase, "id" | "openedAt" | "toldAt" | "actAt" | "end"> | null;
  notices: readonly SentNotice[];
  answers: readonly Answer[];
  exemption: StoredExemption | null;
  /** What will happen, and when: one sentence each. */
  next: readonly string[];
}

export type SentNotice = Pick<Notice, "id" | "type" | "title" | "at"> &
  Pick<OutboxRow, "state" | "receipts" | "failures">;

/** What of the table is asked. */
export interface Reads {
  caseOf(id: string): Promise<UnownedCase | undefined>;
  notice(id: string): Promise<OutboxRow | undefined>;
  exemption(arn: string): Promise<StoredExemption | undefined>;
}

/** The conversation about one creation; null where there was none. */
export const conversationOf = async (
  row: CreationRow,
  reads: Reads,
  settings: Settings,
  now: string,
): Promise<Conversation | null> => {
  const { arn } = row.resource;
  const [found, exemption] = await Promise.all([reads.caseOf(caseIdOf(arn, row.eventId)), reads.exemption(arn)]);
  const ids = [...new Set([...row.notices, ...(found?.notices ?? [])])];
  const notices = (await Promise.all(ids.map(reads.notice))).flatMap((sent) => (sent?.notice ? [said(sent)] : []));
  if (!found && !exemption && notices.length === 0) return null;
  return {
    case: found ? summary(found) : null,
    notices: notices.toSorted((a, b) => (a.at < b.at ? -1 : 1)),
    answers: found?.answers ?? [],
    exemption: exemption ?? null,
    next: nextOf({ row, found, exemption, settings, now }),
  };
};

const said = ({ notice: { id, type, title, at }, state, receipts, failures }: OutboxRow): SentNotice => ({
  id,
  type,
  title,
  at,
  state,
  receipts,
  failures,
});

const summary = ({ id, openedAt, toldAt, actAt, end }: UnownedCase): Conversation["case"] => ({
  id,
  openedAt,
  ...(toldAt === undefined ? {} : { toldAt }),
  ...(actAt === undefined ? {} : { actAt }),
  ...(end === undefined ? {} : { end }),
});

interface Known {
  row: CreationRow;
  found: UnownedCase | undefined;
  exemption: StoredExemption | undefined;
  settings: Settings;
  now: string;
}

const nextOf = ({ row, found, exemption, settings, now }: Known): readonly string[] => [
  ...(exemption && holds(exemption, row.createdAt, now)
    ? [`It needs no owner until ${exemption.until}; the next sweep after that day judges it again.`]
    : []),
  ...(found && !found.end ? caseNext(found, settings, now) : []),
];

const done = { stop: "stopped", delete: "deleted" } as const;

const caseNext = ({ creation, toldAt, actAt, pending }: UnownedCase, settings: Settings, now: string): string[] => {
  const { kind } = creation.resource;
  if (pending) return [`The answer of ${pending.person} (${pending.choice}) is being carried out.`];
  const { action } = planOfSettings(kind, settings);
  if (action === "none") return [`Nothing will be done to this ${kind}: people are told, and it stays.`];
  if (settings.mode !== "enforce")
    return [`In the mode ${settings.mode} nothing will be done; in enforce it would be ${done[action]}.`];
  if (toldAt === undefined) return ["Nothing will be done before somebody has been told; nobody has."];
  const remindAt = isoAt((epochOf(toldAt) ?? 0) + secondsOf(settings.unowned.remindAfter) * 1000);
  return [
    ...(remindAt > now ? [`There will be a reminder at ${remindAt}.`] : []),
    `It will be ${done[action]} at ${actAt ?? "a time that is not set yet"} unless somebody answers.`,
  ];
};

/** The conversation as lines, oldest first. */
export const conversationLines = ({ case: opened, notices, answers, exemption }: Conversation): string[] => {
  const lines: [at: string, line: string][] = [
    ...(opened ? [[opened.openedAt, `case ${opened.id} opened`] as [string, string]] : []),
    ...notices.map(({ at, type, title, state, receipts, failures }): [string, string] => [
      at,
      `notice ${type}, ${state}: ${title}${receiptWords(receipts)}${failureWords(failures)}`,
    ]),
    ...answers.map((one): [string, string] => [one.at, answerWords(one)]),
    ...(exemption ? exemptionWords(exemption) : []),
    ...(opened?.end
      ? [[opened.end.at, `case ended, ${opened.end.how}: ${opened.end.detail}`] as [string, string]]
      : []),
  ];
  return lines.toSorted(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)).map(([at, line]) => `${at} ${line}`);
};

const receiptWords = (receipts: OutboxRow["receipts"]): string =>
  receipts.map(({ by, to, at }) => `; received by ${by} in ${to} at ${at}`).join("");

const failureWords = (failures: OutboxRow["failures"]): string =>
  failures.map(({ to, why }) => `; not by ${to}: ${why}`).join("");

const answerWords = ({ person, slackUser, choice, owner, until, verdict, why, before, after }: Answer): string => {
  const what = [choice, owner && `${owner.studiouserid}/${owner.team}`, until].filter(Boolean).join(" ");
  return `${person || "somebody"} (${slackUser}) answered ${what}: ${verdict}, ${why}. Before: ${before}. After: ${after}.`;
};

const exemptionWords = ({ at, until, by, reason, source, ended }: StoredExemption): [string, string][] => [
  [at, `exempted until ${until} by ${by} (${source}): ${reason}`],
  ...(ended ? [[ended.at, `exemption taken back by ${ended.by}`] as [string, string]] : []),
];
