import type { IssuedSession, Principal } from "../../model/activity.ts";
import type { VendorAct, Watched } from "../../model/vendor-act.ts";
import { changedRole, idsOf, isForeignAccount, type Link, takenRole } from "./links.ts";
import type { Known, Roster } from "./roster.ts";

/** What is known of sessions and of what sessions made. In a function the ledger, on the command line the files. */
export interface WatchLedger {
  sessionByKey(accessKeyId: string): Promise<IssuedSession | undefined>;
  /** Identity Center changes the key: the role's unique id, the session's name and the second of its creation stay. */
  sessionByRole(roleId: string, name: string, createdAt: string): Promise<IssuedSession | undefined>;
  /** The first of these ids that a watched role made or took: see `linksOf`. */
  linked(ids: readonly string[]): Promise<Link | undefined>;
}

/**
 * The watched roles that an act belongs to, and how; each role once. Mostly none or one: a vendor's session that takes
 * another vendor's role acts for the first and takes the second.
 */
export const watchedOf = async (act: VendorAct, roster: Roster, ledger: WatchLedger): Promise<readonly Watched[]> => {
  const own = roster.ofPrincipal(act.principal);
  const found: Watched[] = [
    ...(own ? [{ ...own, how: "session" as const }] : []),
    ...(await behind(act.principal, roster, ledger)),
    ...taken(act, roster),
  ];
  const changed = changedRole(act);
  const target = changed === undefined ? undefined : roster.ofRoleName(changed);
  if (target) found.push({ ...target, how: "changed" });
  return found.filter(({ role }, index) => found.findIndex((other) => other.role === role) === index);
};

/**
 * Hops that are walked where no link says whose session it is. Every session that a watched role takes leaves a link, so
 * that a chain of any length is one look; the walk is for records that came in another order.
 */
const longest = 32;

const behind = async (first: Principal, roster: Roster, ledger: WatchLedger): Promise<Watched[]> => {
  const seen = new Set<string>();
  let principal = first;
  for (let hop = 0; hop < longest; hop++) {
    const link = await ledger.linked(idsOf(principal));
    if (link) return [{ ...roster.ofRole(link.role), how: link.how, via: link.id }];
    const session = await issuedAs(principal, ledger);
    if (session === undefined || seen.has(session.accessKeyId)) return [];
    seen.add(session.accessKeyId);
    const vendors = takenBy(session, hop === 0, roster);
    if (vendors) return [vendors];
    principal = session.issuedTo;
  }
  return [];
};

/** Whose session it is, where whoever asked for it is watched, or is an account that nobody names. */
const takenBy = (session: IssuedSession, isFirst: boolean, roster: Roster): Watched | undefined => {
  const { roleArn, issuedTo, accessKeyId } = session;
  if (roleArn !== undefined && isForeignAccount(issuedTo, roleArn, roster.settings))
    return { ...roster.ofRole(roleArn), ...(isFirst ? { how: "session" } : { how: "chained", via: accessKeyId }) };
  const asker = roster.ofPrincipal(issuedTo);
  return asker && { ...asker, how: "chained", via: accessKeyId };
};

/** Only temporary credentials were issued by a call. */
const issuedAs = async (principal: Principal, ledger: WatchLedger): Promise<IssuedSession | undefined> => {
  const { accessKeyId, session } = principal;
  const byKey = accessKeyId?.startsWith("ASIA") ? await ledger.sessionByKey(accessKeyId) : undefined;
  if (byKey || !session?.roleId || !session.name || !session.createdAt) return byKey;
  return ledger.sessionByRole(session.roleId, session.name, session.createdAt);
};

/** A watched role is taken; or any role of the account, by an account that nobody names. */
const taken = (act: VendorAct, roster: Roster): Watched[] => {
  const roleArn = takenRole(act);
  if (roleArn === undefined) return [];
  const known: Known | undefined = roster.watched(roleArn);
  if (known) return [{ ...known, how: "assumed" }];
  return isForeignAccount(act.principal, roleArn, roster.settings)
    ? [{ ...roster.ofRole(roleArn), how: "assumed" }]
    : [];
};
