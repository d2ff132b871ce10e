import type { Lookups } from "#shared/attribute/lookups.ts";
import { readChain } from "#shared/attribute/session-chain.ts";
import type { IssuedSession, Principal, Recorded } from "#shared/model/activity.ts";
import type { IssueRow } from "#shared/model/issue.ts";
import type { Settings } from "#shared/model/settings.ts";
import { secondsBetween } from "#shared/model/time.ts";
import type { Asker, Link } from "./model.ts";

/** The sessions behind a key, its own first, and why nothing that they carry counts. */
export interface Behind {
  sessions: readonly IssuedSession[];
  doubt: string | undefined;
}

/**
 * As attribution reads them, and at the end the session of GetSessionToken with which a user took the first role: it is the same
 * user, so attribution has no need of it.
 */
export const behind = async (
  first: IssuedSession | undefined,
  recorded: Recorded,
  settings: Settings,
  lookups: Lookups,
): Promise<Behind> => {
  const { sessions: read, doubt } = await readChain(recorded, settings, lookups);
  const sessions = read.length === 0 && first ? [first] : read;
  const last = sessions.at(-1);
  const more = last && (await tokenOf(last, lookups));
  return { sessions: more ? [...sessions, more] : sessions, doubt };
};

const tokenOf = async (
  { issuedTo: { type, accessKeyId = "" }, issuedAt, accessKeyId: own }: IssuedSession,
  lookups: Lookups,
): Promise<IssuedSession | undefined> => {
  if ((type !== "IAMUser" && type !== "Root") || !/^ASIA\w{12,124}$/.test(accessKeyId) || accessKeyId === own) return;
  const row = await lookups.sessionByKey(accessKeyId);
  const isIt = row?.accessKeyId === accessKeyId && secondsBetween(row.issuedAt, issuedAt) >= 0;
  return isIt && (row.operation === "GetSessionToken" || row.operation === "AssumeRoot") ? row : undefined;
};

const askerOf = ({ type, arn, invokedBy, userName, principalId, accessKeyId }: Principal): Asker => ({
  ...{ type, name: arn ?? invokedBy ?? userName ?? principalId ?? null, accessKeyId: accessKeyId ?? null },
});

export const linkOf = (session: IssuedSession, issue: IssueRow | undefined): Link => ({
  accessKeyId: session.accessKeyId,
  operation: session.operation,
  role: session.roleArn ?? null,
  session: session.name ?? null,
  at: session.issuedAt,
  expires: session.expiresAt ?? null,
  connection: session.connection ?? issue?.connection ?? null,
  application: issue?.application ?? null,
  askedBy: askerOf(session.issuedTo),
});

/** What the broker knows of a session whose record has not arrived. */
export const linkOfIssue = (issue: IssueRow): Link => ({
  ...{ accessKeyId: issue.accessKeyId, operation: "AssumeRole", role: issue.roleArn, session: null, at: issue.at },
  ...{ expires: issue.expiresAt, connection: issue.connection, application: issue.application, askedBy: null },
});
