import { describe, expect, test } from "@jest/globals";
import { BadInput } from "#shared/model/errors.ts";
import { questionIn } from "./question.ts";

const account = "111122223333";
const asked = { who: `arn:aws:iam::${account}:role/a/b`, action: "s3:GetObject", resource: "arn:aws:s3:::x/y" };
const read = (change: object) => questionIn(undefined, { ...asked, ...change });

test("the other form is left alone", () => expect(questionIn("e-1", { json: true, failOn: "high" })).toBeUndefined());

test("all of it", () => {
  const question = read({
    ...{ resourceTags: ["team=a=b", "empty="], requestTags: ["team=A"], sessionTags: ["x=y"] },
    ...{ context: ["aws:SourceIp=1.2.3.4", "aws:TagKeys=a", "aws:TagKeys=b"], accessKey: "ASIAEXAMPLE" },
  });
  expect(question).toMatchObject({
    ...{ resourceTags: { team: "a=b", empty: "" }, requestTags: { team: "A" }, sessionTags: { x: "y" } },
    ...{ policies: undefined, accessKey: "ASIAEXAMPLE", action: "s3:GetObject", resource: asked.resource },
    context: { "aws:SourceIp": "1.2.3.4", "aws:TagKeys": ["a", "b"] },
  });
});

test("what is not given is not known, and request tags are none", () => {
  expect(read({})).toMatchObject({ resourceTags: undefined, sessionTags: undefined, requestTags: {}, context: {} });
});

test.each<[string, object]>([
  [`arn:aws:iam::${account}:role/a/b`, { kind: "role", name: "b", account, session: undefined }],
  [`arn:aws:sts::${account}:assumed-role/b/alice@x`, { kind: "session", name: "b", session: "alice@x" }],
  [`arn:aws-cn:iam::${account}:user/people/alice`, { kind: "user", name: "alice", partition: "aws-cn" }],
  [`arn:aws:iam::${account}:root`, { kind: "root", name: "" }],
])("who: %s", (who, expected) => expect(read({ who })?.who).toMatchObject({ arn: who, ...expected }));

describe("exactly one of the two forms, and all of it", () => {
  test.each<[string, string | undefined, object, string]>([
    ["neither", undefined, {}, "nothing is asked; allowed: an event id or an ARN, or --who, --action and --resource"],
    ["both", "e-1", asked, '"e-1" and --who, --action, --resource are both given'],
    ["an option of the other", "e-1", { resourceTags: ["a=b"] }, "--resource-tags are both given"],
    ["half", undefined, { who: asked.who }, "--action, --resource is missing"],
    ["no ARN", undefined, { ...asked, who: "alice" }, '--who: "alice"; allowed: the ARN of a role'],
    ["a federated user", undefined, { ...asked, who: `arn:aws:sts::${account}:federated-user/a` }, "--who"],
    ["no account", undefined, { ...asked, who: "arn:aws:iam::aws:role/a" }, "--who"],
    ["a wildcard", undefined, { ...asked, action: "s3:*" }, '--action: "s3:*"; allowed: service:Action'],
    ["no resource", undefined, { ...asked, resource: "bucket" }, '--resource: "bucket"; allowed: an ARN, or *'],
    ["no pair", undefined, { ...asked, context: ["x"] }, '--context: "x"; allowed: key=value'],
    ["no key", undefined, { ...asked, sessionTags: ["=x"] }, '--session-tags: "=x"'],
    [
      "files and the ledger",
      undefined,
      { ...asked, policies: "dir", accessKey: "ASIA" },
      "--policies and --access-key are both",
    ],
    ["a key twice", undefined, { ...asked, requestTags: ["a=1", "a=2"] }, '--request-tags: "a" stands twice'],
  ])("%s", (_, subject, options, message) => {
    expect(() => questionIn(subject, options as Record<string, unknown>)).toThrow(BadInput);
    expect(() => questionIn(subject, options as Record<string, unknown>)).toThrow(message);
  });
});
