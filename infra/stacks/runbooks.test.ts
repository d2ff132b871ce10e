import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "@jest/globals";
import { App } from "aws-cdk-lib";
import { addChecks } from "../checks.ts";
import { ofType, type Synthesised, statementsOf, text } from "../fixture.ts";
import { flags } from "../flags.ts";
import { testLint } from "./fixture.ts";
import { RunbooksStack } from "./runbooks.ts";

/** By itself: the other stacks take half a minute more. */
const synth = (): Synthesised => {
  const outdir = mkdtempSync(join(tmpdir(), "sagewarden-synth-"));
  try {
    const app = new App({ context: flags, analyticsReporting: false, outdir });
    new RunbooksStack(app, "Runbooks", { env: { region: "us-east-1" }, addresses: ["alice@example.com"] });
    addChecks(app);
    const { template } = app.synth().getStackByName("Runbooks");
    return { region: "us-east-1", resources: template.Resources, outputs: {}, template };
  } finally {
    rmSync(outdir, { recursive: true });
  }
};
const stack = synth();
const only = (type: string) => ofType(stack, type).map(([, resource]) => resource);

test("two documents, which the console offers for roles", () => {
  const documents = only("AWS::SSM::Document").map(({ Properties }) => Properties);
  expect(documents.map(({ Name }) => Name)).toEqual(["Sagewarden-ContainVendorRole", "Sagewarden-RestoreVendorRole"]);
  for (const { DocumentType, TargetType, UpdateMethod, Content } of documents) {
    expect([DocumentType, TargetType, UpdateMethod]).toEqual(["Automation", "/AWS::IAM::Role", "NewVersion"]);
    expect(Content).toMatchObject({ schemaVersion: "0.3", parameters: { Role: { type: "AWS::IAM::Role::Arn" } } });
  }
});

describe("the role of the automations", () => {
  const [role] = only("AWS::IAM::Role");
  const allowed = only("AWS::IAM::Policy").flatMap((policy) => statementsOf(policy));

  test("may hand orders to the dispatcher, look at automations, ask for approval, and nothing else", () => {
    expect(allowed.map(({ Action }) => Action)).toEqual([
      "lambda:InvokeFunction",
      "ssm:GetAutomationExecution",
      "sns:Publish",
    ]);
    expect(text(allowed[0]?.Resource)).toContain(":function:sagewarden-dispatch-incidents");
    expect(text(allowed[1]?.Resource)).toContain(":automation-execution/*");
  });

  test("is taken by this account's automations only, and has the boundary", () => {
    const [statement] = statementsOf(role as never, "AssumeRolePolicyDocument");
    expect(statement).toMatchObject({
      Principal: { Service: "ssm.amazonaws.com" },
      Condition: { StringEquals: { "aws:SourceAccount": { Ref: "AWS::AccountId" } } },
    });
    expect(Object.keys(statement?.Condition ?? {})).toEqual(["StringEquals", "ArnLike"]);
    expect(text(role?.Properties.PermissionsBoundary)).toContain("policy/sagewarden/sagewarden-boundary");
    expect(role?.Properties.RoleName).toBe("sagewarden-runbooks");
  });
});

test("approvers are asked on an encrypted topic whose name Systems Manager takes", () => {
  const [topic] = only("AWS::SNS::Topic");
  expect(topic?.Properties.TopicName).toMatch(/^Automation/);
  expect(topic?.Properties.KmsMasterKeyId).toBeDefined();
  expect(only("AWS::SNS::Subscription").map(({ Properties }) => Properties.Endpoint)).toEqual(["alice@example.com"]);
});

testLint("the runbooks' template", () => ({ stack }));
