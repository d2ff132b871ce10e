import { unitName, unitsOf } from "../../access/units.ts";
import type { AccountFacts, RoleFacts } from "../../model/role-facts.ts";
import { regionsOf, type Settings } from "../../model/settings.ts";
import { type TagKeys, tagKeysOf } from "../../model/tag-keys.ts";
import { adminOf, names, studioRole } from "../../names.ts";
import type { Estate, EstateRole, EstateSession, RoleKind } from "../model.ts";
import { tagValue } from "../tags.ts";
import { boundaryPolicy, heldPolicies } from "./held.ts";
import { asWorked, type Known, type Mark, nothingMore } from "./worked-as.ts";

/** What an account's roles are in the isolation proof. People come from the directory, places from the settings. */
export const estateOfAccount = (
  facts: AccountFacts,
  settings: Settings,
  teams: Estate["teams"],
  { marks, workedAs }: Known = nothingMore,
): Estate => {
  const { account, partition } = facts;
  const { team, studiouserid } = tagKeysOf(settings);
  const tagKeys = { team, studiouserid };
  const admins = adminsOf(facts, settings);
  const roles = facts.roles.map((role) =>
    roleFrom(role, tagKeys, settings, marks.get(role.arn) ?? admins.get(role.arn)),
  );
  const principals = roles.flatMap((role) =>
    asWorked(
      role,
      workedAs.filter((each) => each.role === role.arn),
      tagKeys,
    ),
  );
  const here = Object.values(settings.people).filter(({ left }) => left === undefined);
  return {
    ...{ account, partition, region: regionsOf(settings)[0] ?? "us-east-1", tagKeys, teams, principals },
    ...(typeof settings.access?.models === "object" && { openModels: settings.access.models.open }),
    ...{ scps: [], rcps: [], ...placesOf(settings, principals), peopled: [...new Set(here.map((each) => each.team))] },
  };
};

/** An administrator has no tag, which would make them somebody of the team: the name says whose they are. */
const adminsOf = ({ partition, account }: AccountFacts, settings: Settings): ReadonlyMap<string, Mark> =>
  new Map(
    unitsOf(settings).map((unit) => {
      const { path, name } = studioRole(adminOf(unitName(unit)));
      return [`arn:${partition}:iam::${account}:role${path}${name}`, { kind: "admin", team: unit.team }];
    }),
  );

const roleFrom = (role: RoleFacts, tagKeys: TagKeys, { people }: Settings, mark: Mark | undefined): EstateRole => {
  const kind = mark?.kind ?? kindOf(role, tagKeys);
  const team = tagValue(role.tags ?? {}, tagKeys.team) ?? mark?.team;
  return {
    ...{ name: role.name, kind, arn: role.arn, tags: role.tags ?? {}, ...(team !== undefined && { team }) },
    trust: { name: `trust of ${role.name}`, policy: role.trust },
    policies: heldPolicies(role.policies),
    boundary: boundaryPolicy(role.boundary),
    sessions:
      kind === "team"
        ? Object.entries(people).flatMap(([id, { team: of }]) => (of === team ? [sessionOf(id, of, tagKeys)] : []))
        : [],
  };
};

/**
 * A role with the tag of a team is its people's, or what SageMaker runs as for it; without a tag, for whoever names it. In a probe
 * role there are no people.
 */
const kindOf = ({ tags, trust, path }: RoleFacts, tagKeys: TagKeys): RoleKind => {
  if (path === names.probePath) return "other";
  const services = (trust.document?.statements ?? []).flatMap(({ principals }) => principals?.service ?? []);
  if (services.some((service) => service.startsWith("sagemaker."))) return "execution";
  return tagValue(tags ?? {}, tagKeys.team) === undefined ? "other" : "team";
};

const sessionOf = (person: string, team: string, tagKeys: TagKeys): EstateSession => ({
  ...{ name: person, tags: { [tagKeys.team]: team, [tagKeys.studiouserid]: person } },
  ...{ transitive: Object.values(tagKeys), sourceIdentity: person, policies: [] },
});

/** Without an account's settings the endpoint is the one that the teams' own policies name. */
const placesOf = ({ access }: Settings, principals: readonly EstateRole[]): Pick<Estate, "bucket" | "vpcEndpoint"> => {
  if (access === undefined) return { bucket: undefined, vpcEndpoint: endpointIn(principals) };
  const { bucket, vpcEndpoint } = access;
  return { bucket, vpcEndpoint: typeof vpcEndpoint === "object" ? vpcEndpoint[0] : vpcEndpoint };
};

const endpointIn = (principals: readonly EstateRole[]): string | undefined =>
  principals
    .filter(({ kind }) => kind === "team")
    .flatMap(({ policies }) => policies.flatMap(({ policy }) => policy.document?.statements ?? []))
    .filter(({ effect }) => effect === "Allow")
    .flatMap(({ conditions }) => conditions)
    .filter(({ key, operator }) => key.toLowerCase() === "aws:sourcevpce" && operator === "StringEquals")
    .flatMap(({ values }) => values)[0];
