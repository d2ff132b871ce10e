import { unitName, unitsOf } from "../access/units.ts";
import type { AccessSettings } from "../model/access-settings.ts";
import type { Settings } from "../model/settings.ts";
import { tagKeysOf } from "../model/tag-keys.ts";
import { executionRole, probeRole, studioRole } from "../names.ts";
import type { Party, Place } from "./model.ts";

/** The teams with their roles, and where they are. */
export const partiesOf = (
  settings: Settings & { access: AccessSettings },
  where: Pick<Place, "account" | "partition" | "region">,
): { parties: readonly Party[]; place: Place } => {
  const keys = tagKeysOf(settings);
  const arnOf = ({ path, name }: { path: string; name: string }): string =>
    `arn:${where.partition}:iam::${where.account}:role${path}${name}`;
  const parties = unitsOf(settings).map(({ team, project, people }): Party => {
    const unit = unitName({ team, project });
    const role = probeRole(unit);
    const tags = { [keys.team]: team, ...(project !== undefined && { [keys.project]: project }) };
    return {
      ...{ unit, team },
      person: role.name,
      sessionTags: { ...tags, [keys.studiouserid]: role.name },
      tags,
      roles: {
        probe: arnOf(role),
        people: arnOf(studioRole(unit)),
        execution: arnOf(executionRole(team, project)),
      },
      people: opensFromAnywhere(settings.access) ? people : [],
      prefix: project === undefined ? `${team}/` : `${team}/${project}/`,
    };
  });
  return { parties, place: { ...where, bucket: settings.access.bucket, teamKey: keys.team } };
};

/** The function asks through no endpoint of the settings, and in a domain in SSO mode nobody asks. */
const opensFromAnywhere = ({ vpcEndpoint, domain }: AccessSettings): boolean =>
  vpcEndpoint === undefined && domain !== undefined && !("auth" in domain && domain.auth === "sso");

/** Others that each tries in one run: thirty teams have 870 borders. */
export const mostOthers = 3;

/**
 * Who tries whom: all borders where there are few teams; of many some each day, each after the other. `day`: days since 1970. With
 * `named` only what one of these tries, or is tried to.
 */
export const pairsOf = (
  parties: readonly Party[],
  day: number,
  named: readonly string[] = [],
): readonly (readonly [Party, Party])[] => {
  const distances = parties.length - 1;
  const some = Array.from({ length: Math.min(distances, mostOthers) }, (_, index) =>
    distances <= mostOthers ? index + 1 : ((day * mostOthers + index) % distances) + 1,
  );
  const every = Array.from({ length: Math.max(distances, 0) }, (_, index) => index + 1);
  return parties.flatMap((self, at) =>
    (named.length > 0 ? every : some).flatMap((distance) => {
      const other = parties[(at + distance) % parties.length] as Party;
      const isWanted = named.length === 0 || named.includes(self.unit) || named.includes(other.unit);
      return isWanted ? [[self, other] as const] : [];
    }),
  );
};
