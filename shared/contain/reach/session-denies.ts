import { createHash } from "node:crypto";
import { isWholeSeconds } from "../../model/time.ts";
import { containment } from "../../names.ts";
import { canonicalStatement } from "../../policy/canonical.ts";
import { certainStatementsIn } from "../../policy/document.ts";
import { isObject } from "../../policy/read-statement.ts";

/**
 * The inline policy by which single sessions of a role are denied, on a role that others use too. One statement for each incident
 * and kind, so that incidents of two vendors do not undo each other. `before`: ISO 8601, of IAM's clock; absent: also those to come.
 */
export interface SessionDeny {
  sid: string;
  /** `AROA…:name` */
  sessions: readonly string[];
  before?: string;
}

/** Characters of all inline policies of a role together, white space aside. */
export const inlineQuota = 10_240;
export const sizeOf = (document: string): number => document.replaceAll(/\s/g, "").length;

/** IAM takes letters and digits. */
export const sidOf = (incident: string, kind: "chained" | "workers"): string =>
  `Sagewarden${createHash("sha256").update(incident).digest("hex").slice(0, 16)}${kind === "workers" ? "W" : ""}`;

const sidForm = /^Sagewarden[0-9a-f]{16}W?$/;
const sessionForm = /^[A-Z0-9]{4,128}:[\w+=,.@-]{1,140}$/;

/** What of a policy is ours. Whatever else somebody wrote into it is nothing. */
export const readDenies = (document = ""): readonly SessionDeny[] =>
  certainStatementsIn(document).flatMap((statement) => {
    const deny = isObject(statement) ? readDeny(statement) : undefined;
    // Only what we would write ourselves: a condition more would let a session through.
    return deny !== undefined && canonicalStatement(statementOf(deny)) === canonicalStatement(statement) ? [deny] : [];
  });

const readDeny = ({ Sid, Condition }: Readonly<Record<string, unknown>>): SessionDeny | undefined => {
  const condition = isObject(Condition) ? Condition : {};
  const sessions = isObject(condition.StringEquals) ? [condition.StringEquals["aws:userid"]].flat() : [];
  const [before] = isObject(condition.DateLessThan) ? [condition.DateLessThan["aws:TokenIssueTime"]].flat() : [];
  if (typeof Sid !== "string" || !sidForm.test(Sid) || sessions.length === 0 || !sessions.every(isSession))
    return undefined;
  return typeof before === "string" && isWholeSeconds(before) ? { sid: Sid, sessions, before } : { sid: Sid, sessions };
};

const isSession = (value: unknown): value is string => typeof value === "string" && sessionForm.test(value);

const statementOf = ({ sid, sessions, before }: SessionDeny): object => ({
  Sid: sid,
  Effect: "Deny",
  Action: "*",
  Resource: "*",
  Condition: {
    StringEquals: { "aws:userid": sessions },
    ...(before === undefined ? {} : { DateLessThan: { "aws:TokenIssueTime": before } }),
  },
});

/** Undefined: there is nothing to deny. The same denies make the same text. */
export const denyText = (denies: readonly SessionDeny[]): string | undefined => {
  const sorted = denies.toSorted((a, b) => (a.sid < b.sid ? -1 : 1)).filter(({ sessions }) => sessions.length > 0);
  return sorted.length === 0
    ? undefined
    : JSON.stringify({ Version: "2012-10-17", Statement: sorted.map(statementOf) });
};

/** The denies with this one in place of what had its sid. */
export const withDeny = (denies: readonly SessionDeny[], deny: SessionDeny): readonly SessionDeny[] => [
  ...denies.filter(({ sid }) => sid !== deny.sid),
  deny,
];

/**
 * As many of the sessions, the first before the others, as fit on the role beside what it has and what other incidents deny there.
 * `inline`: of the role, as it is now.
 */
export const fitting = (
  inline: readonly { name: string; document: string }[],
  deny: SessionDeny,
): { denies: readonly SessionDeny[]; left: readonly string[] } => {
  const others = inline.filter(({ name }) => name !== containment.chained);
  const free = inlineQuota - others.reduce((sum, { document }) => sum + sizeOf(document), 0);
  const there = readDenies(inline.find(({ name }) => name === containment.chained)?.document);
  const fits = (count: number): boolean =>
    sizeOf(denyText(withDeny(there, { ...deny, sessions: sorted(deny.sessions.slice(0, count)) })) ?? "") <= free;
  let [least, most] = [0, deny.sessions.length];
  while (least < most) {
    const middle = Math.ceil((least + most) / 2);
    if (fits(middle)) least = middle;
    else most = middle - 1;
  }
  const denies = withDeny(there, { ...deny, sessions: sorted(deny.sessions.slice(0, least)) });
  return { denies: denies.filter(({ sessions }) => sessions.length > 0), left: deny.sessions.slice(least) };
};

const sorted = (sessions: readonly string[]): readonly string[] => [...new Set(sessions)].toSorted();
