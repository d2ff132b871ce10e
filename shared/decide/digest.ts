import type { Notice } from "../model/notice.ts";
import type { CreationRow } from "../model/outcome.ts";
import type { Settings } from "../model/settings.ts";
import type { StoredExemption } from "../model/stored-exemption.ts";
import { epochOf, isoAt, isWithin, secondsBetween } from "../model/time.ts";
import type { CaseEnd, UnownedCase } from "../model/unowned-case.ts";
import { kindNamed } from "../sagemaker/kinds.ts";
import { counted, mostFirst } from "./counted.ts";
import { pastOf, planFor, planOfSettings } from "./grace.ts";

export interface Period {
  /** The team that is told; undefined: the operators, of what has no team. */
  team: string | undefined;
  /** ISO 8601. `to` is not part of it. */
  from: string;
  to: string;
  /** The topic that the notice is about, as long as it has no resource. */
  topicArn: string;
  /** Of the period, and those of the cases: a case's team is its creation's. Others' are left out here. */
  creations: readonly CreationRow[];
  /** Open, or ended in the period. */
  cases: readonly UnownedCase[];
  /** Stored ones; others' are left out here. Those of the settings are known. */
  exemptions?: readonly StoredExemption[];
}

/** The summary of a period for one team: what was made, by whom, what nobody owns, what was done. Undefined: nothing to say. */
export const digestOf = (period: Period, settings: Settings, now: string): Notice | undefined => {
  const { team, from, to, topicArn } = period;
  const created = period.creations.filter((row) => teamOf(row) === team && isWithin(row.createdAt, from, to));
  const cases = casesOf(period);
  const open = cases.filter(({ end, act }) => end === undefined && act === undefined).toSorted(dueFirst);
  const done = cases.flatMap((row) => actedOn(row, period, now));
  const ending = exemptionsThatEnd(period, settings, now);
  const items = [...open.map((row) => unowned(row, period, settings, now)), ...done, ...ending];
  if (created.length === 0 && items.length === 0) return undefined;
  return {
    id: `weekly#${team ?? ""}#${from}#${to}`,
    type: "digest",
    severity: "info",
    resource: { arn: topicArn, kind: undefined },
    team,
    studiouserid: undefined,
    at: now,
    title: `${team ?? "Without a team"}, ${from.slice(0, 10)} to ${to.slice(0, 10)}: ${created.length} created, ${open.length} without an owner`,
    detail: [createdWords(created), countWords(done.length, ending.length)].filter(Boolean).join(" "),
    remediation: "",
    facts: {},
    items,
  };
};

const teamOf = ({ owner }: CreationRow): string | undefined => owner.team?.value;

const casesOf = ({ team, creations, cases }: Period): readonly UnownedCase[] => {
  const teams = new Map(creations.map((row) => [`${row.resource.arn} ${row.eventId}`, teamOf(row)]));
  return cases.filter(({ creation }) => teams.get(`${creation.resource.arn} ${creation.eventId}`) === team);
};

/** What is never acted on comes last. */
const dueFirst = (a: UnownedCase, b: UnownedCase): number => (dueOf(a) < dueOf(b) ? -1 : 1);
const dueOf = ({ actAt, openedAt }: UnownedCase): string => actAt ?? `~${openedAt}`;

const createdWords = (rows: readonly CreationRow[]): string => {
  if (rows.length === 0) return "Nothing was created.";
  const kinds = mostFirst(rows.map(({ resource }) => resource.kind));
  const people = mostFirst(rows.map(({ owner }) => owner.studiouserid?.value ?? "nobody proven"));
  return `Created: ${listed(kinds)}. By ${listed(people)}.`;
};

const shown = 6;
const listed = (counts: readonly (readonly [string, number])[]): string => {
  const rest = counts.slice(shown).reduce((sum, [, count]) => sum + count, 0);
  const words = counts.slice(0, shown).map(([name, count]) => `${name} ${count}`);
  return [...words, ...(rest > 0 ? [`others ${rest}`] : [])].join(", ");
};

const countWords = (done: number, ending: number): string =>
  [
    ...(done > 0 ? [`${counted(done, "resource was", "resources were")} acted on.`] : []),
    ...(ending > 0 ? [`${counted(ending, "exemption ends", "exemptions end")} soon.`] : []),
  ].join(" ");

const item = (
  id: string,
  resource: Notice["resource"],
  { team }: Period,
  now: string,
  words: Pick<Notice, "type" | "title" | "detail">,
): Notice => ({
  ...words,
  id,
  severity: "info",
  resource,
  team,
  studiouserid: undefined,
  at: now,
  remediation: "",
  facts: {},
});

const unowned = (row: UnownedCase, period: Period, settings: Settings, now: string): Notice => {
  const { creation, actAt, id } = row;
  const { kind } = creation.resource;
  const { action } = planOfSettings(kind, settings);
  const isDue = settings.mode === "enforce" && actAt !== undefined && action !== "none";
  const title = `Nobody is proven to own a ${kind}`;
  const detail = `made ${creation.at} by ${creation.principal.arn ?? creation.principal.type}`;
  const asked = planFor({ creation, orphaned: false, deployedAt: creation.at, settings, asked: true });
  const isStoppable = settings.mode === "enforce" && asked.action !== "none";
  return {
    ...item(`weekly-unowned#${id}#${period.to}`, creation.resource, period, now, { type: "unowned", title, detail }),
    severity: "low",
    since: creation.at,
    caseId: id,
    choices: isStoppable ? ["claim", "assign", "keep", "stop"] : ["claim", "assign", "keep"],
    ...(isDue ? { will: { action, at: actAt } } : {}),
  };
};

const endWords: Readonly<Partial<Record<CaseEnd, string>>> = {
  undone: "was stopped and started again",
  "would-stop": "would have been stopped",
  "would-delete": "would have been deleted",
  failed: "could not be dealt with",
};

/** An act is told of when it is made, while it may still be undone: its case ends a week later. */
const doneIn = ({ act, end }: UnownedCase): { at: string; words: string; detail: string } | undefined => {
  const isWhole = end === undefined || end.how === "stopped" || end.how === "deleted";
  if (act && isWhole) return { at: act.at, words: `was ${pastOf(act.action)}`, detail: act.at };
  const words = end && endWords[end.how];
  return !end || words === undefined ? undefined : { at: end.at, words, detail: `${end.at}: ${end.detail}` };
};

const actedOn = (row: UnownedCase, period: Period, now: string): readonly Notice[] => {
  const done = doneIn(row);
  if (!done || !isWithin(done.at, period.from, period.to)) return [];
  const { creation, act, end, id } = row;
  const { kind } = creation.resource;
  const canUndo = end === undefined && act?.action === "stop" && kindNamed(kind)?.undo;
  const title = `A ${kind} without an owner ${done.words}`;
  return [
    {
      ...item(`weekly-acted#${id}#${done.at}`, creation.resource, period, now, {
        type: "unowned-acted",
        title,
        detail: done.detail,
      }),
      severity: "low",
      since: creation.at,
      ...(canUndo ? { caseId: id, choices: ["undo"] } : {}),
    },
  ];
};

/** Those that end within the next period, of the same length. What the settings exempt is the operators' to know. */
const exemptionsThatEnd = (period: Period, settings: Settings, now: string): readonly Notice[] => {
  const { team, from, to, exemptions = [] } = period;
  const last = isoAt((epochOf(to) ?? 0) + secondsBetween(from, to) * 1000).slice(0, 10);
  const soon = ({ until }: { until: string }): boolean => to.slice(0, 10) <= until && until < last;
  const declared = team === undefined ? settings.exemptions.map((one) => ({ ...one, by: one.approvedBy })) : [];
  const own = exemptions.filter((one) => one.team === team && one.ended === undefined);
  return [...own, ...declared].filter(soon).map((one) =>
    item(`weekly-exempt#${one.arn}#${one.until}`, { arn: one.arn, kind: undefined }, period, now, {
      type: "unowned",
      title: `An exemption ends on ${one.until}`,
      detail: `${one.reason} (approved by ${one.by})`,
    }),
  );
};
