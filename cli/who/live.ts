import { classify } from "#shared/act/classify.ts";
import type { Lookups } from "#shared/attribute/lookups.ts";
import type { IssuedSession } from "#shared/model/activity.ts";
import type { IssueRow } from "#shared/model/issue.ts";
import { regionsOf, type Settings } from "#shared/model/settings.ts";
import { normalise } from "#shared/normalise/index.ts";
import type { WhoReads } from "./ask.ts";
import type { KeyUser } from "./model.ts";

/** What is asked of AWS, as it answers and throws. Tests answer from a table. */
export interface Edges {
  caller: { account: string; partition: string };
  /** Undefined: Sagewarden is not deployed. */
  ledger: { sessions: Lookups; issue(accessKeyId: string): Promise<IssueRow | undefined> } | undefined;
  /** The management records that name this key, newest first. */
  records(accessKeyId: string, region: string): Promise<readonly unknown[]>;
  userOfKey(
    accessKeyId: string,
  ): Promise<{ user: string; lastUsed: string | undefined; service: string | undefined } | undefined>;
  accountOfKey(accessKeyId: string): Promise<string | undefined>;
  now: string;
}

/** No session and nobody: of what is not deployed, and of what may not be asked. */
const nothing: Lookups = {
  ...{ sessionByKey: async () => undefined, sessionByRole: async () => undefined, profilesNamed: async () => [] },
  ...{ studioIdentity: async () => undefined, recordsMayBeLate: () => false, recordedOwner: async () => undefined },
  ...{
    userTags: async () => ({}),
    roleTags: async () => ({}),
    lineage: async () => undefined,
    tagsOf: async () => ({}),
  },
};

/** The record that issued the key, among those that name it. */
const issuedIn = (records: readonly unknown[], accessKeyId: string): IssuedSession | undefined =>
  records.flatMap(sessionsIn).find((session) => session.accessKeyId === accessKeyId);

const sessionsIn = (record: unknown): IssuedSession[] => {
  try {
    return normalise(record).flatMap((activity) => (activity.type === "session" ? [activity.session] : []));
  } catch {
    return []; // another call that names the key, or a record that nobody can use
  }
};

/** Records of a key: the settings' regions, and us-east-1, where those of the global endpoint are. */
const issuedSomewhere = async (
  accessKeyId: string,
  settings: Settings,
  { records }: Pick<Edges, "records">,
): Promise<IssuedSession | undefined> => {
  for (const region of new Set([...regionsOf(settings), "us-east-1"])) {
    const session = issuedIn(await records(accessKeyId, region), accessKeyId);
    if (session) return session;
  }
  return undefined;
};

/** The ledger, then LookupEvents, then IAM and STS. What cannot be asked is a note, and not the end. */
export const readsOfAccount = (settings: Settings, edges: Edges): WhoReads => {
  const notes = new Set<string>();
  const asked = async <T>(what: string, otherwise: T, ask: () => Promise<T>): Promise<T> => {
    try {
      return await ask();
    } catch (error) {
      notes.add(`${what} could not be asked: ${classify(error).reason}`);
      return otherwise;
    }
  };
  const { sessions = nothing, issue = async () => undefined } = edges.ledger ?? {};
  const [region = ""] = regionsOf(settings);
  const trail = (accessKeyId: string) =>
    asked("LookupEvents", undefined, () => issuedSomewhere(accessKeyId, settings, edges));
  const lookups: Lookups = {
    ...nothing,
    recordsMayBeLate: sessions.recordsMayBeLate,
    sessionByKey: async (id) => (await asked("the ledger", undefined, () => sessions.sessionByKey(id))) ?? trail(id),
    sessionByRole: (...by) => asked("the ledger", undefined, () => sessions.sessionByRole(...by)),
    profilesNamed: (...by) => asked("Studio's profiles", [], () => sessions.profilesNamed(...by)),
    studioIdentity: (arn) => asked("Studio's profiles", undefined, () => sessions.studioIdentity(arn)),
    userTags: (name) => asked("the user's tags", {}, () => sessions.userTags(name)),
    roleTags: (arn) => asked("the role's tags", {}, () => sessions.roleTags(arn)),
  };
  return {
    ...{ from: "ledger", lookups, now: edges.now, place: { ...edges.caller, region } },
    issue: (id) => asked("the ledger", undefined, () => issue(id)),
    user: (id) => asked("the key's user", undefined, async () => keyUser(await edges.userOfKey(id))),
    accountOf: (id) => asked("the key's account", undefined, () => edges.accountOfKey(id)),
    caller: () => undefined,
    get notes() {
      return [...notes];
    },
  };
};

const keyUser = (found: Awaited<ReturnType<Edges["userOfKey"]>>): KeyUser | undefined =>
  found && { name: found.user, lastUsed: found.lastUsed ?? null, service: found.service ?? null };

/** The deployed ledger and this account. */
export const liveEdges = async (settings: Settings, isDeployed: boolean): Promise<Edges> => {
  const [region = ""] = regionsOf(settings);
  const { accountOfKey, getCaller } = await import("#shared/aws/inspect/sts.ts");
  const { lookupRecords } = await import("#shared/aws/inspect/cloudtrail.ts");
  const { userOfKey } = await import("#shared/aws/inspect/iam.ts");
  const { deployedLookups } = await import("#shared/aws/inspect/lookups.ts");
  const { deployedSessions } = await import("#shared/aws/inspect/ledger.ts");
  const caller = await getCaller({ region });
  const now = new Date().toISOString();
  return {
    ...{ caller, now },
    ledger: isDeployed
      ? {
          sessions: deployedLookups({ region }, settings, caller.account, now),
          issue: deployedSessions({ region }).issue,
        }
      : undefined,
    records: (value, where) => lookupRecords({ key: "ResourceName", value, most: 50 }, { region: where }),
    userOfKey: (id) => userOfKey(id, { region }),
    accountOfKey: (id) => accountOfKey(id, { region }),
  };
};
