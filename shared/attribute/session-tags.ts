import type { IssuedSession } from "../model/activity.ts";
import { type Conflict, type OwnerTag, ownerTags } from "../model/owner.ts";
import { isSamePrincipalKey } from "../model/tag-keys.ts";
import type { Tags } from "../model/tags.ts";
import { identityCenterWitnesses, type Witness } from "./identities.ts";
import { believed, doubted, isInDirectory, principalTag, shown } from "./owner-tags.ts";
import type { Claim, Found, Resolver, Seen } from "./resolver.ts";
import type { Chain } from "./session-chain.ts";
import { sourceIdentityWitness } from "./source-identity.ts";

/**
 * The session ledger: session tags, the transitive tags of the sessions before it, and the people whom AWS authenticated
 * on the way (SAML subject, IAM user, Identity Center user).
 *
 * What it trusts: STS, which passes tags on only where the role's trust policy allows TagSession; and that a transitive
 * tag cannot be set again in a chain (STS refuses). A tag of AssumeRole or GetFederationToken is what the caller asked
 * for: where AWS authenticated that caller as somebody of the directory, or else the source identity names somebody's
 * profile, it is a claim and that person is the owner. In
 * AssumeRoleWithSAML and WithWebIdentity the provider asserts the tags and the subject; where they differ, nobody is.
 * Tags that were not transitive do not pass to the next session. They prove nothing there, but they contradict.
 *
 * What it cannot see: who stands behind a role that may tag its sessions as it likes, e.g. a broker.
 */
export const sessionTags: Resolver = {
  id: "session-tags",
  proves: ownerTags,
  of: "principal",
  resolve: async (seen) => {
    const chain = await seen.chain();
    const [session] = chain.sessions;
    if (session === undefined) return {};
    const { tags, conflicts } = effectiveTags(chain, seen);
    if (chain.doubt !== undefined) return doubted(tags, chain.doubt);
    const chained = await seen.authenticated();
    const own = identityCenterWitnesses(seen.recorded.principal, seen);
    const bySource = chained.length + own.length === 0 ? await sourceOf(tags, chain, seen) : [];
    const [witness, ...others] = [...chained, ...own, ...bySource];
    const judged = witness === undefined ? byTags(tags, chain, seen) : byWitness(tags, witness, others, seen);
    const isLeftToOthers = own.length + bySource.length > 0 && !tags.some(({ tag }) => tag === "studiouserid");
    const { studiouserid: _, ...rest } = judged;
    const found = isLeftToOthers ? rest : judged;
    return { ...found, conflicts: [...conflicts, ...(found.conflicts ?? [])] };
  },
};

/** One of the owner's tags, and what the account calls it. */
interface Sought {
  tag: OwnerTag;
  key: string;
}

interface SessionTag extends Claim {
  /** The caller of STS chose it; no identity provider asserted it. */
  isAsked: boolean;
}

/** The tags that the principal's session has: inherited ones first, which the session's own cannot replace. */
const effectiveTags = (
  { sessions }: Chain,
  { keys }: Seen,
): { tags: readonly SessionTag[]; conflicts: readonly Conflict[] } => {
  const [session, ...before] = sessions;
  const pairs = ownerTags.map((tag) => {
    const sought = { tag, key: keys[tag] };
    return { inherited: session && passedOn(session, before, sought), own: session && ownTag(session, sought) };
  });
  return {
    tags: pairs.flatMap(({ inherited, own }) => inherited ?? own ?? []),
    conflicts: pairs.flatMap(({ inherited, own }) =>
      inherited && own && inherited.value !== own.value ? [against(own, inherited.value, inherited.field)] : [],
    ),
  };
};

const named = (tags: Tags, { tag, key }: Sought, place: string, isAsked: boolean): SessionTag | undefined => {
  const found = principalTag(tags, key);
  return found && { tag, value: found.value, field: `${place}.${found.key}`, isAsked };
};

const inheritedTag = ({ operation, inheritedTags }: IssuedSession, sought: Sought): SessionTag | undefined =>
  named(inheritedTags, sought, `${operation}: requestParameters.incomingTransitiveTags`, false);

const isAskedFor = ({ operation }: IssuedSession): boolean =>
  operation === "AssumeRole" || operation === "GetFederationToken";

const ownTag = (session: IssuedSession, sought: Sought): SessionTag | undefined => {
  const place = isAskedFor(session) ? "requestParameters.tags" : "requestParameters.principalTags";
  return named(session.tags, sought, `${session.operation}: ${place}`, isAskedFor(session));
};

/** What AWS says was passed on; the earlier session that set it, where known, tells how it came about. */
const passedOn = (session: IssuedSession, before: readonly IssuedSession[], sought: Sought): SessionTag | undefined => {
  const told = inheritedTag(session, sought);
  const origin = transitiveTag(before, sought);
  return told === undefined || told.value === origin?.value ? origin : told;
};

/** What the earlier sessions passed on. The first to set a transitive tag set it for good. */
const transitiveTag = (before: readonly IssuedSession[], sought: Sought): SessionTag | undefined => {
  for (const session of before.toReversed()) {
    const isTransitive = session.transitiveKeys.some((key) => isSamePrincipalKey(key, sought.key));
    const passed = inheritedTag(session, sought) ?? (isTransitive ? ownTag(session, sought) : undefined);
    if (passed) return { ...passed, field: `${passed.field}, transitive` };
  }
  return undefined;
};

/** The people of the directory whom the earlier sessions' own tags name. */
const earlierPeople = ({ sessions }: Chain, { directory, keys }: Seen): readonly SessionTag[] =>
  sessions
    .slice(1)
    .flatMap((session) => ownTag(session, { tag: "studiouserid", key: keys.studiouserid }) ?? [])
    .filter(({ value }) => directory.isPerson(value));

const personOf = (tags: readonly SessionTag[]): SessionTag | undefined =>
  tags.find(({ tag }) => tag === "studiouserid");

/** AWS knows nobody behind the session: its tags are the proof, unless an earlier session was somebody else's. */
const byTags = (tags: readonly SessionTag[], chain: Chain, seen: Seen): Found => {
  const person = personOf(tags);
  const other = earlierPeople(chain, seen).find(({ value }) => value !== person?.value);
  if (!person || !other) return believed(tags, seen.directory, "proven");
  return { excluded: true, conflicts: [against(person, null, `${other.field} of the session that asked for it`)] };
};

/**
 * The source identity stays through a chain, while tags that are asked for are chosen anew: it is a witness against them.
 * After it come the people of earlier sessions' tags, except those chosen in the same way, which contradict nothing.
 */
const sourceOf = async (tags: readonly SessionTag[], chain: Chain, seen: Seen): Promise<readonly Witness[]> => {
  if (!tags.some(({ isAsked }) => isAsked)) return [];
  const witness = await sourceIdentityWitness(seen);
  if (witness === undefined) return [];
  const isOther = ({ isAsked, value }: SessionTag): boolean => !isAsked || value !== personOf(tags)?.value;
  const earlier = earlierPeople(chain, seen).filter(isOther);
  return [witness, ...earlier.map(({ value, field }) => ({ person: value, field }))];
};

/** AWS knows the person behind the session: what the tags say besides is a claim, or excludes that person. */
const byWitness = (
  tags: readonly SessionTag[],
  witness: Witness,
  others: readonly Witness[],
  { directory }: Seen,
): Found => {
  const second = others.find(({ person }) => person !== witness.person);
  if (second) {
    const claim: Claim = { tag: "studiouserid", value: second.person, field: second.field };
    return { excluded: true, conflicts: [against(claim, null, witness.field)] };
  }
  const truth = { studiouserid: witness.person, team: directory.teamOf(witness.person) };
  const isWrong = (tag: SessionTag): boolean =>
    truth[tag.tag] !== undefined && tag.value !== truth[tag.tag] && (tag.isAsked || isInDirectory(directory, tag));
  const wrong = tags.filter(isWrong);
  const conflicts = wrong.map((claim) =>
    against(claim, claim.isAsked ? (truth[claim.tag] ?? null) : null, witness.field),
  );
  if (wrong.some(({ isAsked }) => !isAsked)) return { excluded: true, conflicts };
  const right = tags.filter((claim) => !wrong.includes(claim));
  const proof = { value: witness.person, field: witness.field, strength: "proven" } as const;
  return { studiouserid: proof, ...believed(right, directory, "proven"), conflicts };
};

const against = ({ tag, value, field }: Claim, proven: string | null, provenIn: string): Conflict => ({
  tag,
  claimed: shown(value),
  claimedIn: field,
  proven,
  provenIn,
});
