import { isolatesByProject, type Unit, unitName, unitsOf } from "../../access/units.ts";
import type { Finding } from "../../model/finding.ts";
import { inDirectory } from "../../model/settings.ts";
import type { Tags } from "../../model/tags.ts";
import { executionRole, isNoTeam, names, studioRole } from "../../names.ts";
import { quoted } from "../../settings/words.ts";
import { arnUnder, type Ground, type LiveRole, type LiveState } from "../model.ts";
import { driftAt } from "./drifts.ts";

/** Of the roles of teams and of their projects: their tag decides the team of every session, and a team may pass what lies under its path. */
export const roleDrift = ({ roles, studio }: LiveState, ground: Ground): readonly Finding[] =>
  roles === undefined ? [] : [...roles.flatMap((role) => ofRole(role, ground)), ...missing(roles, studio, ground)];

const ofRole = (role: LiveRole, ground: Ground): readonly Finding[] => {
  const { arn, tags, path } = role;
  const { settings, keys } = ground;
  const { team, project } = byName(role, settings) ?? {
    team: tagOf(tags, keys.team),
    project: tagOf(tags, keys.project),
  };
  if (team === undefined) return [];
  if (inDirectory(settings.teams, team) === undefined) {
    return [driftAt("role-of-no-team", arn, `${quoted(team)} is no team of the directory`)];
  }
  const isProjects = isolatesByProject(settings);
  if (isProjects && !unitsOf(settings).some((unit) => unit.team === team && unit.project === project)) {
    const what = project === undefined ? `${quoted(team)} as a whole` : `${quoted(project)} of ${quoted(team)}`;
    return [driftAt("role-of-no-team", arn, `${what} is no project of the settings`)];
  }
  return [
    ...ofTag(role, keys.team, team),
    ...(isProjects && project !== undefined ? ofTag(role, keys.project, project) : []),
    ...(path.startsWith(names.executionPath) && role.boundary === undefined
      ? [driftAt("role-boundary-missing", arn, "it has no permissions boundary")]
      : []),
  ];
};

const ofTag = ({ arn, tags }: LiveRole, key: string, wanted: string): readonly Finding[] => {
  const tagged = tagOf(tags, key);
  if (tagged === wanted) return [];
  return [
    tagged === undefined
      ? driftAt("role-tag-missing", arn, `it has no tag ${quoted(key)}, or two; it is ${wanted}'s`)
      : driftAt("role-tag-wrong", arn, `it has ${quoted(key)} = ${quoted(tagged)}, and is ${wanted}'s`),
  ];
};

/** By its path, or by the name that the stack gives; undefined: it may be anybody's, as the administrators'. */
const byName = ({ name, path }: LiveRole, settings: Ground["settings"]): Pick<Unit, "team" | "project"> | undefined => {
  if (path.startsWith(names.executionPath)) {
    const [team = "", project = ""] = path.slice(names.executionPath.length).split("/");
    return team === "" ? undefined : { team, project: project || undefined };
  }
  const prefix = studioRole("").name;
  const rest = name.startsWith(prefix) ? name.slice(prefix.length) : undefined;
  if (rest === undefined || isNoTeam(rest)) return undefined;
  return unitsOf(settings).find((unit) => unitName(unit) === rest) ?? { team: rest, project: undefined };
};

/** IAM minds no case in tag keys. Two spellings are none: nobody can say which counts. */
const tagOf = (tags: Tags, wanted: string): string | undefined => {
  const [key, ...more] = Object.keys(tags).filter((one) => one.toLowerCase() === wanted.toLowerCase());
  return key === undefined || more.length > 0 ? undefined : tags[key];
};

/** Only where the account has any of that sort: people may come another way, and Studio may not be used. */
const missing = (roles: readonly LiveRole[], studio: LiveState["studio"], ground: Ground): readonly Finding[] => {
  const wanted = [
    ...(roles.some(({ path }) => path === names.studioPath) ? [(unit: Unit) => studioRole(unitName(unit))] : []),
    ...((studio?.domains.length ?? 0) > 0 ? [({ team, project }: Unit) => executionRole(team, project)] : []),
  ];
  const live = new Set(roles.map(({ arn }) => arn));
  return unitsOf(ground.settings)
    .flatMap((unit) => wanted.map((roleOf) => ({ of: unitName(unit), ...roleOf(unit) })))
    .map(({ of, path, name }) => ({ of, arn: arnUnder(ground, "iam", `role${path}${name}`) }))
    .filter(({ arn }) => !live.has(arn))
    .map(({ of, arn }) => driftAt("role-missing", arn, `${quoted(of)} has no such role`));
};
