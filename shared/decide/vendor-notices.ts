import type { SeenSignal } from "../detect/signals/signal.ts";
import type { Contract } from "../model/contract.ts";
import type { FindingRow } from "../model/finding-row.ts";
import type { Notice } from "../model/notice.ts";
import type { VendorAct, Watched } from "../model/vendor-act.ts";
import { eventMark } from "../vendors/watch/bounds.ts";
import { containmentScore } from "../vendors/watch/score.ts";
import { counted } from "./counted.ts";
import { findingId, isAtLeast } from "./finding-rows.ts";

/** A signal with the act that showed it, and whether it may start a containment. */
export interface JudgedSignal {
  signal: SeenSignal;
  act: Pick<VendorAct, "eventName" | "region" | "sourceIp" | "errorCode" | "errorMessage" | "principal">;
  watched: Pick<Watched, "how" | "contract" | "via">;
  /** It rests on what was learnt. */
  isLearnt: boolean;
}

/**
 * Whether a signal starts a containment by its contract. What rests on what was learnt never does, nor does what somebody else
 * did to the role: that is not the vendor's fault. A role that no contract names is reported only. A score that several
 * signals make together counts as critical; habits alone never reach it.
 */
export const startsContainment = ({ signal, watched, isLearnt }: JudgedSignal): boolean => {
  if (watched.contract === undefined || watched.how === "changed" || isLearnt || signal.severity === "info")
    return false;
  const severity = signal.score >= containmentScore ? "critical" : signal.severity;
  return isAtLeast(severity, watched.contract.contain.at);
};

/**
 * What people are told of a signal: each role's signal once a day, and again where it became graver. Below medium it is recorded
 * only. What follows of it, a containment, tells of itself.
 */
export const signalNotices = (judged: JudgedSignal): readonly Notice[] =>
  isAtLeast(judged.signal.severity, "medium") ? [signalNotice(judged)] : [];

const dayOf = (iso: string): string => iso.slice(0, 10);

const base = ({ signal, act, watched }: JudgedSignal) => ({
  resource: { arn: signal.role, kind: "Role" },
  team: watched.contract?.team,
  studiouserid: watched.contract?.owner,
  at: signal.at,
  facts: {
    vendor: signal.vendor ?? "nobody registered it",
    signal: signal.signal,
    score: String(signal.score),
    eventName: act.eventName,
    region: act.region,
    ...(act.sourceIp === undefined ? {} : { from: act.sourceIp }),
    ...(watched.via === undefined ? {} : { via: watched.via }),
    eventId: signal.eventId,
  },
});

const nameOf = ({ vendor, role }: SeenSignal): string => vendor ?? role.slice(role.indexOf("/") + 1);

const signalNotice = (judged: JudgedSignal): Notice => {
  const { signal } = judged;
  return {
    ...base(judged),
    id: `vendor-signal#${signal.role}#${signal.signal}#${signal.severity}#${dayOf(signal.at)}`,
    type: "vendor-signal",
    severity: signal.severity,
    title: `${nameOf(signal)}: ${signal.signal}`,
    detail: signal.detail,
    remediation: `Ask the vendor. If it is their work, say so in the contract (docs/signals/${signal.signal}.md); else take the role from them.`,
  };
};

/** Findings that one notice names; `vendors audit` has them all. */
const shown = 8;

/** What people are told of an audit: what is new of a vendor in one notice, of medium or above; what nobody registered in another. */
export const findingNotices = (
  news: readonly FindingRow[],
  contracts: readonly Contract[],
  now: string,
): readonly { vendor: string | undefined; notice: Notice }[] => {
  const told = news.filter(({ severity }) => isAtLeast(severity, "medium"));
  return [...Map.groupBy(told, ({ vendor }) => vendor)].map(([vendor, rows]) => {
    const contract = contracts.find((one) => one.vendor === vendor);
    return { vendor, notice: findingNotice(rows, vendor, contract, now) };
  });
};

const findingNotice = (
  rows: readonly FindingRow[],
  vendor: string | undefined,
  contract: Contract | undefined,
  now: string,
): Notice => {
  const gravestFirst = rows.toSorted((a, b) =>
    a.severity === b.severity ? 0 : isAtLeast(a.severity, b.severity) ? -1 : 1,
  );
  const [first] = gravestFirst as [FindingRow, ...FindingRow[]];
  const roles = new Set(rows.map(({ role }) => role));
  const lines = gravestFirst.slice(0, shown).map((row) => {
    const where = roles.size > 1 ? ` (${row.role.slice(row.role.indexOf("/") + 1)})` : "";
    return `${row.severity} ${row.rule}${where}: ${row.details.join(" · ")}`;
  });
  const ids = rows
    .map((row) => `${findingId(row)} ${row.severity}`)
    .toSorted()
    .join();
  const more = rows.length > shown ? [`and ${rows.length - shown} more: sagewarden vendors audit`] : [];
  return {
    // Told again by an audit after one that was cut off it is the same; found again another day it is not.
    id: `vendor-findings#${vendor ?? ""}#${now.slice(0, 10)}#${eventMark({ eventId: ids, account: "" })}`,
    type: "vendor-findings",
    severity: first.severity,
    resource: { arn: first.role, kind: "Role" },
    team: contract?.team,
    studiouserid: contract?.owner,
    at: now,
    title: `${vendor ?? "Roles that nobody registered"}: ${counted(rows.length, "new finding")}`,
    detail: [...lines, ...more].join(" · "),
    remediation: first.remediation,
    facts: { vendor: vendor ?? "nobody registered it", roles: String(roles.size), findings: String(rows.length) },
  };
};
