import { BadInput } from "../../model/errors.ts";
import type { AccountFacts, FactProblem } from "../../model/role-facts.ts";
import { type Fields, isFields } from "../../normalise/fields.ts";
import { readPolicy } from "../../policy/read.ts";
import { fieldOf, listOf, textOf } from "./fields.ts";
import { emptyGathering, factsOf, type Gathering } from "./gathering.ts";
import { type FactDocument, parseValues } from "./parse.ts";
import { addLastAccessed, addResourcePolicies, addResourcePolicy, isObjectOrText, resourceOf } from "./resources.ts";
import { addManaged, addRole } from "./roles.ts";
import { addCredentialReport, addGroups, addUsers, credentialReport } from "./users.ts";

export type { FactDocument } from "./parse.ts";

/**
 * An account's facts from saved documents or a live account's answers, in any order, several pages of each. Throws BadInput
 * for a document that is cut, that is none of these, and where they are of two accounts. docs/vendor-audit.md has the shapes.
 */
export const factsFrom = (
  documents: readonly FactDocument[],
): { facts: AccountFacts; problems: readonly FactProblem[] } => {
  const gathering = emptyGathering();
  for (const document of documents) addDocument(document, gathering);
  const facts = factsOf(gathering, accountOf(gathering, documents));
  return { facts, problems: [...gathering.problems, ...pagesMissing(gathering, documents)] };
};

/** What stands on a page that was not given is not audited, and no rule could say so. */
const pagesMissing = ({ pages }: Gathering, documents: readonly FactDocument[]): readonly FactProblem[] =>
  pages.more > 0 && pages.last === 0
    ? [
        {
          where: documents.map(({ name }) => name).join(", "),
          what: "another page follows and was not given: its roles are not audited, its policies and users are unknown",
        },
      ]
    : [];

const addDocument = ({ name, content }: FactDocument, gathering: Gathering): void => {
  if (addReport(content, name, gathering)) return;
  // An SDK's answer has dates and bytes, which a saved one has not.
  const values = typeof content === "string" ? parseValues(name, content) : [JSON.parse(JSON.stringify(content))];
  for (const value of values) addValue(value, name, gathering);
};

const addReport = (content: unknown, where: string, gathering: Gathering): boolean => {
  const report = credentialReport(content);
  if (report !== undefined) addCredentialReport(report, where, gathering);
  return report !== undefined;
};

/** One answer, or a list of answers: of pages, of roles. */
const addValue = (value: unknown, where: string, gathering: Gathering): void => {
  if (Array.isArray(value)) {
    for (const [index, one] of value.entries()) addValue(one, `${where}[${index}]`, gathering);
    return;
  }
  if (addReport(value, where, gathering)) return;
  const shape = isFields(value) ? shapes.find(({ is }) => is(value)) : undefined;
  if (shape === undefined || !isFields(value)) throw new BadInput(`${where}: ${notOurs}`);
  shape.add(value, where, gathering);
};

const notOurs =
  "none of the documents that the audit reads; allowed: answers of GetAccountAuthorizationDetails, GetRole, ListRoles, " +
  "GetRolePolicy, GetCredentialReport, GetServiceLastAccessedDetails, GetBucketPolicy and its like, or resourcePolicies";

interface Shape {
  is(value: Fields): boolean;
  add(value: Fields, where: string, gathering: Gathering): void;
}

const has =
  (...names: readonly string[]) =>
  (value: Fields): boolean =>
    names.every((name) => fieldOf(value, name) !== undefined);

const isDetails = (value: Fields): boolean =>
  ["RoleDetailList", "UserDetailList", "GroupDetailList", "Policies"].some((name) =>
    Array.isArray(fieldOf(value, name)),
  );

const shapes: readonly Shape[] = [
  { is: isDetails, add: (value, where, gathering) => addDetails(value, where, gathering) },
  {
    is: (value) => isFields(fieldOf(value, "Role")),
    add: (value, where, gathering) => addRole(fieldOf(value, "Role"), "get-role", where, gathering),
  },
  {
    is: (value) => Array.isArray(fieldOf(value, "Roles")),
    add: (value, where, gathering) => {
      for (const [index, role] of listOf(value, "Roles").entries())
        addRole(role, "list-roles", `${where}: Roles[${index}]`, gathering);
      countPage(value, gathering);
    },
  },
  { is: has("Arn", "AssumeRolePolicyDocument"), add: (value, where, g) => addRole(value, "bare", where, g) },
  { is: has("RoleName", "PolicyName", "PolicyDocument"), add: addRolePolicy },
  { is: has("ServicesLastAccessed"), add: addLastAccessed },
  { is: (value) => Array.isArray(value.resourcePolicies), add: addResourcePolicies },
  { is: (value) => policyIn(value) !== undefined, add: addPolicyAnswer },
];

const addDetails = (value: Fields, where: string, gathering: Gathering): void => {
  const roles = fieldOf(value, "RoleDetailList");
  for (const [index, role] of (Array.isArray(roles) ? roles : []).entries())
    addRole(role, "details", `${where}: RoleDetailList[${index}]`, gathering);
  addUsers(listOf(value, "UserDetailList"), where, gathering);
  addGroups(listOf(value, "GroupDetailList"), gathering);
  addManaged(listOf(value, "Policies"), gathering);
  if (Array.isArray(roles)) countPage(value, gathering);
};

const countPage = (value: Fields, { pages }: Gathering): void => {
  if (fieldOf(value, "IsTruncated") === true) pages.more++;
  else pages.last++;
};

function addRolePolicy(value: Fields, where: string, { inline, problems }: Gathering): void {
  const [role, name] = [textOf(value, "RoleName"), textOf(value, "PolicyName")];
  if (role === undefined || name === undefined) {
    problems.push({ where, what: "a policy without RoleName and PolicyName: left out" });
    return;
  }
  const policy = readPolicy(fieldOf(value, "PolicyDocument"), "identity");
  inline.set(role, [...(inline.get(role) ?? []), { name, policy }]);
}

/** The policy in an answer about one resource: GetBucketPolicy, GetKeyPolicy, GetResourcePolicy, attributes of a queue or topic. */
const policyIn = (value: Fields): { policy: unknown; beside: Fields } | undefined => {
  for (const name of ["Policy", "ResourcePolicy", "policyText"]) {
    const policy = fieldOf(value, name);
    if (isObjectOrText(policy)) return { policy, beside: value };
  }
  const attributes = fieldOf(value, "Attributes");
  return isFields(attributes) && isObjectOrText(attributes.Policy)
    ? { policy: attributes.Policy, beside: attributes }
    : undefined;
};

function addPolicyAnswer(value: Fields, where: string, gathering: Gathering): void {
  const { policy, beside } = policyIn(value) ?? { policy: undefined, beside: value };
  const resource = resourceOf(beside, policy);
  if (resource !== undefined) addResourcePolicy(resource, policy, gathering);
  else
    gathering.problems.push({
      where,
      what: "it does not say whose policy: put Bucket, KeyArn or Arn beside; left out",
    });
}

/** The one account that all roles and users are in. */
const accountOf = ({ roles, users }: Gathering, documents: readonly FactDocument[]) => {
  const places = new Set([...roles.keys(), ...users.keys()].map((arn) => arn.split(":").slice(0, 5).join(":")));
  const files = documents.map(({ name }) => name).join(", ");
  if (places.size > 1) {
    const accounts = [...new Set([...places].map((place) => place.split(":")[4]))].slice(0, 5).join(", ");
    throw new BadInput(`${files}: roles and users of the accounts ${accounts}; allowed: documents of one account`);
  }
  const [, partition, , , account] = [...places][0]?.split(":") ?? [];
  if (partition === undefined || account === undefined)
    throw new BadInput(`${files}: no role in them; allowed: at least one document with roles`);
  return { account, partition };
};
