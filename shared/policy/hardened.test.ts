import { describe, expect, test } from "@jest/globals";
import { evaluate } from "./evaluate.ts";
import { account, identity } from "./fixtures.ts";
import type { PolicyDecision, Request } from "./model.ts";

/** A Studio policy that keeps teams apart by tags, as far as it matters here: conditions, variables and Denies together. */
const own = `\${aws:PrincipalTag/team}`;
const policy = identity(
  {
    Sid: "NoTeamNoAccess",
    ...{ Effect: "Deny", Action: ["sagemaker:*", "iam:PassRole"], Resource: "*" },
    Condition: { Null: { "aws:PrincipalTag/team": "true" } },
  },
  {
    Sid: "CreateOwn",
    ...{ Effect: "Allow", Action: "sagemaker:Create*", Resource: "*" },
    Condition: {
      StringEquals: { "aws:RequestTag/team": own },
      "ForAllValues:StringEquals": { "aws:TagKeys": ["team", "project", "sagemaker:domain-arn"] },
      Null: { "aws:TagKeys": "false" },
    },
  },
  {
    Sid: "TagWhileCreating",
    ...{ Effect: "Allow", Action: "sagemaker:AddTags", Resource: "*" },
    Condition: {
      Null: { "sagemaker:TaggingAction": "false" },
      StringEqualsIfExists: { "aws:RequestTag/team": own },
    },
  },
  {
    Sid: "GuardedKeys",
    ...{ Effect: "Deny", Action: ["sagemaker:AddTags", "sagemaker:DeleteTags"], Resource: "*" },
    Condition: {
      "ForAnyValue:StringEqualsIgnoreCase": { "aws:TagKeys": ["team", "studiouserid"] },
      Null: { "sagemaker:TaggingAction": "true" },
    },
  },
  {
    Sid: "UseOwn",
    ...{
      Effect: "Allow",
      Action: ["sagemaker:Describe*", "sagemaker:Delete*", "sagemaker:InvokeEndpoint*"],
      Resource: "*",
    },
    Condition: { StringEquals: { "aws:ResourceTag/team": own } },
  },
  {
    Sid: "OwnSpaces",
    ...{ Effect: "Allow", Action: "sagemaker:CreateApp", Resource: "arn:aws:sagemaker:*:*:app/*" },
    Condition: {
      ArnLike: {
        "sagemaker:OwnerUserProfileArn": `arn:aws:sagemaker:*:*:user-profile/\${sagemaker:DomainId}/\${sagemaker:UserProfileName}`,
      },
    },
  },
  {
    Sid: "PassOwnRole",
    ...{ Effect: "Allow", Action: "iam:PassRole", Resource: `arn:aws:iam::${account}:role/sagemaker/${own}/*` },
    Condition: { StringEquals: { "iam:PassedToService": "sagemaker.amazonaws.com" } },
  },
  {
    Sid: "OwnPrefix",
    ...{ Effect: "Allow", Action: "s3:GetObject", Resource: `arn:aws:s3:::shared/${own}/*` },
  },
);

const decide = (
  action: string,
  resource: Request["resource"],
  { team = "TeamB", context = {} }: { team?: string | null; context?: Request["context"] } = {},
): PolicyDecision =>
  evaluate(
    {
      principal: {
        arn: `arn:aws:sts::${account}:assumed-role/studio/bob`,
        tags: team === null ? {} : { team },
      },
      ...{ action: `${action.includes(":") ? "" : "sagemaker:"}${action}`, resource, context },
    },
    { identity: [policy] },
  );

const endpoint = (team?: string, key = "team") => ({
  arn: `arn:aws:sagemaker:us-east-1:${account}:endpoint/e`,
  ...(team !== undefined && { tags: { [key]: team } }),
});
const app = { arn: `arn:aws:sagemaker:us-east-1:${account}:app/d/bob/JupyterLab/default` };
const profile = (name: string) => ({
  "sagemaker:OwnerUserProfileArn": `arn:aws:sagemaker:us-east-1:${account}:user-profile/d/${name}`,
  "sagemaker:DomainId": "d",
  "sagemaker:UserProfileName": "bob",
});
const tags = (values: Readonly<Record<string, string>>) => ({
  "aws:TagKeys": Object.keys(values),
  ...Object.fromEntries(Object.entries(values).map(([key, value]) => [`aws:RequestTag/${key}`, value])),
});
const role = (team: string) => ({ arn: `arn:aws:iam::${account}:role/sagemaker/${team}/train` });
const toSageMaker = { "iam:PassedToService": "sagemaker.amazonaws.com" };

describe("a Studio policy that keeps teams apart", () => {
  test.each<[string, string, Request["resource"], Parameters<typeof decide>[2], PolicyDecision["decision"], string?]>([
    ["own resource", "DeleteEndpoint", endpoint("TeamB"), {}, "allowed", "UseOwn"],
    ["another team's", "DeleteEndpoint", endpoint("TeamA"), {}, "implicitDeny"],
    ["an untagged one", "InvokeEndpoint", endpoint(), {}, "implicitDeny"],
    ["the key in another case", "InvokeEndpoint", endpoint("TeamB", "Team"), {}, "allowed", "UseOwn"],
    ["an empty tag on both sides", "InvokeEndpoint", endpoint(""), { team: "" }, "ambiguous", "UseOwn"],
    ["no team", "DescribeEndpoint", endpoint("TeamB"), { team: null }, "explicitDeny", "NoTeamNoAccess"],
    [
      "retag another's",
      "AddTags",
      endpoint("TeamA"),
      { context: tags({ team: "TeamB" }) },
      "explicitDeny",
      "GuardedKeys",
    ],
    [
      "retag in another case",
      "AddTags",
      endpoint("TeamA"),
      { context: tags({ TEAM: "TeamB" }) },
      "explicitDeny",
      "GuardedKeys",
    ],
    ["any other tag", "AddTags", endpoint("TeamA"), { context: tags({ project: "x" }) }, "implicitDeny"],
    [
      "tag while creating",
      "AddTags",
      endpoint(),
      { context: { ...tags({ team: "TeamB" }), "sagemaker:TaggingAction": "CreateEndpoint" } },
      "allowed",
      "TagWhileCreating",
    ],
    [
      "create one's own",
      "CreateEndpoint",
      endpoint(),
      { context: tags({ team: "TeamB", project: "x" }) },
      "allowed",
      "CreateOwn",
    ],
    ["create another's", "CreateEndpoint", endpoint(), { context: tags({ team: "TeamA" }) }, "implicitDeny"],
    [
      "create with a forged key",
      "CreateEndpoint",
      endpoint(),
      { context: tags({ team: "TeamB", studiouserid: "alice" }) },
      "implicitDeny",
    ],
    ["create without tags", "CreateEndpoint", endpoint(), {}, "implicitDeny"],
    ["an app of one's own", "CreateApp", app, { context: profile("bob") }, "allowed", "OwnSpaces"],
    ["an app of alice's", "CreateApp", app, { context: profile("alice") }, "implicitDeny"],
    ["pass one's team's role", "iam:PassRole", role("TeamB"), { context: toSageMaker }, "allowed", "PassOwnRole"],
    ["pass another team's role", "iam:PassRole", role("TeamA"), { context: toSageMaker }, "implicitDeny"],
    [
      "pass to another service",
      "iam:PassRole",
      role("TeamB"),
      { context: { "iam:PassedToService": "lambda.amazonaws.com" } },
      "implicitDeny",
    ],
    [
      "a team whose name is a wildcard",
      "iam:PassRole",
      role("TeamA"),
      { team: "*", context: toSageMaker },
      "ambiguous",
      "PassOwnRole",
    ],
    ["one's prefix", "s3:GetObject", { arn: "arn:aws:s3:::shared/TeamB/a" }, {}, "allowed", "OwnPrefix"],
    ["a prefix without a team", "s3:GetObject", { arn: "arn:aws:s3:::shared//a" }, { team: null }, "implicitDeny"],
    [
      "a prefix with an empty team",
      "s3:GetObject",
      { arn: "arn:aws:s3:::shared//a" },
      { team: "" },
      "ambiguous",
      "OwnPrefix",
    ],
  ])("%s", (...[, action, resource, more, decision, sid]) => {
    expect(decide(action, resource, more)).toEqual({
      decision,
      statement: sid === undefined ? undefined : expect.objectContaining({ sid }),
    });
  });
});
