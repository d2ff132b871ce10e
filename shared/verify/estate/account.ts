import type { AccountFacts, RoleFacts } from "../../model/role-facts.ts";
import { regionsOf, type Settings } from "../../model/settings.ts";
import { type TagKeys, tagKeysOf } from "../../model/tag-keys.ts";
import type { Statement } from "../../policy/model.ts";
import type { Estate, EstateRole, EstateSession, RoleKind } from "../model.ts";
import { tagValue } from "../tags.ts";
import { boundaryPolicy, heldPolicies } from "./held.ts";

/** What an account's roles are in the isolation proof. People come from the directory, places from the policies themselves. */
export const estateOfAccount = (facts: AccountFacts, settings: Settings, teams: Estate["teams"]): Estate => {
  const { account, partition } = facts;
  const { team, studiouserid } = tagKeysOf(settings);
  const tagKeys = { team, studiouserid };
  const principals = facts.roles.map((role) => roleFrom(role, tagKeys, settings));
  const statements = principals.filter(({ kind }) => kind === "team").flatMap(statementsOf);
  return {
    ...{ account, partition, region: regionsOf(settings)[0] ?? "us-east-1", tagKeys, teams, principals },
    ...{ scps: [], rcps: [], bucket: bucketIn(statements), vpcEndpoint: endpointIn(statements) },
  };
};

const roleFrom = (role: RoleFacts, tagKeys: TagKeys, { people }: Settings): EstateRole => {
  const kind = kindOf(role, tagKeys);
  const team = tagValue(role.tags ?? {}, tagKeys.team);
  return {
    ...{ name: role.name, kind, arn: role.arn, tags: role.tags ?? {} },
    trust: { name: `trust of ${role.name}`, policy: role.trust },
    policies: heldPolicies(role.policies),
    boundary: boundaryPolicy(role.boundary),
    sessions:
      kind === "team"
        ? Object.entries(people).flatMap(([id, { team: of }]) => (of === team ? [sessionOf(id, of, tagKeys)] : []))
        : [],
  };
};

/** A role with the tag of a team is its people's, or what SageMaker runs as for it. */
const kindOf = ({ tags, trust }: RoleFacts, tagKeys: TagKeys): RoleKind => {
  if (tagValue(tags ?? {}, tagKeys.team) === undefined) return "other";
  const services = (trust.document?.statements ?? []).flatMap(({ principals }) => principals?.service ?? []);
  return services.some((service) => service.startsWith("sagemaker.")) ? "execution" : "team";
};

const sessionOf = (person: string, team: string, tagKeys: TagKeys): EstateSession => ({
  ...{ name: person, tags: { [tagKeys.team]: team, [tagKeys.studiouserid]: person } },
  ...{ transitive: Object.values(tagKeys), sourceIdentity: person, policies: [] },
});

const statementsOf = ({ policies }: EstateRole): readonly Statement[] =>
  policies.flatMap(({ policy }) => policy.document?.statements ?? []).filter(({ effect }) => effect === "Allow");

/** The bucket below whose `<team>/` somebody may read. */
const bucketIn = (statements: readonly Statement[]): string | undefined =>
  statements
    .flatMap(({ resources }) => resources ?? [])
    .flatMap((resource) => /^arn:[^:]+:s3:::([^/*?$]+)\/\$\{aws:PrincipalTag\//.exec(resource)?.[1] ?? [])[0];

/** The endpoint that a condition names. */
const endpointIn = (statements: readonly Statement[]): string | undefined =>
  statements
    .flatMap(({ conditions }) => conditions)
    .filter(({ key, operator }) => key.toLowerCase() === "aws:sourcevpce" && operator === "StringEquals")
    .flatMap(({ values }) => values)[0];
