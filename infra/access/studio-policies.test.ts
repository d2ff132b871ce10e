import { expect, test } from "@jest/globals";
import { evaluate } from "../../shared/policy/evaluate.ts";
import { propertiesOf } from "../constructs/fixture.ts";
import { policyIn, studio } from "./fixture.ts";

test("one managed policy for each document, under the names that the documents know", () => {
  const made = propertiesOf(
    studio(() => {}),
    "AWS::IAM::ManagedPolicy",
  );
  expect(made.map(({ Path, ManagedPolicyName }) => `${Path}${ManagedPolicyName}`)).toEqual([
    "/sagewarden/sagewarden-studio-read-only",
    "/sagewarden/sagewarden-studio-supporting-services",
    "/sagewarden/sagewarden-studio-developer",
    "/sagewarden/sagewarden-studio-workspace",
    "/sagewarden/sagewarden-studio-execution",
    "/sagewarden/sagewarden-studio-execution-boundary",
  ]);
});

const describeEndpoint = (change: object, tags: Record<string, string>, of: Record<string, string>) =>
  evaluate(
    {
      principal: { arn: "arn:aws:sts::111122223333:assumed-role/r/bob", tags: of },
      action: "sagemaker:DescribeEndpoint",
      resource: { arn: "arn:aws:sagemaker:us-east-1:111122223333:endpoint/e", tags },
      context: {},
    },
    { identity: [policyIn(studio(() => {}, change).Policiesreadonly)] },
  ).decision;

const renamed = { tagKeys: { team: "CostTeam", studiouserid: "Person", project: "project" } };
const byProject = { isolateBy: ["team", "project"] } as const;

test.each([
  ["by team", {}, { team: "A" }, { team: "A" }, "allowed"],
  ["by team, another's", {}, { team: "A" }, { team: "B" }, "implicitDeny"],
  ["by a renamed key", renamed, { CostTeam: "A" }, { CostTeam: "A" }, "allowed"],
  ["by a renamed key, the usual one", renamed, { team: "A" }, { team: "A", CostTeam: "B" }, "implicitDeny"],
  ["by project", byProject, { team: "A", project: "p" }, { team: "A", project: "p" }, "allowed"],
  ["by project, another one", byProject, { team: "A", project: "q" }, { team: "A", project: "p" }, "implicitDeny"],
] as const)("what is compared: %s", (_, change, tags, of, decision) => {
  expect(describeEndpoint(change, tags, of)).toBe(decision);
});

test("file systems that jobs may mount", () => {
  const text = (fileSystems: readonly string[]) => JSON.stringify(studio(() => {}, { fileSystems }).Policiesdeveloper);
  expect(text([])).toContain('"sagemaker:FileSystemId":["none"]');
  expect(text(["fs-12345678"])).toContain('"sagemaker:FileSystemId":["fs-12345678"]');
});

test("without an endpoint, none is asked for", () => {
  const text = (change: object) => JSON.stringify(studio(() => {}, change).Policiesworkspace);
  expect(text({})).toContain("aws:SourceVpce");
  expect(text({ vpcEndpoint: undefined })).not.toContain("aws:SourceVpce");
  expect(text({ vpcEndpoint: ["vpce-api", "vpce-studio"] })).toContain('"aws:SourceVpce":["vpce-api","vpce-studio"]');
});
