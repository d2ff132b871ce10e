import { describe, expect, test } from "@jest/globals";
import { Duration } from "aws-cdk-lib";
import { evaluate } from "../../shared/policy/evaluate.ts";
import type { Request } from "../../shared/policy/model.ts";
import { admits } from "../../shared/policy/trust.ts";
import { layersOf, named, requestTags, studio, trustOf } from "./fixture.ts";
import { IamUserAccess } from "./iam-user-access.ts";
import { StudioTeam, type StudioTeamProps } from "./studio-team.ts";

const made = (change: Partial<StudioTeamProps> = {}, policies: object = {}) =>
  studio((stack, all) => {
    const signIn = new IamUserAccess(stack, "Users", { policies: all, users: [] });
    new StudioTeam(stack, "Team", { team: "TeamB", policies: all, signIn, ...change });
  }, policies);
const resources = made();
const people = "sagewarden-studio-TeamB";
const execution = "sagewarden-execution-TeamB";

describe("the roles", () => {
  test("lie where the policies look for them", () => {
    expect(named(resources, people).Properties).toMatchObject({
      ...{ Path: "/sagewarden/studio/", MaxSessionDuration: 3_600, Tags: [{ Key: "team", Value: "TeamB" }] },
      ManagedPolicyArns: ["readonly", "supportingservices", "developer", "workspace"].map((id) => `<Policies${id}>`),
    });
    expect(named(resources, execution).Properties).toMatchObject({
      ...{ Path: "/sagemaker/TeamB/", Tags: [{ Key: "team", Value: "TeamB" }] },
      PermissionsBoundary: "<Policiesexecutionboundary>",
    });
  });

  test("serve their team's models, or any where that risk is taken", () => {
    for (const name of [people, execution]) {
      expect(JSON.stringify(named(resources, name).Properties.Policies)).toContain("model/teamb-*");
      expect(named(made({}, { models: "open" }), name).Properties.Policies).toBeUndefined();
    }
  });

  test("say of which kind they are, for the isolation proof", () => {
    for (const [name, kind] of [
      [people, "team"],
      [execution, "execution"],
    ] as const) {
      expect(named(resources, name)).toMatchObject({ Metadata: { Sagewarden: { kind, team: "TeamB" } } });
    }
  });

  test("are of a project, where that is the border", () => {
    const found = made({ project: "p1" }, { isolateBy: ["team", "project"] });
    const tags = [
      { Key: "project", Value: "p1" },
      { Key: "team", Value: "TeamB" },
    ];
    expect(named(found, "sagewarden-studio-TeamB-p1").Properties.Tags).toEqual(tags);
    expect(named(found, "sagewarden-execution-TeamB-p1").Properties).toMatchObject({
      ...{ Path: "/sagemaker/TeamB/p1/", Tags: tags },
    });
  });

  test("may be taken for longer", () => {
    expect(named(made({ maxSession: Duration.hours(4) }), people).Properties.MaxSessionDuration).toBe(14_400);
  });
});

const at = "us-east-1:111122223333";
const own = { team: "TeamB" };
const others = { team: "TeamA", studiouserid: "alice" };
const endpoint = `arn:aws:sagemaker:${at}:endpoint/e`;
const profile = (person: string) => `arn:aws:sagemaker:${at}:user-profile/d/${person}`;
const role = (path: string) => `arn:aws:iam::111122223333:role/${path}`;
const inside = { "aws:SourceVpce": "vpce-12345678" };

type Question = [string, string, Request["resource"]["tags"], Request["context"], string];

describe.each<[string, readonly Question[]]>([
  [
    people,
    [
      ["sagemaker:DeleteEndpoint", endpoint, own, {}, "allowed"],
      ["sagemaker:DeleteEndpoint", endpoint, others, {}, "implicitDeny"],
      ["sagemaker:DeleteEndpoint", endpoint, {}, {}, "implicitDeny"],
      ["sagemaker:AddTags", endpoint, others, requestTags(own), "explicitDeny"],
      ["sagemaker:CreateModel", `arn:aws:sagemaker:${at}:model/m`, {}, requestTags(own), "allowed"],
      ["sagemaker:CreateModel", `arn:aws:sagemaker:${at}:model/m`, {}, requestTags({ team: "TeamA" }), "implicitDeny"],
      ["sagemaker:CreatePresignedDomainUrl", profile("bob"), { ...own, studiouserid: "bob" }, inside, "allowed"],
      ["sagemaker:CreatePresignedDomainUrl", profile("bob"), { ...own, studiouserid: "bob" }, {}, "implicitDeny"],
      [
        "sagemaker:CreatePresignedDomainUrl",
        profile("carol"),
        { ...own, studiouserid: "carol" },
        inside,
        "implicitDeny",
      ],
      ["iam:PassRole", role("sagemaker/TeamB/x"), {}, { "iam:PassedToService": "sagemaker.amazonaws.com" }, "allowed"],
      [
        "iam:PassRole",
        role("sagemaker/TeamA/x"),
        {},
        { "iam:PassedToService": "sagemaker.amazonaws.com" },
        "implicitDeny",
      ],
      ["s3:GetObject", "arn:aws:s3:::shared/TeamB/a", {}, {}, "allowed"],
      ["s3:GetObject", "arn:aws:s3:::shared/TeamA/a", {}, {}, "implicitDeny"],
    ],
  ],
  [
    execution,
    [
      ["sagemaker:InvokeEndpoint", endpoint, own, {}, "allowed"],
      ["sagemaker:InvokeEndpoint", endpoint, others, {}, "explicitDeny"],
      ["sagemaker:CreatePresignedDomainUrl", profile("bob"), { ...own, studiouserid: "bob" }, inside, "explicitDeny"],
      ["sagemaker:UpdateDomain", `arn:aws:sagemaker:${at}:domain/d`, own, {}, "explicitDeny"],
      ["s3:PutObject", "arn:aws:s3:::shared/TeamB/a", {}, {}, "allowed"],
      ["s3:PutObject", "arn:aws:s3:::shared/TeamA/a", {}, {}, "implicitDeny"],
      ["iam:TagRole", role("sagemaker/TeamB/x"), {}, {}, "implicitDeny"],
    ],
  ],
])("%s, as the template has it", (name, questions) => {
  test.each(questions)("%s %s %j %j: %s", (action, arn, tags, context, decision) => {
    const principal = {
      arn: `arn:aws:sts::111122223333:assumed-role/${name}/bob`,
      tags: { ...own, studiouserid: "bob" },
    };
    const request = { principal, action, resource: { arn, tags: tags ?? {} }, context };
    expect(evaluate(request, layersOf(resources, name)).decision).toBe(decision);
  });
});

describe("SageMaker takes the execution role", () => {
  const asked = (context: object, sourceIdentity?: string) =>
    admits(trustOf(resources, execution), {
      principal: { arn: "sagemaker.amazonaws.com" },
      role: role(`sagemaker/TeamB/${execution}`),
      context: { ...context },
      ...(sourceIdentity !== undefined && { sourceIdentity }),
    }).decision;
  const here = { "aws:SourceAccount": "111122223333", "aws:SourceArn": `arn:aws:sagemaker:${at}:domain/d` };

  test("for this account, with the profile as source identity", () => {
    expect(asked(here, "bob")).toBe("allowed");
    expect(asked({ ...here, "aws:SourceAccount": "999988887777" }, "bob")).toBe("implicitDeny");
  });
});
