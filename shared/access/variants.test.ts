import { describe, expect, test } from "@jest/globals";
import { evaluate } from "../policy/evaluate.ts";
import { allow, identity } from "../policy/fixtures.ts";
import type { Layers } from "../policy/model.ts";
import { admits } from "../policy/trust.ts";
import { policyOf, requestTags } from "./fixtures.ts";
import { withoutEndpoint, withProject } from "./variants.ts";

const changed = (statement: object, by: (text: string) => string) =>
  JSON.parse(by(JSON.stringify({ Version: "2012-10-17", Statement: [statement] }))).Statement;
const team = "aws:PrincipalTag/<team-key>";
const project = "aws:PrincipalTag/<project-key>";
const ownTeam = `\${${team}}`;
const ownProject = `\${${project}}`;

describe("withProject", () => {
  test.each<[string, object, readonly object[]]>([
    [
      "an Allow needs both",
      { Effect: "Allow", Condition: { StringEquals: { "aws:ResourceTag/<team-key>": ownTeam, other: "x" } } },
      [
        {
          Effect: "Allow",
          Condition: {
            StringEquals: {
              "aws:ResourceTag/<team-key>": ownTeam,
              "aws:ResourceTag/<project-key>": ownProject,
              other: "x",
            },
          },
        },
      ],
    ],
    [
      "a Deny stands twice",
      { Sid: "No", Effect: "Deny", Condition: { StringNotLike: { [team]: "?*" } } },
      [
        { Sid: "No", Effect: "Deny", Condition: { StringNotLike: { [team]: "?*" } } },
        { Sid: "NoOfProject", Effect: "Deny", Condition: { StringNotLike: { [project]: "?*" } } },
      ],
    ],
    [
      "a Deny of what has no tag stands once",
      { Sid: "No", Effect: "Deny", Condition: { Null: { "aws:ResourceTag/<team-key>": "true" } } },
      [{ Sid: "No", Effect: "Deny", Condition: { Null: { "aws:ResourceTag/<team-key>": "true" } } }],
    ],
    [
      "paths lead through both",
      { Effect: "Allow", Resource: [`b/${ownTeam}/*`, `s:${ownTeam}-*`] },
      [{ Effect: "Allow", Resource: [`b/${ownTeam}/${ownProject}/*`, `s:${ownTeam}-${ownProject}-*`] }],
    ],
    [
      "its key is guarded",
      {
        Effect: "Deny",
        Condition: { "ForAnyValue:StringEqualsIgnoreCase": { "aws:TagKeys": ["<team-key>", "<user-key>"] } },
      },
      [
        {
          Effect: "Deny",
          Condition: {
            "ForAnyValue:StringEqualsIgnoreCase": { "aws:TagKeys": ["<team-key>", "<user-key>", "<project-key>"] },
          },
        },
      ],
    ],
    ["what has nothing of the team stays", { Effect: "Deny", Action: "x" }, [{ Effect: "Deny", Action: "x" }]],
  ])("%s", (_, before, after) => expect(changed(before, withProject)).toEqual(after));
});

test("withoutEndpoint takes the condition away, and an operator that is empty then", () => {
  const before = { Condition: { StringEquals: { "aws:SourceVpce": "x" }, Null: { a: "true", "aws:SourceVpce": "x" } } };
  expect(changed(before, withoutEndpoint)).toEqual([{ Condition: { Null: { a: "true" } } }]);
});

describe("by team and project", () => {
  const own = { team: "TeamB", project: "p1" };
  const of = (...names: readonly string[]): Layers => ({
    identity: names.map((name) => policyOf(`studio/${name}`, ["team", "project"])),
  });
  const developer = of("developer", "supporting-services");
  const bounded: Layers = {
    identity: [identity(allow("*"))],
    boundary: policyOf("studio/execution-boundary", ["team", "project"]),
  };
  const endpoint = "arn:aws:sagemaker:us-east-1:111122223333:endpoint/e";
  const role = (path: string) => `arn:aws:iam::111122223333:role/sagemaker/${path}/execution`;
  const toSageMaker = { "iam:PassedToService": "sagemaker.amazonaws.com" };

  test.each<[string, Layers, string, string, { tags?: Record<string, string>; context?: object; as?: object }, string]>(
    [
      ["one's own", developer, "sagemaker:DeleteEndpoint", endpoint, { tags: own }, "allowed"],
      [
        "another project's",
        developer,
        "sagemaker:DeleteEndpoint",
        endpoint,
        { tags: { ...own, project: "p2" } },
        "implicitDeny",
      ],
      ["no project's", developer, "sagemaker:DeleteEndpoint", endpoint, { tags: { team: "TeamB" } }, "implicitDeny"],
      [
        "by somebody without a project",
        developer,
        "sagemaker:DeleteEndpoint",
        endpoint,
        { tags: own, as: { team: "TeamB" } },
        "explicitDeny",
      ],
      ["create", developer, "sagemaker:CreateEndpoint", endpoint, { context: requestTags(own) }, "allowed"],
      [
        "create for another",
        developer,
        "sagemaker:CreateEndpoint",
        endpoint,
        { context: requestTags({ ...own, project: "p2" }) },
        "implicitDeny",
      ],
      [
        "create for none",
        developer,
        "sagemaker:CreateEndpoint",
        endpoint,
        { context: requestTags({ team: "TeamB" }) },
        "implicitDeny",
      ],
      [
        "move",
        developer,
        "sagemaker:AddTags",
        endpoint,
        { tags: own, context: requestTags({ project: "p2" }) },
        "explicitDeny",
      ],
      ["pass", developer, "iam:PassRole", role("TeamB/p1"), { context: toSageMaker }, "allowed"],
      ["pass another's", developer, "iam:PassRole", role("TeamB/p2"), { context: toSageMaker }, "implicitDeny"],
      ["objects", developer, "s3:GetObject", "arn:aws:s3:::shared/TeamB/p1/a", {}, "allowed"],
      ["another's objects", developer, "s3:GetObject", "arn:aws:s3:::shared/TeamB/p2/a", {}, "implicitDeny"],
      ["a job, in the boundary", bounded, "sagemaker:StopTrainingJob", endpoint, { tags: own }, "allowed"],
      [
        "another's, in the boundary",
        bounded,
        "sagemaker:StopTrainingJob",
        endpoint,
        { tags: { ...own, project: "p2" } },
        "explicitDeny",
      ],
    ],
  )("%s", (_, layers, action, arn, { tags, context, as }, expected) => {
    const decision = evaluate(
      {
        principal: { arn: "arn:aws:sts::111122223333:assumed-role/r/bob", tags: { ...(as ?? own) } },
        ...{ action, resource: { arn, ...(tags && { tags }) }, context: { ...context } },
      },
      layers,
    );
    expect(decision.decision).toBe(expected);
  });

  test.each([
    ["the role's", "p1", "allowed"],
    ["another", "p2", "implicitDeny"],
  ])("who signs in brings the project: %s", (_, project, expected) => {
    const decision = admits(policyOf("studio/trust-saml", ["team", "project"], "trust").policy, {
      principal: { arn: "arn:aws:iam::111122223333:saml-provider/corporate" },
      ...{ role: role("TeamB"), action: "sts:AssumeRoleWithSAML" },
      context: { "SAML:aud": "https://signin.aws.amazon.com/saml", "SAML:iss": "https://idp.example.com" },
      sessionTags: { team: "TeamB", studiouserid: "bob", project },
      transitiveTagKeys: ["team", "studiouserid", "project"],
    });
    expect(decision.decision).toBe(expected);
  });
});
