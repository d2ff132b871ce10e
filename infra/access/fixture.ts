import type { Stack } from "aws-cdk-lib";
import type { Layers, NamedPolicy, PolicyKind, Request } from "../../shared/policy/model.ts";
import { readPolicy } from "../../shared/policy/read.ts";
import { type Resources, resourcesOf } from "../constructs/fixture.ts";
import type { Resource } from "../fixture.ts";
import { StudioPolicies, type StudioPoliciesProps } from "./studio-policies.ts";

export const account = "111122223333";

/** Text of a template as it is in an account. */
const deployed = <T>(value: T): T =>
  JSON.parse(
    JSON.stringify(value)
      .replaceAll("<AWS::Partition>", "aws")
      .replaceAll("<AWS::AccountId>", account)
      .replaceAll("<AWS::Region>", "us-east-1"),
  );

/** For tests: what a stack with the policies, and with what `build` adds, becomes. */
export const studio = (
  build: (stack: Stack, policies: StudioPolicies) => void,
  change: Partial<StudioPoliciesProps> = {},
): Resources =>
  deployed(
    resourcesOf((stack) => {
      build(
        stack,
        new StudioPolicies(stack, "Policies", { bucket: "shared", vpcEndpoint: "vpce-12345678", ...change }),
      );
    }),
  );

export const policyIn = (
  resource: Resource | undefined,
  property = "PolicyDocument",
  kind: PolicyKind = "identity",
): NamedPolicy => ({
  name: property,
  policy: readPolicy(resource?.Properties[property], kind),
});

export const named = (resources: Resources, roleName: string): Resource => {
  const found = Object.values(resources).find(({ Properties }) => Properties.RoleName === roleName);
  if (found === undefined) throw new Error(`no role ${roleName}`);
  return found;
};

const byReference = (resources: Resources, reference: unknown): NamedPolicy =>
  policyIn(resources[String(reference).slice(1, -1)]);

/** What the evaluator is given of a role. */
export const layersOf = (resources: Resources, roleName: string): Layers => {
  const { ManagedPolicyArns = [], Policies = [], PermissionsBoundary } = named(resources, roleName).Properties;
  return {
    identity: [
      ...(ManagedPolicyArns as unknown[]).map((reference) => byReference(resources, reference)),
      ...(Policies as { PolicyName: string; PolicyDocument: unknown }[]).map(({ PolicyName, PolicyDocument }) => ({
        ...{ name: PolicyName, policy: readPolicy(PolicyDocument, "identity") },
      })),
    ],
    ...(PermissionsBoundary !== undefined && { boundary: byReference(resources, PermissionsBoundary) }),
  };
};

export const trustOf = (resources: Resources, roleName: string) =>
  policyIn(named(resources, roleName), "AssumeRolePolicyDocument", "trust").policy;

/** What a request brings where it has these tags. */
export const requestTags = (tags: Readonly<Record<string, string>>): Request["context"] => ({
  "aws:TagKeys": Object.keys(tags),
  ...Object.fromEntries(Object.entries(tags).map(([key, value]) => [`aws:RequestTag/${key}`, value])),
});
