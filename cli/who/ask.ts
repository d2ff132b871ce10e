import { whoIs } from "#shared/attribute/index.ts";
import type { Lookups } from "#shared/attribute/lookups.ts";
import type { IssuedSession, Principal, Recorded } from "#shared/model/activity.ts";
import type { IssueRow } from "#shared/model/issue.ts";
import type { Settings } from "#shared/model/settings.ts";
import { type Found, nothingFound } from "./answer.ts";
import { behind } from "./chain.ts";
import { isLongLived } from "./key.ts";
import type { Answer, KeyUser } from "./model.ts";
import { principalOf } from "./principal.ts";

/** What is asked about a key. Tests answer from a table. */
export interface WhoReads {
  from: Answer["from"];
  lookups: Lookups;
  /** What the broker issued under this key. */
  issue(accessKeyId: string): Promise<IssueRow | undefined>;
  /** The IAM user of a long-lived key of this account. */
  user(accessKeyId: string): Promise<KeyUser | undefined>;
  /** The account that a key belongs to. */
  accountOf(accessKeyId: string): Promise<string | undefined>;
  /** Who called with the key, where records show that. */
  caller(accessKeyId: string): { principal: Principal; at: string } | undefined;
  /** The account that is looked into. */
  place: { account: string; region: string; partition: string };
  now: string;
  /** What could not be asked. */
  notes: readonly string[];
}

const recordedOf = (principal: Principal, at: string, place: WhoReads["place"]): Recorded => ({
  ...{ eventId: "who", eventName: "who", at, ...place, principal },
});

/** A user of this account, as a record would show it. */
const userPrincipal = ({ name }: KeyUser, accessKeyId: string, { account }: WhoReads["place"]): Principal => ({
  ...{ type: "IAMUser", userName: name, account, accessKeyId },
});

interface Start {
  principal: Principal;
  at: string;
  session?: IssuedSession;
  user?: KeyUser;
}

/** By what the key is known: its session, its user, or a call that was made with it. */
const startOf = async (accessKeyId: string, reads: WhoReads): Promise<Start | undefined> => {
  const session = isLongLived(accessKeyId) ? undefined : await reads.lookups.sessionByKey(accessKeyId);
  if (session) return { principal: principalOf(session), at: session.issuedAt, session };
  const user = isLongLived(accessKeyId) ? await reads.user(accessKeyId) : undefined;
  if (user) return { principal: userPrincipal(user, accessKeyId, reads.place), at: reads.now, user };
  return reads.caller(accessKeyId);
};

/** Everything that is known of a key. */
export const findOut = async (accessKeyId: string, settings: Settings, reads: WhoReads): Promise<Found> => {
  const start = await startOf(accessKeyId, reads);
  const own = await reads.issue(accessKeyId);
  const none = { ...nothingFound, accessKeyId };
  if (start === undefined) {
    const account = await reads.accountOf(accessKeyId);
    const from = own ? reads.from : "nothing";
    const late = own ? ["the STS record of its session has not arrived: it may be 15 minutes late"] : [];
    return { ...none, from, account, issues: rowsOf([own]), notes: [...reads.notes, ...late] };
  }
  const recorded = recordedOf(start.principal, start.at, reads.place);
  const { sessions, doubt } = await behind(start.session, recorded, settings, reads.lookups);
  const attribution = await whoIs(recorded, settings, reads.lookups);
  const further = sessions.filter((session) => session.accessKeyId !== accessKeyId);
  const issues = await Promise.all(further.map((session) => reads.issue(session.accessKeyId)));
  return {
    ...{ ...none, from: start.user ? "iam" : reads.from, principal: start.principal, sessions, doubt, attribution },
    ...{ user: start.user, issues: rowsOf([own, ...issues]), notes: [...reads.notes, ...unissued(start)] },
  };
};

/** A call with the key was seen, and not who was issued it. */
const unissued = ({ session, user, principal: { accessKeyId = "" } }: Start): readonly string[] =>
  session || user || isLongLived(accessKeyId)
    ? []
    : ["the STS record of its session is not there: only a call with the key is"];

const rowsOf = (rows: readonly (IssueRow | undefined)[]): ReadonlyMap<string, IssueRow> =>
  new Map(rows.flatMap((row) => (row ? [[row.accessKeyId, row] as const] : [])));
