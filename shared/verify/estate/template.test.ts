import { expect, test } from "@jest/globals";
import { factsOfTemplate, knownOfTemplate } from "./template.ts";

const document = (Action: string) => ({
  Version: "2012-10-17",
  Statement: [{ Effect: "Allow", Action, Resource: "*" }],
});
const template = {
  Resources: {
    Team: {
      Type: "AWS::IAM::Role",
      Properties: {
        ...{ RoleName: "studio-TeamA", Path: "/sagewarden/studio/", Tags: [{ Key: "team", Value: "TeamA" }] },
        AssumeRolePolicyDocument: {
          Statement: [
            {
              Effect: "Allow",
              Action: "sts:AssumeRole",
              Principal: { AWS: { "Fn::Sub": `arn:\${AWS::Partition}:iam::\${AWS::AccountId}:root` } },
            },
          ],
        },
        Policies: [{ PolicyName: "inline", PolicyDocument: document("s3:GetObject") }],
        ManagedPolicyArns: [{ Ref: "Developer" }, "arn:aws:iam::aws:policy/ReadOnlyAccess"],
        PermissionsBoundary: { Ref: "Boundary" },
      },
    },
    Bare: { Type: "AWS::IAM::Role", Properties: {} },
    Developer: {
      Type: "AWS::IAM::ManagedPolicy",
      Properties: { ManagedPolicyName: "developer", PolicyDocument: document("sagemaker:*") },
    },
    Boundary: {
      Type: "AWS::IAM::ManagedPolicy",
      Properties: { Path: "/b/", PolicyDocument: document("*"), Roles: [{ Ref: "Bare" }] },
    },
    More: {
      Type: "AWS::IAM::Policy",
      Properties: { PolicyName: "more", PolicyDocument: document("ecr:*"), Roles: [{ Ref: "Team" }] },
    },
    Topic: { Type: "AWS::SNS::Topic" },
  },
};
const { roles } = factsOfTemplate(template, { account: "111122223333", partition: "aws", region: "eu-west-1" });

test("a role with all that the template gives it", () => {
  const [team] = roles;
  expect(team).toMatchObject({
    arn: "arn:aws:iam::111122223333:role/sagewarden/studio/studio-TeamA",
    tags: { team: "TeamA" },
  });
  expect(team?.trust.document?.statements[0]?.principals?.aws).toEqual(["arn:aws:iam::111122223333:root"]);
  expect(team?.policies.map(({ name, policy }) => [name, policy?.document?.statements[0]?.actions])).toEqual([
    ["inline", ["s3:GetObject"]],
    ["developer", ["sagemaker:*"]],
    // Of AWS's own the template has no text.
    ["ReadOnlyAccess", undefined],
    ["more", ["ecr:*"]],
  ]);
  expect(team?.boundary).toMatchObject({
    arn: "arn:aws:iam::111122223333:policy/b/Boundary",
    policy: { kind: "identity" },
  });
});

test("a role without a name is called like its place in the template", () => {
  expect(roles[1]).toMatchObject({ name: "Bare", boundary: "none", tags: {}, policies: [{ name: "Boundary" }] });
});

test("what is no template has no roles", () => {
  expect(factsOfTemplate("x", { account: "1", partition: "aws", region: "r" }).roles).toEqual([]);
});

test("whose the roles are, and which a domain and its profiles name", () => {
  const role = (Metadata?: object) => ({ Type: "AWS::IAM::Role", Properties: {}, ...(Metadata && { Metadata }) });
  const named = (of: string) => ({ ExecutionRole: { "Fn::GetAtt": [of, "Arn"] } });
  const Tags = [{ Key: "Team", Value: "TeamA" }];
  const known = knownOfTemplate(
    {
      Resources: {
        Admin: role({ Sagewarden: { kind: "admin", team: "TeamA" } }),
        Nobody: role({ Sagewarden: { kind: "other" } }),
        Odd: role({ Sagewarden: { kind: "mighty" } }),
        Plain: role(),
        Domain: { Type: "AWS::SageMaker::Domain", Properties: { DefaultUserSettings: named("Nobody"), Tags } },
        Profile: { Type: "AWS::SageMaker::UserProfile", Properties: { UserSettings: named("Plain"), Tags } },
        Bare: { Type: "AWS::SageMaker::UserProfile", Properties: {} },
      },
    },
    { account: "111122223333", partition: "aws", region: "us-east-1" },
    "team",
  );
  const arn = (name: string) => `arn:aws:iam::111122223333:role/${name}`;
  expect([...known.marks]).toEqual([
    [arn("Admin"), { kind: "admin", team: "TeamA" }],
    [arn("Nobody"), { kind: "other", team: undefined }],
  ]);
  expect(known.workedAs).toEqual([
    { role: arn("Nobody"), team: undefined },
    { role: arn("Plain"), team: "TeamA" },
  ]);
});
