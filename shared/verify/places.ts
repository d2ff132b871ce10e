import { parseArn } from "../model/arn.ts";
import type { Estate, EstateRole } from "./model.ts";
import { isSameKey, tagValue } from "./tags.ts";
import { isWorkedAs, teamOf } from "./teams.ts";

/** ARNs of objects that are a team's: below its name in the teams' bucket; where none is named, whatever its own policies reach. */
export const objectsOf = (team: string, estate: Estate): readonly string[] => {
  const { partition, bucket, principals, tagKeys } = estate;
  const usual = `arn:${partition}:s3:::${bucket ?? "studio"}/${team}/a.csv`;
  if (bucket !== undefined) return [usual];
  const own = principals.filter((role) => isWorkedAs(role) && teamOf(role, tagKeys) === team);
  const reached = own.flatMap((role) => resourcesOf(role).flatMap((each) => objectIn(each, team, role, estate) ?? []));
  return reached.length === 0 ? [usual] : [...new Set(reached)];
};

const resourcesOf = ({ policies }: EstateRole): readonly string[] =>
  policies
    .flatMap(({ policy }) => policy.document?.statements ?? [])
    .filter(({ effect }) => effect === "Allow")
    .flatMap(({ resources = [] }) => resources);

/** An object that the pattern means; undefined: it means none of its own. */
const objectIn = (pattern: string, team: string, role: EstateRole, { tagKeys }: Estate): string | undefined => {
  const named = pattern.replaceAll(/\$\{aws:PrincipalTag\/([^},]+)[^}]*\}/gi, (_, key: string) =>
    isSameKey(key, tagKeys.team) ? team : (tagValue(role.sessions[0]?.tags ?? role.tags, key) ?? "x"),
  );
  const arn = parseArn(named);
  if (arn?.service !== "s3" || !/[/*]/.test(arn.resource) || /^\*$/.test(arn.resource)) return undefined;
  const [bucket = "", ...path] = arn.resource.replaceAll(/\$\{[^}]*\}/g, "x").split("/");
  const key = path.join("/").replace(/\*$/, `${team}/a.csv`);
  return `arn:${arn.partition}:s3:::${bucket.replaceAll(/[*?]/g, "x")}/${(key || `${team}/a.csv`).replaceAll(/[*?]/g, "x")}`;
};
