import { BadInput } from "../model/errors.ts";
import { type Tags, tagLimits, tagMap } from "../model/tags.ts";
import { isTeamRole, names } from "../names.ts";
import { quoted } from "../settings/words.ts";
import type { RoleWanted } from "./model.ts";
import { checkedName } from "./session-name.ts";

/** What the directory says of the caller. */
export interface Told {
  arn: string;
  /** Absent: nobody of the directory. */
  person: string | undefined;
  tags: Tags;
}

interface Options {
  sessionName: string;
  /** What only the role is asked for that is lent, the last. */
  lent: Partial<RoleWanted>;
  furtherTags: Tags;
  /** The directory's tags go to the last role too, whoever built it. */
  isTagged: boolean;
  /** The first is taken by an assertion, which says what its session is called and has. */
  signedIn?: { sessionName: string; transitiveKeys: readonly string[] } | undefined;
}

/** A role that we built for the people of a team: its trust wants to know who they are. */
const isBuiltForTeam = (arn: string): boolean => {
  const [, name] = arn.split(`:role${names.studioPath}`);
  return name !== undefined && isTeamRole(name);
};

/** What STS is asked for, in this order. Team roles get tags and source identity by themselves. Throws BadInput. */
export const wantedRoles = (
  arns: readonly string[],
  { sessionName, lent, furtherTags, isTagged, signedIn }: Options,
  told: Told | undefined,
): readonly RoleWanted[] => {
  const inherited = new Set<string>(signedIn?.transitiveKeys);
  const wanted = (roleArn: string, isLent: boolean): RoleWanted => {
    const isTeams = isBuiltForTeam(roleArn);
    const known = tagsFor(isTeams ? "--role" : isLent && isTagged ? "--tags" : undefined, told);
    // STS refuses a key that the session before hands on by itself.
    const all = Object.entries({ ...(isLent && furtherTags), ...known }).filter(([key]) => !inherited.has(key));
    const transitiveKeys = all.flatMap(([key]) => (Object.hasOwn(known, key) ? key : []));
    for (const key of transitiveKeys) inherited.add(key);
    return {
      ...{ roleArn, sessionName, ...(isLent && lent) },
      ...(isTeams && { sourceIdentity: checkedName(told?.person ?? "", "the person's id, as source identity") }),
      ...(all.length > 0 && { tags: counted(tagMap(all)) }),
      ...(transitiveKeys.length > 0 && { transitiveKeys }),
    };
  };
  const [first, ...rest] = arns;
  if (signedIn === undefined || first === undefined)
    return arns.map((arn, index) => wanted(arn, index === arns.length - 1));
  const byAssertion = { roleArn: first, sessionName: signedIn.sessionName, ...(rest.length === 0 && lent) };
  return [byAssertion, ...rest.map((arn, index) => wanted(arn, index === rest.length - 1))];
};

const tagsFor = (why: string | undefined, told: Told | undefined): Tags => {
  if (why === undefined) return {};
  if (told?.person !== undefined) return told.tags;
  throw new BadInput(
    `${why}: ${quoted(told?.arn ?? "")} is nobody of the directory; allowed: somebody of people, by iamUser or by the name that Identity Center or SAML gives the session`,
  );
};

const counted = (tags: Tags): Tags => {
  const count = Object.keys(tags).length;
  if (count <= tagLimits.count) return tags;
  throw new BadInput(`--tag: ${count} tags with the directory's; allowed: at most ${tagLimits.count}`);
};
