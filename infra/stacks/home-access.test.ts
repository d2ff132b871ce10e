import { describe, expect, test } from "@jest/globals";
import { queueNames } from "../../shared/model/function-definition.ts";
import { matchesGlob } from "../../shared/model/glob.ts";
import { names } from "../../shared/names.ts";
import { definitions } from "../definitions.ts";
import {
  listOf,
  ofType,
  type Resource,
  type Statement,
  type Synthesised,
  statementsOf,
  synthesise,
  text,
} from "../fixture.ts";
import { isIamWrite, writesIam } from "../iam-writes.ts";

const stacks = synthesise();
const home = stacks[names.stack] as Synthesised;

/** Role's name -> what its policies allow. */
const allowed = new Map<string, readonly Statement[]>();
for (const [, policy] of ofType(home, "AWS::IAM::Policy")) {
  for (const role of policy.Properties.Roles as { Ref: string }[]) {
    const name = String(home.resources[role.Ref]?.Properties.RoleName);
    allowed.set(name, [...(allowed.get(name) ?? []), ...statementsOf(policy)]);
  }
}
const everyAllowed = [...allowed].flatMap(([role, statements]) =>
  statements.flatMap(({ Action, Resource: resources }) =>
    listOf(Action).map((action) => ({ role, action, resources: listOf(resources) })),
  ),
);

const managed = (name: string) =>
  ofType(home, "AWS::IAM::ManagedPolicy").find(
    ([, { Properties }]) => Properties.ManagedPolicyName === name,
  ) as readonly [string, Resource];
/** What the boundary of this name allows. */
const limitsOf = (name: string): readonly string[] =>
  statementsOf(managed(name)[1])
    .filter(({ Effect }) => Effect === "Allow")
    .flatMap(({ Action }) => listOf(Action));
const boundaryOf = (role: string): string =>
  definitions.some((definition) => definition.functionName === role && writesIam(definition))
    ? names.containmentBoundary
    : names.boundary;

describe("least privilege", () => {
  test("only enforce-tags writes tags", () => {
    const writers = everyAllowed.filter(({ action }) => /^sagemaker:(AddTags|DeleteTags|\*)/.test(action));
    expect(new Set(writers.map(({ role }) => role))).toEqual(new Set([names.functions.enforceTags]));
  });

  test("only audit-vendors writes rules, and only those that it keeps", () => {
    const writes = /^events:(?!PutEvents$|Describe|List)/;
    const writers = everyAllowed.filter(({ action }) => writes.test(action));
    expect(new Set(writers.map(({ role }) => role))).toEqual(new Set([names.functions.auditVendors]));
    for (const { resources } of writers) {
      expect(resources).toHaveLength(1);
      expect(text(resources)).toMatch(/:rule\/sagewarden-watch-\*"\]/);
    }
    const stacksOwn = ofType(home, "AWS::Events::Rule").map(([, { Properties }]) => Properties.Name);
    for (const name of stacksOwn) expect(name).not.toMatch(/^sagewarden-watch-/);
  });

  test("only two functions write IAM, and what they may write is each rung's own", () => {
    const writers = new Set(everyAllowed.filter(({ action }) => isIamWrite(action)).map(({ role }) => role));
    const allowedTo: readonly string[] = [names.functions.containVendor, names.functions.restoreVendor];
    expect([...writers].filter((role) => !allowedTo.includes(role))).toEqual([]);
    expect(everyAllowed.filter(({ action }) => /^sts:(?!Get)/.test(action))).toEqual([]);
  });

  test("whoever contains attaches nothing but what denies", () => {
    const attaching = (allowed.get(names.functions.containVendor) ?? []).filter(({ Action }) =>
      listOf(Action).some((action) => /^iam:(Attach\w+Policy|Put\w+PermissionsBoundary)$/.test(action)),
    );
    for (const { Condition } of attaching)
      expect(text(Condition ?? "none")).toMatch(
        /"iam:(PolicyARN|PermissionsBoundary)":.*:policy\/sagewarden\/SagewardenDeny(AllManaged|Boundary)"/,
      );
  });

  test("a pattern of actions reads: no role has a wildcard that writes", () => {
    const patterns = everyAllowed.filter(({ action }) => action.includes("*"));
    for (const { action } of patterns) expect(action).toMatch(/^\w[\w-]*:(Get|List|Describe)\w*\*$/);
  });

  test("no other role changes IAM, not even through the boundary", () => {
    const limits = limitsOf(names.boundary);
    expect(limits).not.toHaveLength(0);
    expect(limits.filter((action) => /^(iam|\*)/.test(action) && !/^iam:(Get|List|Generate)\w+$/.test(action))).toEqual(
      [],
    );
  });

  test("the policies are within IAM's sizes: 6,144 characters managed, 10,240 inline", () => {
    const size = (policy: Resource): number => text(policy.Properties.PolicyDocument).length;
    for (const [, policy] of ofType(home, "AWS::IAM::ManagedPolicy")) expect(size(policy)).toBeLessThan(6144);
    for (const [, policy] of ofType(home, "AWS::IAM::Policy")) expect(size(policy)).toBeLessThan(10_240);
  });

  test("the boundaries allow all that the roles are given: nothing fails for them", () => {
    for (const { role, action } of everyAllowed) {
      const limits = limitsOf(boundaryOf(role));
      expect([role, action, limits.some((limit) => matchesGlob(action, limit))]).toEqual([role, action, true]);
    }
  });

  test("every role is ours by path and has its boundary", () => {
    for (const [, { Properties }] of ofType(home, "AWS::IAM::Role")) {
      const [id] = managed(boundaryOf(String(Properties.RoleName)));
      expect(Properties).toMatchObject({ Path: names.rolePath, PermissionsBoundary: { Ref: id } });
      expect(Properties.ManagedPolicyArns).toBeUndefined();
    }
  });

  test("every role is for one service, and one for the person who redrives", () => {
    for (const [, role] of ofType(home, "AWS::IAM::Role")) {
      if (role.Properties.RoleName === names.redriveRole) continue;
      const [trust, ...further] = statementsOf(role, "AssumeRolePolicyDocument");
      expect(further).toEqual([]);
      expect(Object.keys(trust?.Principal as object)).toEqual(["Service"]);
    }
  });

  test("the key is used through services only", () => {
    const uses = [...allowed.values()].flat().filter(({ Action }) => /"kms:(?!\w+Mac")/.test(text(Action)));
    expect(uses).not.toHaveLength(0);
    for (const { Condition } of uses) expect(Condition).toHaveProperty(["StringEquals", "kms:ViaService"]);
  });

  test("nothing is open to everybody", () => {
    const policies = Object.values(home.resources).flatMap(({ Properties }) =>
      [Properties.PolicyDocument, Properties.KeyPolicy, Properties.AssumeRolePolicyDocument].filter(
        (one) => one !== undefined,
      ),
    ) as { Statement: Statement[] }[];
    const open = policies
      .flatMap(({ Statement: statements }) => statements)
      .filter(({ Effect, Principal }) => Effect === "Allow" && /"AWS":"\*"|^"\*"$/.test(text(Principal)));
    expect(open).toEqual([]);
    expect(ofType(home, "AWS::Lambda::Url")).toEqual([]);
    expect(ofType(home, "AWS::Lambda::Permission")).toEqual([]);
  });
});

describe("dead letters can be moved back", () => {
  const redriver = `:role${names.rolePath}${names.redriveRole}"`;

  test("each queue's policy lets the redriving role in, and its dead letters' does not", () => {
    const queuePolicies = ofType(home, "AWS::SQS::QueuePolicy");
    const lettingIn = queuePolicies.filter(([, policy]) => {
      const deny = statementsOf(policy).find(({ Sid }) => Sid === "NobodyElse");
      return text(deny?.Condition?.ArnNotLike?.["aws:PrincipalArn"] ?? "").includes(redriver);
    });
    const queues = lettingIn.map(([, { Properties }]) => {
      const [{ Ref }] = Properties.Queues as [{ Ref: string }];
      return home.resources[Ref]?.Properties.QueueName;
    });
    expect(queues.toSorted()).toEqual(queueNames.map((name) => names.queues[name]).toSorted());
  });

  test("the role may take from each of the dead letters and give to each queue", () => {
    const statements = allowed.get(names.redriveRole) ?? [];
    const counts = ["sqs:StartMessageMoveTask", "sqs:SendMessage"].map(
      (action) => listOf(statements.find(({ Action }) => listOf(Action).includes(action))?.Resource).length,
    );
    expect(counts).toEqual([queueNames.length, queueNames.length]);
  });
});
