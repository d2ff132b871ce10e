import type { Finding } from "../../model/finding.ts";
import { inDirectory } from "../../model/settings.ts";
import type { Tags } from "../../model/tags.ts";
import { executionRole, isNoTeam, names, studioRole } from "../../names.ts";
import { quoted } from "../../settings/words.ts";
import { arnUnder, type Ground, type LiveRole, type LiveState } from "../model.ts";
import { driftAt } from "./drifts.ts";

/** Of the teams' roles: their tag decides the team of every session, and a team may pass what lies under its path. */
export const roleDrift = ({ roles, studio }: LiveState, ground: Ground): readonly Finding[] =>
  roles === undefined ? [] : [...roles.flatMap((role) => ofRole(role, ground)), ...missing(roles, studio, ground)];

const ofRole = (role: LiveRole, ground: Ground): readonly Finding[] => {
  const { arn } = role;
  const isExecution = role.path.startsWith(names.executionPath);
  const tagged = tagOf(role.tags, ground.keys.team);
  const team = teamByName(role) ?? tagged;
  if (team === undefined) return [];
  if (inDirectory(ground.settings.teams, team) === undefined) {
    return [driftAt("role-of-no-team", arn, `${quoted(team)} is no team of the directory`)];
  }
  const key = quoted(ground.keys.team);
  return [
    ...(tagged === undefined
      ? [driftAt("role-tag-missing", arn, `it has no tag ${key}, or two; it is ${team}'s`)]
      : []),
    ...(tagged !== undefined && tagged !== team
      ? [driftAt("role-tag-wrong", arn, `it has ${key} = ${quoted(tagged)}, and is ${team}'s`)]
      : []),
    ...(isExecution && role.boundary === undefined
      ? [driftAt("role-boundary-missing", arn, "it has no permissions boundary")]
      : []),
  ];
};

/** By its path, or by the name that the stack gives; undefined: it may be anybody's, as the administrators'. */
const teamByName = ({ name, path }: LiveRole): string | undefined => {
  if (path.startsWith(names.executionPath)) return path.slice(names.executionPath.length).split("/")[0] || undefined;
  const prefix = studioRole("").name;
  const rest = name.startsWith(prefix) ? name.slice(prefix.length) : undefined;
  return rest === undefined || isNoTeam(rest) ? undefined : rest;
};

/** IAM minds no case in tag keys. Two spellings are none: nobody can say which counts. */
const tagOf = (tags: Tags, wanted: string): string | undefined => {
  const [key, ...more] = Object.keys(tags).filter((one) => one.toLowerCase() === wanted.toLowerCase());
  return key === undefined || more.length > 0 ? undefined : tags[key];
};

/** Only where the account has any of that sort: people may come another way, and Studio may not be used. */
const missing = (roles: readonly LiveRole[], studio: LiveState["studio"], ground: Ground): readonly Finding[] => {
  const wanted = [
    ...(roles.some(({ path }) => path === names.studioPath) ? [studioRole] : []),
    ...((studio?.domains.length ?? 0) > 0 ? [executionRole] : []),
  ];
  const live = new Set(roles.map(({ arn }) => arn));
  return Object.keys(ground.settings.teams)
    .flatMap((team) => wanted.map((roleOf) => ({ team, ...roleOf(team) })))
    .map(({ team, path, name }) => ({ team, arn: arnUnder(ground, "iam", `role${path}${name}`) }))
    .filter(({ arn }) => !live.has(arn))
    .map(({ team, arn }) => driftAt("role-missing", arn, `${quoted(team)} has no such role`));
};
