import { describe, expect, test } from "@jest/globals";
import { names } from "../names.ts";
import { evaluate } from "../policy/evaluate.ts";
import { allow, identity } from "../policy/fixtures.ts";
import type { Layers, Request } from "../policy/model.ts";
import { policyOf, requestTags } from "./fixtures.ts";

const account = "111122223333";
const role = (path: string) => `arn:aws:iam::${account}:role/${path}`;
const at = `us-east-1:${account}`;
const endpoint = `arn:aws:sagemaker:${at}:endpoint/e`;
const profile = `arn:aws:sagemaker:${at}:user-profile/d/bob`;
const operator = role("Operator");
const provisioner = role("terraform");

type Tags = Request["resource"]["tags"];

const ask = (layers: Layers, who: string, action: string, arn: string, context: Request["context"] = {}, tags?: Tags) =>
  evaluate(
    {
      principal: { arn: `arn:aws:sts::${account}:assumed-role/${who.split("/").at(-1)}/x` },
      ...{ action, resource: { arn, ...(tags && { tags }) }, context: { "aws:PrincipalArn": who, ...context } },
    },
    layers,
  ).decision;

describe("the organisation's policies, for somebody who may do everything", () => {
  const everything = identity(allow("*"));
  const scps: Layers = {
    identity: [everything],
    scps: [[everything, ...["guard-tags", "guard-roles", "guard-sagewarden"].map((name) => policyOf(`org/${name}`))]],
  };
  const { functions, queues } = names;
  const own = (name: string) => role(`sagewarden/${name}`);
  const team = requestTags({ Team: "TeamB" });
  const broker = `arn:aws:lambda:${at}:function:${functions.vendCredentials}`;
  const byUrl = (is: "true" | "false") => ({ "lambda:InvokedViaFunctionUrl": is });

  test.each<[string, string, string, string, Request["context"]?]>([
    ["a guarded tag", operator, "sagemaker:AddTags", endpoint, team],
    ["taking one away", operator, "sagemaker:DeleteTags", endpoint, { "aws:TagKeys": ["studiouserid"] }],
    ["writing one by an update", operator, "sagemaker:UpdateProject", endpoint, team],
    ["a user's tag", operator, "iam:TagUser", `arn:aws:iam::${account}:user/mallory`, team],
    ["a profile that is nobody's", provisioner, "sagemaker:CreateUserProfile", profile],
    [
      "a profile that is nobody's, with a tag",
      operator,
      "sagemaker:CreateUserProfile",
      profile,
      requestTags({ studiouserid: "" }),
    ],
    ...[
      "TagRole",
      "UntagRole",
      "UpdateAssumeRolePolicy",
      "PutRolePolicy",
      "AttachRolePolicy",
      "DeleteRolePermissionsBoundary",
    ].map((action): [string, string, string, string] => [
      `${action} on a team's`,
      operator,
      `iam:${action}`,
      role("sagemaker/TeamB/x"),
    ]),
    ["a role in a team's path", operator, "iam:CreateRole", role("sagemaker/TeamB/mine")],
    ["a function's role", operator, "iam:PutRolePolicy", own(functions.enforceTags)],
    ["a vendor's role", operator, "iam:UpdateAssumeRolePolicy", role("vendor/auger/vendor-auger")],
    ["a function's role, by another function", own(functions.sweep), "iam:PutRolePolicy", own(functions.enforceTags)],
    ["a managed policy", operator, "iam:CreatePolicyVersion", `arn:aws:iam::${account}:policy/sagewarden/x`],
    ["who signs people in", operator, "iam:UpdateSAMLProvider", `arn:aws:iam::${account}:saml-provider/corporate`],
    ["the ledger", operator, "dynamodb:PutItem", `arn:aws:dynamodb:${at}:table/${names.table}`],
    ...Object.values(queues).map((name): [string, string, string, string] => [
      name,
      operator,
      "sqs:PurgeQueue",
      `arn:aws:sqs:${at}:${name}`,
    ]),
    ...Object.values(functions).map((name): [string, string, string, string] => [
      ...([name, operator, "lambda:UpdateFunctionCode", `arn:aws:lambda:${at}:function:${name}`] as const),
    ]),
    ["the broker without its URL", operator, "lambda:InvokeFunction", broker],
    ["the broker without its URL, by whoever deploys", provisioner, "lambda:InvokeFunction", broker, byUrl("false")],
    ["a rule", operator, "events:DisableRule", `arn:aws:events:${at}:rule/${names.stack}-Creations-1X2Y`],
    ["a vendor's rule", operator, "events:DeleteRule", `arn:aws:events:${at}:rule/sagewarden-watch-auger`],
    ["a stack", operator, "cloudformation:DeleteStack", `arn:aws:cloudformation:${at}:stack/${names.collectorStack}/1`],
    ["a topic", operator, "sns:SetTopicAttributes", `arn:aws:sns:${at}:${names.topic}`],
    ["the pause", operator, "ssm:PutParameter", `arn:aws:ssm:${at}:parameter${names.pauseParameter}`],
    ["a runbook", operator, "ssm:UpdateDocument", `arn:aws:ssm:${at}:document/${names.runbooks.contain}`],
    ["a schedule", operator, "scheduler:DeleteSchedule", `arn:aws:scheduler:${at}:schedule/default/${functions.sweep}`],
    ["the evidence", operator, "s3:DeleteObject", "arn:aws:s3:::sagewarden-evidence-1x2y/snapshots/a"],
    [
      ...([
        "what wakes a function",
        operator,
        "lambda:DeleteEventSourceMapping",
        `arn:aws:lambda:${at}:event-source-mapping:1`,
      ] as const),
      { "lambda:FunctionArn": `arn:aws:lambda:${at}:function:${functions.enforceTags}` },
    ],
  ])("not %s", (_, who, action, arn, ...[context]) => {
    expect(ask(scps, who, action, arn, context)).toBe("explicitDeny");
  });

  test.each<[string, string, string, string, Request["context"]?]>([
    ["a guarded tag, by a provisioner", provisioner, "sagemaker:AddTags", endpoint, team],
    [
      "a guarded tag, by the one function that writes them",
      own(functions.enforceTags),
      "sagemaker:AddTags",
      endpoint,
      team,
    ],
    [
      "a guarded tag, while creating",
      operator,
      "sagemaker:AddTags",
      endpoint,
      { ...team, "sagemaker:TaggingAction": "CreateEndpoint" },
    ],
    ["any other tag", operator, "sagemaker:AddTags", endpoint, requestTags({ cost: "1" })],
    ["an update without tags", operator, "sagemaker:UpdateEndpoint", endpoint],
    [
      "a profile that is somebody's",
      operator,
      "sagemaker:CreateUserProfile",
      profile,
      requestTags({ studiouserid: "bob" }),
    ],
    ["any other role", operator, "iam:PutRolePolicy", role("app")],
    ["a team's role, by a provisioner", provisioner, "iam:TagRole", role("sagemaker/TeamB/x")],
    ["containing", own(functions.containVendor), "iam:PutRolePolicy", role("vendor/auger/vendor-auger")],
    ["restoring", own(functions.restoreVendor), "iam:UpdateAssumeRolePolicy", role("sagemaker/TeamB/x")],
    [
      "the ledger, by a function",
      own(functions.enforceTags),
      "dynamodb:PutItem",
      `arn:aws:dynamodb:${at}:table/sagewarden`,
    ],
    ["reading the ledger", operator, "dynamodb:Query", `arn:aws:dynamodb:${at}:table/sagewarden`],
    ["any other table", operator, "dynamodb:PutItem", `arn:aws:dynamodb:${at}:table/app`],
    [
      "starting a containment",
      operator,
      "lambda:InvokeFunction",
      `arn:aws:lambda:${at}:function:${functions.containVendor}:live`,
    ],
    ["the broker by its URL", role("sales-app"), "lambda:InvokeFunction", broker, byUrl("true")],
    ["a deployment", provisioner, "cloudformation:ExecuteChangeSet", `arn:aws:cloudformation:${at}:stack/Sagewarden/1`],
  ])("but %s", (_, who, action, arn, ...[context]) => {
    expect(ask(scps, who, action, arn, context)).toBe("allowed");
  });
});

describe("who administers Studio", () => {
  const admin: Layers = { identity: [policyOf("studio/admin"), policyOf("studio/admin-profiles")] };
  const bob = requestTags({ team: "TeamB", studiouserid: "bob" });
  const domain = `arn:aws:sagemaker:${at}:domain/d`;
  const script = `arn:aws:sagemaker:${at}:studio-lifecycle-config/s`;
  const creating = { "sagemaker:TaggingAction": "CreateUserProfile" };

  test.each<[string, string, string, Request["context"]?, Tags?]>([
    ["a profile", "sagemaker:CreateUserProfile", profile, bob],
    ["its tags", "sagemaker:AddTags", profile, { ...bob, ...creating }],
    ["a profile's settings", "sagemaker:UpdateUserProfile", profile, {}, { team: "TeamB", studiouserid: "bob" }],
    ["a shared domain, to look at", "sagemaker:DescribeDomain", domain, {}, {}],
    ["profiles by name", "sagemaker:ListUserProfiles", "*"],
    ["a script", "sagemaker:CreateStudioLifecycleConfig", script, requestTags({ team: "TeamB" })],
    [
      "an execution role",
      "iam:PassRole",
      role("sagemaker/TeamB/x"),
      { "iam:PassedToService": "sagemaker.amazonaws.com" },
    ],
  ])("may: %s", (_, action, arn, ...[context, tags]) =>
    expect(ask(admin, operator, action, arn, context, tags)).toBe("allowed"),
  );

  const alices = { team: "TeamA", studiouserid: "alice" };
  test.each<[string, string, string, Request["context"]?, Tags?]>([
    ["another team's profile", "sagemaker:UpdateUserProfile", profile, {}, alices],
    ["nobody's profile", "sagemaker:UpdateUserProfile", profile, {}, {}],
    ["to look at another team's profile", "sagemaker:DescribeUserProfile", profile, {}, alices],
    ["another team's space", "sagemaker:DeleteSpace", `arn:aws:sagemaker:${at}:space/d/s`, {}, alices],
    ["another team's script", "sagemaker:CreateStudioLifecycleConfig", script, requestTags({ team: "TeamA" })],
    ["another team's tags", "sagemaker:AddTags", profile, { ...requestTags(alices), ...creating }],
    ["the domain of all teams", "sagemaker:UpdateDomain", domain, {}, {}],
    [
      "another team's execution role",
      "iam:PassRole",
      role("sagemaker/TeamA/x"),
      { "iam:PassedToService": "sagemaker.amazonaws.com" },
    ],
    ["a profile without tags", "sagemaker:CreateUserProfile", profile],
    ["a profile without a person", "sagemaker:CreateUserProfile", profile, requestTags({ team: "TeamB" })],
    [
      "a profile of somebody unknown",
      "sagemaker:CreateUserProfile",
      profile,
      requestTags({ team: "TeamB", studiouserid: "mallory" }),
    ],
    [
      "a profile of another team's person",
      "sagemaker:CreateUserProfile",
      profile,
      requestTags({ team: "TeamA", studiouserid: "bob" }),
    ],
    [
      "a profile with a further tag",
      "sagemaker:CreateUserProfile",
      profile,
      requestTags({ team: "TeamB", studiouserid: "bob", x: "y" }),
    ],
    ["its tags, later", "sagemaker:AddTags", profile, bob],
    ["its tags, gone", "sagemaker:DeleteTags", profile, { "aws:TagKeys": ["studiouserid"] }],
    ["somebody's environment", "sagemaker:CreatePresignedDomainUrl", profile],
    ["any role", "iam:PassRole", operator, { "iam:PassedToService": "sagemaker.amazonaws.com" }],
  ])("may not: %s", (_, action, arn, ...[context, tags]) =>
    expect(ask(admin, operator, action, arn, context, tags)).toMatch(/Deny$/),
  );
});

describe("who provisions", () => {
  const layers: Layers = { identity: [policyOf("studio/provisioner")] };
  const bounded = {
    "iam:PermissionsBoundary": `arn:aws:iam::${account}:policy/sagewarden/sagewarden-studio-execution-boundary`,
  };

  test.each<[string, string, Request["context"], string]>([
    ["iam:CreateRole", role("sagemaker/TeamB/x"), bounded, "allowed"],
    ["iam:CreateRole", role("sagemaker/TeamB/x"), {}, "implicitDeny"],
    ["iam:PutRolePolicy", role("app"), bounded, "implicitDeny"],
    ["iam:DeleteRolePermissionsBoundary", role("sagemaker/TeamB/x"), bounded, "implicitDeny"],
    ["sagemaker:AddTags", endpoint, requestTags({ team: "TeamB" }), "allowed"],
    ["sagemaker:UpdateDomain", `arn:aws:sagemaker:${at}:domain/d`, {}, "allowed"],
  ])("%s on %s with %j: %s", (action, arn, context, expected) => {
    expect(ask(layers, provisioner, action, arn, context)).toBe(expected);
  });
});
