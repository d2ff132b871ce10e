import type { IssuedSession, Principal, Recorded } from "../model/activity.ts";
import type { Settings } from "../model/settings.ts";
import { epochOf } from "../model/time.ts";
import { isIdentityCenterRole } from "./identities.ts";
import { isAccessKeyId, isForeign, isSessionName, isUniqueId } from "./inputs.ts";
import type { Lookups } from "./lookups.ts";

/** The sessions behind a principal, its own first, then the one that asked for it, and so on. */
export interface Chain {
  sessions: readonly IssuedSession[];
  /** Why nothing that the sessions carry counts: somebody outside the organisation, or whom no record shows, may be behind them. */
  doubt: string | undefined;
}

/** Role chains in practice have two or three sessions; each costs a ledger read. */
const longest = 5;
/** Clocks of different services. */
const skew = 5 * 60_000;
/** An access key id is never used again, so this only sorts out what cannot be. */
const afterExpiry = 60 * 60_000;

/**
 * While the STS record of a session may still be on its way, it could show that somebody else asked for the session: that
 * is a doubt. When it is not coming, what is known counts, as it counts for AWS. Of Identity Center's own roles the session
 * name says who it is.
 *
 * What it trusts: the session ledger, whose rows are STS records that CloudTrail wrote. A row counts when it was issued
 * before the call, is not long expired, and names the role and session that the record names.
 *
 * What it cannot see: sessions whose STS record has not arrived or lies in another account.
 */
export const readChain = async (recorded: Recorded, settings: Settings, lookups: Lookups): Promise<Chain> => {
  const sessions: IssuedSession[] = [];
  let isComplete = true;
  let { principal, at }: { principal: Principal; at: string } = recorded;
  while (sessions.length < longest) {
    const session = await findSession(principal, at, recorded, lookups);
    if (!session || sessions.some(({ accessKeyId }) => accessKeyId === session.accessKeyId)) {
      isComplete = !isSession(principal) || isIdentityCenterRole(principal.session?.roleArn, recorded);
      break;
    }
    sessions.push(session);
    principal = session.issuedTo;
    at = session.issuedAt;
  }
  const askers = [recorded.principal, ...sessions.map(({ issuedTo }) => issuedTo)];
  const foreign = askers.some((asker) => isForeign(asker, recorded, settings));
  if (foreign) return { sessions, doubt: "the session was asked for from another account" };
  if (!isComplete && lookups.recordsMayBeLate(recorded.at)) return { sessions, doubt: unseen };
  return { sessions, doubt: tooLong(sessions) };
};

const unseen = "the STS record of a session behind the call has not been seen";

/** Whether an STS call issued the principal's credentials under a name of their own. */
const isSession = ({ type }: Principal): boolean => Object.hasOwn(operations, type);

/** Whoever hides behind more sessions than are followed could have asked for any tag. */
const tooLong = (sessions: readonly IssuedSession[]): string | undefined => {
  const asker = sessions[longest - 1]?.issuedTo;
  const goesOn = asker !== undefined && isSession(asker);
  return goesOn ? `the session was asked for through more than ${longest} sessions` : undefined;
};

const operations: Readonly<Record<string, readonly IssuedSession["operation"][]>> = {
  AssumedRole: ["AssumeRole", "AssumeRoleWithSAML", "AssumeRoleWithWebIdentity"],
  FederatedUser: ["GetFederationToken"],
};

const findSession = async (
  principal: Principal,
  at: string,
  recorded: Recorded,
  lookups: Lookups,
): Promise<IssuedSession | undefined> => {
  if (!isSession(principal)) return undefined;
  const { accessKeyId } = principal;
  const byKey = accessKeyId && isAccessKeyId(accessKeyId) ? await lookups.sessionByKey(accessKeyId) : undefined;
  if (byKey) return byKey.accessKeyId === accessKeyId && fits(byKey, principal, at) ? byKey : undefined;
  const byRole = await sessionByRole(principal, lookups);
  return byRole && fits(byRole, principal, at) && namesItsUser(byRole, principal, recorded) ? byRole : undefined;
};

const sessionByRole = async ({ session }: Principal, lookups: Lookups): Promise<IssuedSession | undefined> => {
  const { roleId, name, createdAt } = session ?? {};
  if (roleId === undefined || name === undefined || createdAt === undefined) return undefined;
  const isAskable = isUniqueId(roleId) && isSessionName(name) && epochOf(createdAt) !== undefined;
  return isAskable ? lookups.sessionByRole(roleId, name, createdAt) : undefined;
};

/**
 * Without the key, role, name and second must name one person's session. They do where the identity provider chooses the
 * name: Identity Center, and SAML, whose console sessions change keys too. A name chosen by the caller of AssumeRole could
 * be another person's, in the same second.
 */
const namesItsUser = ({ operation }: IssuedSession, { session }: Principal, recorded: Recorded): boolean =>
  operation === "AssumeRoleWithSAML" || isIdentityCenterRole(session?.roleArn, recorded);

/** Whether the ledger's row can be the session of this principal at this time. */
const fits = (row: IssuedSession, principal: Principal, at: string): boolean => {
  const { roleId, roleArn, name } = principal.session ?? {};
  if (operations[principal.type]?.includes(row.operation) !== true) return false;
  if (differ(row.roleId, roleId) || differ(row.roleArn, roleArn) || differ(row.name, name)) return false;
  const isSameRole = (roleId !== undefined && row.roleId === roleId) || (roleArn && row.roleArn === roleArn);
  if (principal.type === "AssumedRole" && !isSameRole) return false;
  return isCurrent(row, at);
};

const differ = (a: string | undefined, b: string | undefined): boolean => a !== undefined && b !== undefined && a !== b;

const isCurrent = ({ issuedAt, expiresAt }: IssuedSession, at: string): boolean => {
  const [now, start] = [epochOf(at), epochOf(issuedAt)];
  const end = expiresAt === undefined ? undefined : epochOf(expiresAt);
  if (now === undefined || start === undefined || start > now + skew) return false;
  return end === undefined || end + afterExpiry >= now;
};
