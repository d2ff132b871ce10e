import type { Principal, Recorded } from "../model/activity.ts";
import { ownerTags } from "../model/owner.ts";
import { accountOf, isUserName, roleResource } from "./inputs.ts";
import { believed, principalTag } from "./owner-tags.ts";
import type { Claim, Found, Seen } from "./resolver.ts";
import type { Chain } from "./session-chain.ts";

type Place = Pick<Recorded, "account" | "partition">;
/** Of what a resolver is shown, what these questions need. */
type Asked = Pick<Seen, "recorded" | "keys" | "directory" | "lookups">;

/** A person of the directory, and the field that says so. */
export interface Witness {
  person: string;
  field: string;
}

/** IAM lets nobody create roles under this path: only Identity Center does. The name alone could be anybody's role. */
const identityCenterRole = /^role\/aws-reserved\/sso\.amazonaws\.com\/([a-z0-9-]+\/)?AWSReservedSSO_[\w+=,.@-]+$/;

export const isIdentityCenterRole = (roleArn: string | undefined, place: Place): boolean =>
  identityCenterRole.test(roleResource(roleArn, place) ?? "");

/** The Identity Center users that this principal is: by `onBehalfOf`, and by the session name of Identity Center's own roles. */
export const identityCenterWitnesses = (principal: Principal, { recorded, directory }: Asked): readonly Witness[] => {
  const userId = principal.onBehalfOf?.userId;
  const byUserId = userId === undefined ? undefined : directory.byIdentityStoreUserId(userId);
  const { roleArn, name } = principal.session ?? {};
  const isUser = principal.type === "AssumedRole" && isIdentityCenterRole(roleArn, recorded);
  const byName = isUser && name !== undefined ? directory.byUserName(name) : undefined;
  return [
    ...(byUserId === undefined ? [] : [{ person: byUserId, field: "userIdentity.onBehalfOf.userId" }]),
    ...(byName === undefined ? [] : [{ person: byName, field: "session name of an Identity Center role" }]),
  ];
};

/** An IAM user of the record's own account: the directory's `iamUser`, else the user's own tags (one call). */
export const iamUserProof = async (principal: Principal, seen: Asked): Promise<Found> => {
  const { userName, type } = principal;
  if (type !== "IAMUser" || userName === undefined || accountOf(principal) !== seen.recorded.account) return {};
  const person = seen.directory.byIamUser(userName);
  if (person !== undefined)
    return { studiouserid: { value: person, field: "userIdentity.userName", strength: "proven" } };
  if (!isUserName(userName)) return {};
  const tags = await seen.lookups.userTags(userName);
  const claims = ownerTags.flatMap((tag): Claim[] => {
    const found = principalTag(tags, seen.keys[tag]);
    return found === undefined ? [] : [{ tag, value: found.value, field: `tag ${found.key} of IAM user ${userName}` }];
  });
  return believed(claims, seen.directory, "proven");
};

/**
 * The people whom AWS authenticated on the way to the principal's session: the subject of a SAML assertion, an IAM user, or
 * an Identity Center user who asked for one of the sessions. The subject of a web identity is not among them: any provider
 * that the account trusts chooses its own names.
 */
export const authenticatedIn = async ({ sessions }: Chain, seen: Asked): Promise<readonly Witness[]> => {
  const witnesses: Witness[] = [];
  for (const { operation, subject, issuedTo } of sessions) {
    const isSaml = operation === "AssumeRoleWithSAML" && subject !== undefined;
    const bySubject = isSaml ? seen.directory.bySamlSubject(subject) : undefined;
    if (bySubject !== undefined) witnesses.push({ person: bySubject, field: `${operation}: responseElements.subject` });
    const { studiouserid: user } = await iamUserProof(issuedTo, seen);
    const askers = identityCenterWitnesses(issuedTo, seen);
    if (user) witnesses.push({ person: user.value, field: `${operation}: ${user.field}` });
    witnesses.push(...askers.map(({ person, field }) => ({ person, field: `${operation}: ${field}` })));
  }
  return witnesses;
};
