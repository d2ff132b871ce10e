import type { Lookups } from "../attribute/lookups.ts";
import type { IssuedSession } from "../model/activity.ts";
import { tagMap } from "../model/tags.ts";
import { epochOf } from "../model/time.ts";
import { toDocument } from "./document.ts";
import { aliasKey, secondsAt, sessionKey } from "./keys.ts";
import type { Item, Table } from "./table.ts";

const hour = 3_600;
/** Records may arrive a day after the session ended; the longest session, a federation token's, has 36 hours. */
const afterExpiry = 24 * hour;
const shortest = 36 * hour;

export interface SessionStore extends Pick<Lookups, "sessionByKey" | "sessionByRole"> {
  save(session: IssuedSession): Promise<void>;
}

/** The session ledger: one item by the issued access key, one by role, session name and second. */
export const sessionStore = (table: Table): SessionStore => ({
  save: async (session) => {
    const { accessKeyId, roleId, name, issuedAt } = session;
    const item = { document: toDocument(session), ttl: expiryOf(session) };
    const keys = [sessionKey(accessKeyId), ...(roleId && name ? [aliasKey(roleId, name, issuedAt, accessKeyId)] : [])];
    await Promise.all(keys.map((key) => table.put({ ...key, ...item })));
  },
  sessionByKey: async (accessKeyId) => {
    const item = await table.get(sessionKey(accessKeyId));
    return item && toSession(item);
  },
  sessionByRole: async (roleId, name, createdAt) => {
    if (epochOf(createdAt) === undefined) return undefined;
    const found = (await table.under(aliasKey(roleId, name, createdAt, "").pk, "session#")).map(toSession);
    return theOnly(found);
  },
});

/** Two sessions of one name in one second say the same about their person, or neither says anything. */
export const theOnly = (found: readonly IssuedSession[]): IssuedSession | undefined =>
  found.every((session) => sameProof(session, found[0])) ? found[0] : undefined;

const sameProof = (session: IssuedSession, first: IssuedSession | undefined): boolean =>
  proofOf(session) === (first && proofOf(first));

const proofOf = ({ tags, inheritedTags, sourceIdentity, subject, issuedTo }: IssuedSession): string =>
  JSON.stringify([sorted(tags), sorted(inheritedTags), sourceIdentity, subject, issuedTo.arn, issuedTo.principalId]);

const sorted = (tags: IssuedSession["tags"]): [string, string][] =>
  Object.entries(tags).sort(([a], [b]) => (a < b ? -1 : 1));

const expiryOf = ({ issuedAt, expiresAt }: IssuedSession): number => {
  const issued = secondsAt(issuedAt, "issuedAt");
  const expires = epochOf(expiresAt ?? "");
  return Math.max(issued + shortest, expires === undefined ? 0 : Math.floor(expires / 1000) + afterExpiry);
};

const toSession = ({ document }: Item): IssuedSession => {
  const session = JSON.parse(document) as IssuedSession;
  const { tags, inheritedTags } = session;
  return { ...session, tags: tagMap(Object.entries(tags)), inheritedTags: tagMap(Object.entries(inheritedTags)) };
};
