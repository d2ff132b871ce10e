import { describe, expect, test } from "@jest/globals";
import { account, allow, when } from "../policy/fixtures.ts";
import { bordersOf } from "./borders.ts";
import { developer, estate } from "./fixtures.ts";
import { unaskedOf } from "./unasked.ts";

const found = (statement: object, asked: readonly string[] = []) => {
  const of = estate({}, { policies: [developer(statement)] });
  return unaskedOf(of, bordersOf(of), new Set(asked)).filter(({ role }) => role === "studio-TeamB");
};
const short = (statement: object, asked?: readonly string[]) =>
  found(statement, asked).map(({ pattern, resource, isGrave, actions }) => [
    pattern,
    resource,
    isGrave,
    actions.length,
  ]);

test("which role may do it, and by which statement", () => {
  expect(found(allow("iam:DeleteUser"))).toEqual([
    {
      ...{ role: "studio-TeamB", statement: { policy: "developer.json", index: 0, sid: undefined } },
      ...{ pattern: "iam:DeleteUser", resource: "*", actions: ["iam:DeleteUser"], isGrave: true },
    },
  ]);
});

describe("grave", () => {
  test.each<[string, object]>([
    ["IAM", allow("iam:DeactivateMFADevice")],
    ["users of a type", allow("iam:DeleteUser", `arn:aws:iam::${account}:user/*`)],
    ["objects of any bucket", allow("s3:RestoreObject", "arn:aws:s3:::*")],
    ["all of IAM by a wildcard", allow("iam:*")],
    ["everything", allow("*")],
    ["all but reading", { Effect: "Allow", NotAction: "iam:Get*", Resource: "*" }],
    ["everything anywhere but", { Effect: "Allow", Action: "ssm:*", NotResource: "arn:aws:ssm:*:*:parameter/x" }],
    [
      "by night",
      allow("kms:DisableKeyRotation", "*", when("DateGreaterThan", "aws:CurrentTime", "2020-01-01T00:00:00Z")),
    ],
    ["what is not tagged", allow("secretsmanager:DeleteSecret", "*", when("Null", "aws:ResourceTag/team", "true"))],
  ])("%s", (_, statement) => expect(found(statement).some(({ isGrave }) => isGrave)).toBe(true));
});

describe("told, and not grave", () => {
  test.each<[string, object, unknown[]]>([
    ["what only reads", allow("iam:GetUser"), ["iam:GetUser", "*", false, 1]],
    ["another service", allow("sns:Publish"), ["sns:Publish", "*", false, 1]],
    ["one whose actions we have no names of", allow("athena:*"), ["athena:*", "*", false, 0]],
    [
      "one thing",
      allow("lambda:DeleteFunction", "arn:aws:lambda:*:*:function:x-*"),
      ["lambda:DeleteFunction", "arn:aws:lambda:*:*:function:x-*", false, 1],
    ],
  ])("%s", (_, statement, expected) => expect(short(statement)).toEqual([expected]));
});

test.each<[string, object, (readonly string[])?]>([
  ["what is asked", allow("iam:DeleteUser"), ["iam:DeleteUser"]],
  ["SageMaker, which all is", allow("sagemaker:*"), []],
  ["the team's own", allow("kms:DisableKeyRotation", "*", when("StringEquals", "aws:ResourceTag/team", "TeamB")), []],
  ["a Deny", { ...allow("iam:DeleteUser"), Effect: "Deny" }, []],
])("not told: %s", (_, statement, asked) => expect(short(statement, asked)).toEqual([]));
