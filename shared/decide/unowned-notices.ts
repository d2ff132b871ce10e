import type { Decision } from "../model/decision.ts";
import type { Choice, Notice } from "../model/notice.ts";
import type { Settings } from "../model/settings.ts";
import type { UnownedCase } from "../model/unowned-case.ts";
import { undos } from "../sagemaker/act-decisions.ts";
import { kindNamed } from "../sagemaker/kinds.ts";
import { type Plan, pastOf, roundOf } from "./grace.ts";
import { worst } from "./notices.ts";

/** What a notice about a case is made from. */
export interface Told {
  row: UnownedCase;
  /** What attribution and the rules say now. */
  decision: Pick<Decision, "reason" | "findings"> & { attribution: Pick<Decision["attribution"], "owner"> };
  /** What happens if nobody answers, and when (ISO 8601). */
  plan: Plan;
  actAt: string;
  /** What would be done if somebody asked for it now. */
  asked: Plan;
  settings: Settings;
  now: string;
}

type CaseNotice = Extract<Notice["type"], `unowned${string}`>;

/** Stable: a second telling has the same id. */
export const caseNoticeId = (type: CaseNotice, row: Pick<UnownedCase, "id" | "round">): string =>
  `${type}#${roundOf(row)}`;

/** What was held back while the mode was observe is told under another id when the mode has changed. */
export const toldLate = (notice: Notice): Notice => ({ ...notice, id: `${notice.id}#told` });

/** Whether who reads it knows what will be done: a warning of a stop is none of a deletion. */
export const warnsOf = ({ will }: Pick<Notice, "will">, action: "stop" | "delete"): boolean =>
  will !== undefined && (action === "stop" || will.action === action);

/** What was told when less was to be done is told again, with what will be done now, under a name of its own. */
export const warnedLate = (notice: Notice): Notice => ({ ...notice, id: `${notice.id}#${notice.will?.action}` });

/** Under each of these names somebody may have been told. */
export const tellings = (row: Pick<UnownedCase, "id" | "round">): readonly string[] =>
  ["", "#told", "#stop", "#delete"].map((which) => `${caseNoticeId("unowned", row)}${which}`);

/** Nobody is proven to own it: the beginning of the conversation. */
export const unownedNotice = (told: Told): Notice => ({
  ...base("unowned", told),
  title: `Nobody is proven to own a new ${told.row.creation.resource.kind}`,
  detail: told.decision.reason,
});

export const reminderNotice = (told: Told): Notice => ({
  ...base("unowned-reminder", told),
  title: `Still nobody owns a ${told.row.creation.resource.kind}`,
  detail: told.decision.reason,
});

/** The case cannot go on by itself: `why` says what it waits for, `what` gives each reason an id of its own. */
export const waitsNotice = (told: Told, what: "approval" | "limit" | "failed", why: string): Notice => {
  const { will: _, id, ...rest } = base("unowned-waits", told);
  const { kind } = told.row.creation.resource;
  return { ...rest, id: `${id}#${what}`, title: `A ${kind} without an owner waits`, detail: why };
};

/** It was stopped or deleted. Says whether, and how, that can be taken back. */
export const actedNotice = (told: Told, action: "stop" | "delete"): Notice => {
  const { will: _, ...rest } = base("unowned-acted", told);
  const { kind } = told.row.creation.resource;
  const undo = action === "stop" ? kindNamed(kind)?.undo : null;
  return {
    ...rest,
    title: `A ${kind} without an owner was ${pastOf(action)}`,
    detail: `${told.decision.reason}; ${undoWords(kind, action)}`,
    choices: undo ? ["undo"] : [],
  };
};

const undoWords = (kind: string, action: "stop" | "delete"): string => {
  if (action === "delete") return "a deletion cannot be taken back";
  const { call, reason = "AWS has no call for it" } = undos[kind] ?? { call: null };
  return call ? `${call} takes it back: ${reason}` : `it cannot be started again: ${reason}`;
};

/** Acting failed for good: somebody has to look. */
export const failedNotice = (told: Told, why: string): Notice => ({
  ...waitsNotice(told, "failed", why),
  severity: "high",
  choices: [],
  title: `A ${told.row.creation.resource.kind} without an owner could not be dealt with`,
});

const base = (type: CaseNotice, told: Told): Omit<Notice, "title" | "detail"> => {
  const { row, decision, plan, settings, now } = told;
  const { creation } = row;
  const owner = decision.attribution.owner;
  const isReal = settings.mode === "enforce" && plan.action !== "none";
  return {
    id: caseNoticeId(type, row),
    type,
    severity: worst(decision.findings),
    resource: creation.resource,
    team: owner.team?.value,
    studiouserid: owner.studiouserid?.value,
    at: now,
    remediation: decision.findings[0]?.remediation ?? "Say whose it is, or keep it with a reason.",
    facts: {
      createdAt: creation.at,
      eventName: creation.eventName,
      eventId: creation.eventId,
      principal: creation.principal.arn ?? creation.principal.type,
      plan: `${plan.action}: ${plan.why}`,
    },
    since: creation.at,
    caseId: row.id,
    choices: choicesOf(told),
    ...(isReal && plan.action !== "none" ? { will: { action: plan.action, at: told.actAt } } : {}),
  };
};

const choicesOf = ({ asked, settings }: Told): readonly Choice[] => {
  const canStop = asked.action !== "none" && settings.mode === "enforce";
  return canStop ? ["claim", "assign", "keep", "stop"] : ["claim", "assign", "keep"];
};
