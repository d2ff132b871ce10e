import { expect, test } from "@jest/globals";
import { names } from "../../shared/names.ts";
import { definitionsFor } from "../definitions.ts";
import { ofType, type Synthesised, synthesise } from "../fixture.ts";

const definitions = definitionsFor({ access: undefined });

const stacks = synthesise();
const home = stacks[names.stack] as Synthesised;

test("every function is in the stack, and no other", () => {
  const found = ofType(home, "AWS::Lambda::Function").map(([, { Properties }]) => Properties.FunctionName);
  expect(found.toSorted()).toEqual(definitions.map(({ functionName }) => functionName).toSorted());
});

test("every schedule is in the stack, and no other", () => {
  const found = ofType(home, "AWS::Scheduler::Schedule").map(([, { Properties }]) => Properties.Name);
  const wanted = definitions.filter(({ source }) => "every" in source && source.every !== undefined);
  expect(found.toSorted()).toEqual(wanted.map(({ functionName }) => functionName).toSorted());
});

test.each([
  // An execution goes on with the version that it began with.
  [
    "the ledger, the evidence and their keys outlive the stack",
    false,
    ["AWS::DynamoDB::Table", "AWS::KMS::Key", "AWS::Lambda::Version", "AWS::S3::Bucket"],
  ],
  ["in the lab they do not", true, ["AWS::Lambda::Version"]],
])("%s", (_, lab, expected) => {
  const stack = synthesise({ lab })[names.stack] as Synthesised;
  const kept = Object.values(stack.resources).filter(
    ({ DeletionPolicy }) => DeletionPolicy !== "Delete" && DeletionPolicy !== undefined,
  );
  expect(new Set(kept.map(({ Type }) => Type))).toEqual(new Set(expected));
});

test("the outputs that the command line reads are there", () => {
  expect(Object.keys(home.outputs).toSorted()).toEqual([
    "AlarmTopicArn",
    "AnswersDeadUrl",
    "AuditsDeadUrl",
    "CreationsDeadUrl",
    "CreationsQueueUrl",
    "EvidenceBucketName",
    "NoticeTopicArn",
    "NoticesDeadUrl",
    "SessionsDeadUrl",
    "SessionsQueueUrl",
    "SettingsUrl",
    "TableName",
    "VendorActsDeadUrl",
    "VendorActsQueueUrl",
  ]);
});
