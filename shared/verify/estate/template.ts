import type { AccountFacts, HeldPolicy, RoleFacts } from "../../model/role-facts.ts";
import { readPolicy } from "../../policy/read.ts";
import { isObject } from "../../policy/read-statement.ts";
import { roleKinds } from "../model.ts";
import { tagValue } from "../tags.ts";
import { type Resolve, resolver } from "./intrinsics.ts";
import type { Known, Mark, WorkedAs } from "./worked-as.ts";

/** Where a template would be deployed. */
export interface Place {
  account: string;
  partition: string;
  region: string;
}

type Fields = Readonly<Record<string, unknown>>;
interface Resource {
  id: string;
  type: string;
  properties: Fields;
  /** What the construct that made it says of it. */
  metadata: unknown;
}

/** What a synthesized template says of its roles beside them: whose each is, and which its domains and profiles name. */
export const knownOfTemplate = (template: unknown, place: Place, teamKey: string): Known => {
  const resources = resourcesIn(template);
  const resolve = resolverOf(resources, place);
  const marks = resources.flatMap(({ id, type, metadata }): [string, Mark][] => {
    if (type !== "AWS::IAM::Role" || !isObject(metadata)) return [];
    const kind = roleKinds.find((each) => each === metadata.kind);
    const team = typeof metadata.team === "string" ? metadata.team : undefined;
    return kind === undefined ? [] : [[String(resolve({ "Fn::GetAtt": [id, "Arn"] })), { kind, team }]];
  });
  return { marks: new Map(marks), workedAs: resources.flatMap((each) => workedAsOf(each, resolve, teamKey)) };
};

const settingsOf: Readonly<Record<string, readonly string[]>> = {
  "AWS::SageMaker::Domain": ["DefaultUserSettings", "DefaultSpaceSettings"],
  "AWS::SageMaker::UserProfile": ["UserSettings"],
};

const workedAsOf = ({ type, properties }: Resource, resolve: Resolve, teamKey: string): readonly WorkedAs[] => {
  const resolved = resolve(properties) as Fields;
  const team = type === "AWS::SageMaker::UserProfile" ? tagValue(tagsIn(resolved.Tags), teamKey) : undefined;
  return (settingsOf[type] ?? []).flatMap((name) => {
    const settings = resolved[name];
    return isObject(settings) && typeof settings.ExecutionRole === "string"
      ? [{ role: settings.ExecutionRole, team }]
      : [];
  });
};

/** The roles of a synthesized template, with the policies that it makes for them. */
export const factsOfTemplate = (template: unknown, place: Place): AccountFacts => {
  const resources = resourcesIn(template);
  const resolve = resolverOf(resources, place);
  const resolved = resources.map((each) => ({ ...each, properties: resolve(each.properties) as Fields }));
  const managed = new Map(
    resolved
      .filter(({ type }) => type === "AWS::IAM::ManagedPolicy")
      .map(({ id, properties }) => [String(resolve({ Ref: id })), readPolicy(properties.PolicyDocument, "identity")]),
  );
  const roles = resolved
    .filter(({ type }) => type === "AWS::IAM::Role")
    .map((role) => roleFrom(role, resolved, managed, resolve));
  return {
    ...{ account: place.account, partition: place.partition, roles, managed },
    ...{ users: undefined, resourcePolicies: undefined, takenAt: undefined },
  };
};

const resourcesIn = (template: unknown): readonly Resource[] => {
  const all = isObject(template) && isObject(template.Resources) ? template.Resources : {};
  return Object.entries(all).flatMap(([id, each]) =>
    isObject(each)
      ? [
          {
            ...{ id, type: String(each.Type), properties: isObject(each.Properties) ? each.Properties : {} },
            metadata: isObject(each.Metadata) ? each.Metadata.Sagewarden : undefined,
          },
        ]
      : [],
  );
};

/** A name that CloudFormation would make up is the logical id. */
const resolverOf = (resources: readonly Resource[], { account, partition, region }: Place): Resolve => {
  const pseudo: readonly (readonly [string, string])[] = [
    ...([
      ["AWS::AccountId", account],
      ["AWS::Partition", partition],
      ["AWS::Region", region],
    ] as const),
    ["AWS::URLSuffix", "amazonaws.com"],
  ];
  const plain = resolver({ refs: new Map(pseudo), attributes: new Map() });
  const arnOf = ({ id, properties }: Resource, kind: "role" | "policy", nameKey: string): string => {
    const [path, name] = [plain(properties.Path ?? "/"), plain(properties[nameKey] ?? id)];
    return `arn:${partition}:iam::${account}:${kind}${path}${name}`;
  };
  const roles = resources.filter(({ type }) => type === "AWS::IAM::Role");
  const policies = resources.filter(({ type }) => type === "AWS::IAM::ManagedPolicy");
  return resolver({
    refs: new Map([
      ...pseudo,
      ...roles.map(({ id, properties }) => [id, String(plain(properties.RoleName ?? id))] as const),
      ...policies.map((policy) => [policy.id, arnOf(policy, "policy", "ManagedPolicyName")] as const),
    ]),
    attributes: new Map(roles.map((role) => [`${role.id}.Arn`, arnOf(role, "role", "RoleName")])),
  });
};

const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

const roleFrom = (
  { id, properties }: Resource,
  resources: readonly Resource[],
  managed: AccountFacts["managed"],
  resolve: Resolve,
): RoleFacts => {
  const name = String(resolve({ Ref: id }));
  const boundary = properties.PermissionsBoundary;
  const attached = listOf(properties.ManagedPolicyArns).map(String);
  return {
    ...{ name, arn: String(resolve({ "Fn::GetAtt": [id, "Arn"] })), id, path: String(properties.Path ?? "/") },
    trust: readPolicy(properties.AssumeRolePolicyDocument, "trust"),
    policies: [
      ...listOf(properties.Policies).filter(isObject).map(inline),
      ...[...new Set([...attached, ...attachedBy(resources, name, resolve)])].map((arn) => ({
        ...{ name: arn.split("/").at(-1) ?? arn, arn, policy: managed.get(arn) },
      })),
      ...resources.filter(isInlineOf(name)).map(({ properties: policy }) => inline(policy)),
    ],
    boundary: boundary === undefined ? "none" : { arn: String(boundary), policy: managed.get(String(boundary)) },
    tags: tagsIn(properties.Tags),
    ...{ createdAt: undefined, maxSession: undefined, lastUsed: undefined, services: undefined },
  };
};

const tagsIn = (tags: unknown): Readonly<Record<string, string>> =>
  Object.fromEntries(
    listOf(tags)
      .filter(isObject)
      .map((tag) => [String(tag.Key), String(tag.Value)]),
  );

const inline = ({ PolicyName, PolicyDocument }: Fields): HeldPolicy => ({
  ...{ name: String(PolicyName), policy: readPolicy(PolicyDocument, "identity") },
});

const names = ({ properties }: Resource, role: string): boolean =>
  [...listOf(properties.Roles), properties.RoleName].includes(role);

const isInlineOf =
  (role: string) =>
  (resource: Resource): boolean =>
    ["AWS::IAM::Policy", "AWS::IAM::RolePolicy"].includes(resource.type) && names(resource, role);

const attachedBy = (resources: readonly Resource[], role: string, resolve: Resolve): readonly string[] =>
  resources
    .filter((each) => each.type === "AWS::IAM::ManagedPolicy" && names(each, role))
    .map(({ id }) => String(resolve({ Ref: id })));
