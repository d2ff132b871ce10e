import { classify } from "../act/classify.ts";
import type { Lineage, Lookups, RecordedOwner, StudioIdentity } from "../attribute/lookups.ts";
import type { Ledger } from "../edges.ts";
import { parseArn } from "../model/arn.ts";
import { RetryLater } from "../model/errors.ts";
import type { Answer, Owner } from "../model/owner.ts";
import { type TagKeys, tagsOfOwner } from "../model/tag-keys.ts";
import { type Tags, tagMap } from "../model/tags.ts";
import { secondsBetween } from "../model/time.ts";
import type { RetryIn } from "./patient-table.ts";
import type { SessionStore } from "./sessions.ts";

/** What the lookups ask AWS. Each is narrow; errors come as the SDK throws them. */
export interface Reads {
  listTags(arn: string): Promise<Tags>;
  userTags(userName: string): Promise<Tags>;
  roleTags(roleName: string): Promise<Tags>;
  describeLineage(arn: string): Promise<Lineage | undefined>;
}

export type UntaggedIdentity = Omit<StudioIdentity, "tags">;

/** Studio's people, looked up through the cache: without their tags, which somebody may change at any time. */
export interface StudioReads {
  profilesNamed(name: string, region: string): Promise<readonly UntaggedIdentity[]>;
  studioIdentity(arn: string): Promise<UntaggedIdentity | undefined>;
}

interface Sources {
  reads: Reads;
  studio: StudioReads;
  ledger: Pick<Ledger, "creations">;
  sessions: Pick<SessionStore, "sessionByKey" | "sessionByRole">;
  /** Ours: a role of this name in another account is another role. */
  account: string;
  keys: TagKeys;
  retryIn: RetryIn;
  /** ISO 8601 */
  now(): string;
}

/** Seconds that the STS record of a session may arrive after the record of a call made with it: both come the same way. */
const recordWindow = 120;

/**
 * Answers `otherwise` for what is not there or cannot carry tags. Everything else becomes `RetryLater`: an owner must
 * not turn into nobody because we could not look.
 */
const asking =
  (retryIn: RetryIn) =>
  async <T>(what: string, otherwise: T, call: () => Promise<T>): Promise<T> => {
    try {
      return await call();
    } catch (error) {
      if (error instanceof RetryLater) throw error;
      const { kind, reason } = classify(error);
      if (kind === "gone" || kind === "not-taggable") return otherwise;
      const seconds = kind === "transient" ? retryIn() : Math.max(60, retryIn());
      throw new RetryLater(`${what}: ${reason}`, seconds, { cause: error });
    }
  };

const none = tagMap([]);

export const liveLookups = ({ reads, studio, ledger, sessions, account, keys, retryIn, now }: Sources): Lookups => {
  const asked = asking(retryIn);
  const tagsOf: Lookups["tagsOf"] = (arn) => asked("ListTags", none, () => reads.listTags(arn));

  const lineage: Lookups["lineage"] = ({ arn }) =>
    asked("the Describe of its maker", undefined, () => reads.describeLineage(arn));

  const { studioIdentity, profilesNamed } = ownedStudio({ studio, ledger, keys, tagsOf, asked });

  /** A pipeline's execution carries no tags; whoever started it is known to Studio. */
  const tagsOfMaker = async (arn: string): Promise<Tags> => {
    const { createdByProfile } = (await lineage({ arn, kind: "PipelineExecution" })) ?? {};
    return createdByProfile ? ((await studioIdentity(createdByProfile))?.tags ?? none) : none;
  };

  /**
   * The ledger's word only. The tags of a parent that is not in the ledger are whatever somebody wrote there: nobody put
   * them right, and a child that took its owner from them would be whoever the caller chose.
   */
  const recordedOwner: Lookups["recordedOwner"] = async (arn) => {
    const [newest] = await ledger.creations(arn);
    if (newest) return { arn, owner: newest.owner };
    const isExecution = parseArn(arn)?.resource.split("/")[2] === "execution";
    return isExecution ? ownerByTags(arn, await tagsOfMaker(arn), keys) : undefined;
  };

  return {
    tagsOf,
    lineage,
    studioIdentity,
    recordedOwner,
    sessionByKey: sessions.sessionByKey,
    sessionByRole: sessions.sessionByRole,
    profilesNamed,
    recordsMayBeLate: (at) => secondsBetween(at, now()) < recordWindow,
    userTags: (userName) => asked("ListUserTags", none, () => reads.userTags(userName)),
    roleTags: async (roleArn) => {
      const role = ownRole(roleArn, account);
      return role === undefined ? none : asked("ListRoleTags", none, () => reads.roleTags(role));
    },
  };
};

/** Studio's profiles and spaces with the tags of their owners. */
const ownedStudio = ({
  studio,
  ledger,
  keys,
  tagsOf,
  asked,
}: Pick<Sources, "studio" | "ledger" | "keys"> & Pick<Lookups, "tagsOf"> & { asked: ReturnType<typeof asking> }) => {
  /**
   * The recorded owner is the truth, nobody included: whoever may tag a profile could be anybody otherwise. The guard puts
   * its tags back. Only what the ledger never saw made is what its tags say.
   */
  const ownerTagsOf = async (arn: string): Promise<Tags> => {
    const [newest] = await ledger.creations(arn);
    return newest ? tagsOfOwner(newest.owner, keys) : tagsOf(arn);
  };

  const studioIdentity: Lookups["studioIdentity"] = async (arn) => {
    const found = await asked("the Studio profile", undefined, () => studio.studioIdentity(arn));
    return found && { ...found, tags: await ownerTagsOf(found.arn) };
  };

  /** Several of one name prove nobody: their tags are not worth a call each. */
  const profilesNamed: Lookups["profilesNamed"] = async (name, region) => {
    const found = await asked("the Studio profiles", [], () => studio.profilesNamed(name, region));
    const [only] = found;
    const tags = only && found.length === 1 ? await ownerTagsOf(only.arn) : none;
    return found.map((profile) => ({ ...profile, tags }));
  };
  return { studioIdentity, profilesNamed };
};

const ownRole = (roleArn: string, account: string): string | undefined => {
  const arn = parseArn(roleArn);
  if (arn?.service !== "iam" || arn.account !== account || !arn.resource.startsWith("role/")) return undefined;
  return arn.resource.split("/").at(-1);
};

/** The owner of an execution: the owner of the profile that started it, as Studio tells. */
const ownerByTags = (arn: string, tags: Tags, keys: TagKeys): RecordedOwner | undefined => {
  const answer = (key: string): Answer | null => {
    const value = tags[key];
    if (value === undefined || value === "") return null;
    return { value, evidence: { resolver: "lineage", field: `tag ${key} of ${arn}`, strength: "derived" } };
  };
  const owner: Owner = { team: answer(keys.team), studiouserid: answer(keys.studiouserid) };
  return owner.team || owner.studiouserid ? { arn, owner } : undefined;
};
