import type { Lookups, RecordedOwner, StudioIdentity } from "#shared/attribute/lookups.ts";
import type { Creation, IssuedSession, Retag } from "#shared/model/activity.ts";
import { parseArn } from "#shared/model/arn.ts";
import { nobody, type Owner } from "#shared/model/owner.ts";
import { type TagKeys, tagsOfOwner } from "#shared/model/tag-keys.ts";
import { type Tags, tagMap } from "#shared/model/tags.ts";
import { epochOf } from "#shared/model/time.ts";
import { theOnly } from "#shared/record/sessions.ts";

/** What the files have told so far, as the resolvers ask for it. Offline: what no file tells is not known. */
export interface Knowledge {
  /** Lookups of one account, as a deployed Sagewarden of that account would answer them. */
  of(account: string): Lookups;
  learnCreation(creation: Creation, owner: Owner): void;
  learnRetag(retag: Retag): void;
}

/** `domain/d-1`, `user-profile/d-1/alice`, `space/d-1/shared` in one account and region. */
interface Place {
  domain: string;
  name: string | undefined;
  region: string;
  account: string;
}

interface Identity extends Place {
  executionRole: string | undefined;
}

/** What no CloudTrail file tells. */
const notInFiles = {
  recordsMayBeLate: () => false,
  userTags: async () => tagMap([]),
  roleTags: async () => tagMap([]),
  lineage: async () => undefined,
};

export const knowledgeOf = (sessions: readonly IssuedSession[], keys: TagKeys): Knowledge => {
  const issued = sessionsOf(sessions);
  const tags = new Map<string, Tags>();
  const owners = new Map<string, RecordedOwner>();
  const domainRoles = new Map<string, string>();
  const identities = new Map<string, Identity>();

  /** The proven owner's, whatever is tagged later. Where the files prove no owner: the tags that they tell. */
  const ownerTagsOf = (arn: string): Tags => {
    const proven = tagsOfOwner(owners.get(arn)?.owner ?? nobody, keys);
    return Object.keys(proven).length > 0 ? proven : (tags.get(arn) ?? tagMap([]));
  };
  const identity = (arn: string): StudioIdentity | undefined => {
    const known = identities.get(arn);
    if (known === undefined) return undefined;
    const executionRole = known.executionRole ?? domainRoles.get(domainKey(known));
    return { arn, tags: ownerTagsOf(arn), executionRole, roleIsOwn: known.executionRole !== undefined };
  };
  const profiles = (name: string, region: string, account: string): StudioIdentity[] =>
    [...identities].flatMap(([arn, known]) => {
      const isWanted = known.name === name && known.region === region && known.account === account;
      return isWanted && isProfile(arn) ? (identity(arn) ?? []) : [];
    });

  return {
    of: (account) => ({
      ...issued,
      ...notInFiles,
      profilesNamed: async (name, region) => profiles(name, region, account),
      studioIdentity: async (arn) => identity(arn),
      recordedOwner: async (arn) => owners.get(arn),
      tagsOf: async (arn) => tags.get(arn) ?? tagMap([]),
    }),
    learnCreation: ({ resource: { arn, kind }, requestTags, executionRole }, owner) => {
      tags.set(arn, requestTags);
      owners.set(arn, { arn, owner });
      const place = placeOf(arn);
      if (place === undefined) return;
      if (kind === "Domain" && executionRole !== undefined) domainRoles.set(domainKey(place), executionRole);
      if (kind === "UserProfile" || kind === "Space") identities.set(arn, { ...place, executionRole });
    },
    learnRetag: ({ resource: { arn }, added, removed }) => {
      const kept = Object.entries(tags.get(arn) ?? {}).filter(([key]) => !removed.includes(key));
      tags.set(arn, tagMap([...kept, ...Object.entries(added)]));
    },
  };
};

const sessionsOf = (sessions: readonly IssuedSession[]): Pick<Lookups, "sessionByKey" | "sessionByRole"> => {
  const byKey = new Map(sessions.map((session) => [session.accessKeyId, session]));
  const byRole = Map.groupBy(sessions, ({ roleId, name, issuedAt }) => roleKey(roleId, name, issuedAt));
  return {
    sessionByKey: async (accessKeyId) => byKey.get(accessKeyId),
    sessionByRole: async (roleId, name, createdAt) => theOnly(byRole.get(roleKey(roleId, name, createdAt)) ?? []),
  };
};

/** Role id, session name and the second of creation stay the same when Identity Center changes the key. */
const roleKey = (roleId: string | undefined, name: string | undefined, at: string): string =>
  JSON.stringify([roleId, name, Math.floor((epochOf(at) ?? 0) / 1000)]);

const isProfile = (arn: string): boolean => parseArn(arn)?.resource.startsWith("user-profile/") ?? false;

const placeOf = (arn: string): Place | undefined => {
  const parsed = parseArn(arn);
  const [, domain, name] = parsed?.resource.split("/") ?? [];
  return parsed && domain ? { domain, name, region: parsed.region, account: parsed.account } : undefined;
};

const domainKey = ({ account, region, domain }: Place): string => JSON.stringify([account, region, domain]);
