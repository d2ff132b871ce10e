import type { TagKeys } from "../../model/tag-keys.ts";
import { nobody } from "../../names.ts";
import type { EstateRole, RoleKind } from "../model.ts";
import { tagValue } from "../tags.ts";
import { teamOf } from "../teams.ts";

/** What else is known of an account's roles than IAM tells. */
export interface Known {
  /** What a template says of the roles that it makes, by ARN. */
  marks: ReadonlyMap<string, Mark>;
  /** The execution roles that domains and profiles name. */
  workedAs: readonly WorkedAs[];
}
export interface Mark {
  kind: RoleKind;
  team: string | undefined;
}
export interface WorkedAs {
  role: string;
  /** Whose profile it is; undefined: nobody's, or a domain's. */
  team: string | undefined;
}

export const nothingMore: Known = { marks: new Map(), workedAs: [] };

interface Studio {
  domains: readonly { id: string; executionRole: string | undefined }[];
  profiles: readonly { domainId: string; executionRole: string | undefined; tags: Readonly<Record<string, string>> }[];
}

/** A profile without a role of its own has its domain's. */
export const workedAsIn = ({ domains, profiles }: Studio, teamKey: string): readonly WorkedAs[] => {
  const ofDomain = new Map(domains.map(({ id, executionRole }) => [id, executionRole]));
  const named = [
    ...domains.map(({ executionRole }) => ({ role: executionRole, team: undefined })),
    ...profiles.map(({ executionRole, domainId, tags }) => ({
      ...{ role: executionRole ?? ofDomain.get(domainId), team: tagValue(tags, teamKey) },
    })),
  ];
  return named.flatMap(({ role, team }) => (role === undefined ? [] : [{ role, team }]));
};

/** A profile's people work as its role, whatever tag the role has: it is once more theirs. */
export const asWorked = (role: EstateRole, named: readonly WorkedAs[], tagKeys: TagKeys): readonly EstateRole[] => {
  const teams = new Set(named.map(({ team }) => team ?? nobody));
  const own = teamOf(role, tagKeys);
  const lent = [...teams].filter((team) => team !== own && (team !== nobody || own === undefined));
  return [role, ...lent.map((team): EstateRole => ({ ...role, kind: "execution", team, sessions: [] }))];
};
