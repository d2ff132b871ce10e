import type { Recorded } from "../model/activity.ts";
import { identityCenterWitnesses, type Witness } from "./identities.ts";
import { sageMakerResource } from "./inputs.ts";
import type { StudioIdentity } from "./lookups.ts";
import { believed, doubted, principalTag, resourceClaims, shown } from "./owner-tags.ts";
import type { Claim, Found, Seen } from "./resolver.ts";

/** How a user profile or a space came to be named: by the service itself, or in a tag that the caller can write. */
export interface Naming {
  field: string;
  by: "service" | "caller";
}

/**
 * The owner tags of a user profile or a space, under the conditions that tie the session to it: same account and region, the
 * session's role is its execution role, and nobody else is known to have asked for the session. A tag that the caller can
 * write names a person only where the role is known to be its own: with a shared role everybody could name everybody.
 */
export const studioProof = async (identity: StudioIdentity, naming: Naming, seen: Seen): Promise<Found> => {
  const claims = claimsOf(identity, naming, seen);
  const doubt = await doubtOf(identity, naming, seen);
  if (doubt !== undefined) return doubted(claims, doubt);
  const person = claims.find(({ tag }) => tag === "studiouserid");
  const other = (await everybody(seen)).find((witness) => person !== undefined && witness.person !== person.value);
  if (!person || !other) return believed(claims, seen.directory, "proven");
  const conflict = {
    tag: person.tag,
    claimed: shown(person.value),
    claimedIn: person.field,
    proven: other.proves ? other.person : null,
    provenIn: other.field,
  };
  return { conflicts: [conflict] };
};

/** The person of the tags under the same conditions, whatever the tags of the session say. */
export const studioWitness = async (
  identity: StudioIdentity,
  naming: Naming,
  seen: Seen,
): Promise<Witness | undefined> => {
  const person = claimsOf(identity, naming, seen).find(({ tag }) => tag === "studiouserid");
  if (person === undefined || !seen.directory.isPerson(person.value)) return undefined;
  const doubt = await doubtOf(identity, naming, seen);
  return doubt === undefined ? { person: person.value, field: person.field } : undefined;
};

const claimsOf = ({ tags, arn }: StudioIdentity, { field }: Naming, { keys }: Seen): readonly Claim[] =>
  resourceClaims(tags, keys, (key) => `${field}: tag ${key} of ${arn}`);

const doubtOf = async (identity: StudioIdentity, { by }: Naming, seen: Seen): Promise<string | undefined> => {
  const { recorded } = seen;
  const roleArn = recorded.principal.session?.roleArn;
  if (!isStudioArn(identity.arn, recorded)) return "it is not of this account and region";
  if (roleArn === undefined || recorded.principal.type !== "AssumedRole" || identity.executionRole !== roleArn)
    return "its execution role is not the session's role";
  if (by === "caller" && identity.roleIsOwn !== true)
    return "its execution role is not known to be its own, so that others could name it";
  return (await seen.chain()).doubt;
};

export const isStudioArn = (arn: string, place: Recorded): boolean =>
  /^(user-profile|space)\/[\w-]+\/[\w-]+$/.test(sageMakerResource(arn, place) ?? "");

/**
 * Everybody who is known to stand behind the session: those whom AWS authenticated, and those of the session tags of
 * earlier sessions, which prove nothing any more but contradict.
 */
const everybody = async (seen: Seen): Promise<readonly (Witness & { proves: boolean })[]> => {
  const { sessions } = await seen.chain();
  const authenticated = [...(await seen.authenticated()), ...identityCenterWitnesses(seen.recorded.principal, seen)];
  const tagged = sessions.flatMap(({ tags, inheritedTags, operation }) =>
    [tags, inheritedTags].flatMap((map) => {
      const found = principalTag(map, seen.keys.studiouserid);
      if (!found || !seen.directory.isPerson(found.value)) return [];
      return [{ person: found.value, field: `session tag ${found.key} of ${operation}`, proves: false }];
    }),
  );
  return [...authenticated.map((witness) => ({ ...witness, proves: true })), ...tagged];
};
