import type { Creation } from "../model/activity.ts";
import { matchesAny } from "../model/glob.ts";
import { inDirectory, type Settings } from "../model/settings.ts";
import { epochOf, isoAt, secondsBetween, secondsOf } from "../model/time.ts";
import type { Answer, UnownedCase } from "../model/unowned-case.ts";
import { unknownToSdk, unstoppable } from "../sagemaker/act-decisions.ts";
import { kindNamed } from "../sagemaker/kinds.ts";
import type { Phase } from "../sagemaker/phase.ts";

/** What becomes of an unowned resource, and why. `none`: people are told, and nothing is done. */
export interface Plan {
  action: "stop" | "delete" | "none";
  why: string;
}

export interface Facts {
  creation: Pick<Creation, "resource" | "at">;
  /** Its owner was proven and has left the directory. */
  orphaned: boolean;
  /** ISO 8601, the first deployment into this account. */
  deployedAt: string;
  settings: Settings;
  /** Somebody who may do so asked for it to be stopped now. */
  asked: boolean;
}

const olderThanDeployment = "it is older than the deployment: unowned.existing is report";

/** It was there before we were, and the settings ask for no more than a line in the reports. */
export const isOnlyReported = (
  { at }: Pick<Creation, "at">,
  deployedAt: string,
  { unowned }: Pick<Settings, "unowned">,
): boolean => unowned.existing === "report" && secondsBetween(at, deployedAt) > 0;

/** What may be done to this resource at all. An answer can ask for what the settings do not do by themselves, but not for what they forbid. */
export const planFor = (facts: Facts): Plan => {
  const { creation, orphaned, deployedAt, settings, asked } = facts;
  const { arn, kind } = creation.resource;
  const none = (why: string): Plan => ({ action: "none", why });
  if (matchesAny(arn, settings.protected.resources)) return none("the settings protect it");
  if (orphaned) return none("its owner has left the directory: the team keeps it");
  if (isOnlyReported(creation, deployedAt, settings) && !asked) return none(olderThanDeployment);
  const wanted = planOfSettings(kind, settings);
  if (!asked) return wanted;
  // Whoever asks for a stop gets no deletion where there is a stop.
  const stop = possible(kind, "stop", settings);
  return stop.action === "none" && wanted.action === "delete" ? wanted : stop;
};

/** What the settings want done to an unowned resource of this kind in the mode `enforce`, as far as SageMaker can do it. */
export const planOfSettings = (kind: string, settings: Pick<Settings, "unowned">): Plan => {
  const wanted = inDirectory(settings.unowned.perKind, kind)?.action ?? settings.unowned.action;
  return wanted === "none"
    ? { action: "none", why: "unowned.action is none for its kind" }
    : possible(kind, wanted, settings);
};

/** `stop` only where SageMaker has a Stop, `delete` only where it has a Delete and nothing is lost that the settings do not name. */
const possible = (kind: string, action: "stop" | "delete", { unowned }: Pick<Settings, "unowned">): Plan => {
  const row = kindNamed(kind);
  const none = (why: string): Plan => ({ action: "none", why });
  if (unknownToSdk.includes(kind)) return none(`this version does not know the calls for a ${kind}`);
  if (action === "stop") {
    if (!row?.stoppable) return none(`SageMaker has no call to stop a ${kind}`);
    const hindrance = inDirectory(unstoppable, kind);
    return hindrance ? none(hindrance) : { action, why: "unowned.action is stop" };
  }
  if (!row?.deletable) return none(`SageMaker has no call to delete a ${kind}`);
  if (row.losesData && !unowned.allowDataLoss.includes(kind))
    return none(`deleting a ${kind} loses data: unowned.allowDataLoss does not name it`);
  return { action, why: "unowned.action is delete" };
};

export interface Times {
  /** ISO 8601 */
  remindAt: string;
  actAt: string;
}

/** The clock starts when the resource was made, or when somebody was first told of it, whichever is later; nothing resets it. */
export const timesOf = (createdAt: string, toldAt: string, { unowned }: Settings): Times => {
  const start = Math.max(epochOf(createdAt) ?? 0, epochOf(toldAt) ?? 0);
  return {
    remindAt: isoAt(start + secondsOf(unowned.remindAfter) * 1000),
    actAt: isoAt(start + secondsOf(unowned.actAfter) * 1000),
  };
};

/** What was seen immediately before an act. */
export interface Moment {
  plan: Plan;
  phase: Phase;
  /** The first receipt; undefined while nobody has been told. */
  toldAt: string | undefined;
  createdAt: string;
  now: string;
  asked: boolean;
  settings: Settings;
}

export type Permission =
  | { may: "act"; action: "stop" | "delete" }
  | { may: "wait"; until: string }
  | { may: "never"; how: "gone" | "left" | "would-stop" | "would-delete" | "untold"; detail: string };

/**
 * The last word before an act. Whatever happened and in whatever order: nothing is done before its time unless somebody
 * asked, nothing without a receipt, nothing outside the mode `enforce`.
 */
export const permissionFor = ({ plan, phase, toldAt, createdAt, now, asked, settings }: Moment): Permission => {
  const { action } = plan;
  if (action === "none") return { may: "never", how: "left", detail: plan.why };
  if (phase === "deleting") return { may: "never", how: "gone", detail: "somebody deletes it" };
  if (action === "stop" && phase !== "running")
    return { may: "never", how: "gone", detail: phase === "stopping" ? "somebody stops it" : "it no longer runs" };
  const due = timesOf(createdAt, toldAt ?? now, settings).actAt;
  if (settings.mode !== "enforce") {
    if (!asked && toldAt !== undefined && now < due) return { may: "wait", until: due };
    return { may: "never", how: `would-${action}`, detail: `mode ${settings.mode}: it would be ${pastOf(action)} now` };
  }
  if (toldAt === undefined)
    return { may: "never", how: "untold", detail: "nobody was told of it, so nothing was done" };
  return asked || now >= due ? { may: "act", action } : { may: "wait", until: due };
};

/** Seconds after which a case that ended without a word of the ledger is looked at once more. */
const restful = secondsOf("P1D");

/**
 * Whether a case that has ended is opened again when its creation is found unowned again: its exemption is over, the settings
 * now allow what they did not, its tags or its receipts may be others. What was acted on, or is gone, is not.
 */
export const reopens = (
  { at, how, detail }: NonNullable<UnownedCase["end"]>,
  settings: Settings,
  now: string,
): boolean => {
  if (how === "kept") return true;
  if (how === "owned" || how === "untold") return secondsBetween(at, now) >= restful;
  if (how === "would-stop" || how === "would-delete") return settings.mode === "enforce";
  return how === "left" && detail === olderThanDeployment && settings.unowned.existing === "act";
};

/** Whether nobody talks about a resource that nobody owns: its case was never opened, never begun, or is to be opened again. */
export const lacksCase = (
  row: Pick<UnownedCase, "end" | "execution"> | undefined,
  settings: Settings,
  now: string,
): boolean => (row?.end ? reopens(row.end, settings, now) : row?.execution === undefined);

/** Of one round of a case: names its execution, its notices and its act. */
export const roundOf = ({ id, round = 1 }: Pick<UnownedCase, "id" | "round">): string =>
  round === 1 ? id : `${id}-${round}`;

export const pastOf = (action: "stop" | "delete"): string => (action === "stop" ? "stopped" : "deleted");

/** Seconds for which a notice may stay without a receipt. */
export const receiptWindow = secondsOf("P14D");

/** Seconds until the receipt is looked for again: a third of the wait so far, so that two weeks take some eighty looks. */
export const receiptDelay = (since: string, now: string): number =>
  Math.ceil(Math.min(secondsOf("PT6H"), Math.max(15, secondsBetween(since, now) / 3)));

/** Answers by which somebody has taken the resource. */
export const isNaming = ({ choice }: Pick<Answer, "choice">): boolean =>
  choice === "claim" || choice === "assign" || choice === "confirm";
