import { describe, expect, test } from "@jest/globals";
import { account, sessionArn } from "../policy/fixtures.ts";
import { type Bringing, isAbsentIn } from "./absent-keys.ts";

const create = { action: "sagemaker:CreateTrainingJob", context: { "aws:TagKeys": ["team"] } };
const tagged = { arn: `arn:aws:sagemaker:us-east-1:${account}:endpoint/e`, tags: { team: "TeamA" } };
const isAbsent = (key: string, change: Partial<Bringing["request"]> = {}, more: Partial<Bringing> = {}): boolean =>
  isAbsentIn({
    request: {
      ...{ principal: { arn: sessionArn }, action: "sagemaker:DeleteEndpoint", resource: { arn: "*" }, context: {} },
      ...change,
    },
    tagKeys: { team: "team", studiouserid: "studiouserid", project: "project" } as Bringing["tagKeys"],
    ...{ isPlain: false, mayHaveTag: () => false, ...more },
  })(key);

test.each([
  ...["aws:currenttime", "aws:epochtime", "aws:principalorgid", "aws:sourceip", "aws:sourcevpc", "aws:userid"],
  ...["aws:multifactorauthpresent", "aws:federatedprovider", "saml:sub", "lambda:sourcefunctionarn"],
])("%s may have any value, whoever asks", (key) => {
  expect([isAbsent(key), isAbsent(key, {}, { isPlain: true })]).toEqual([false, false]);
});

test.each(["aws:sourcearn", "aws:username", "aws:sourceidentity", "aws:tagkeys", "sagemaker:userprofilename"])(
  "%s is given, or not there",
  (key) => expect(isAbsent(key)).toBe(true),
);

describe("who attacks adds what helps, and a plain call does not:", () => {
  test.each<[string, Partial<Bringing["request"]>]>([
    ["aws:calledvia", {}],
    ["aws:viaawsservice", {}],
    ["sagemaker:filesystemid", create],
    ["aws:requesttag/env", create],
    ["sagemaker:searchvisibilitycondition/tags.env/equals", { action: "sagemaker:Search" }],
    ["aws:resourcetag/env", { resource: tagged }],
    ["sagemaker:resourcetag/env", { resource: tagged }],
    ["s3:existingobjecttag/env", { resource: { arn: "arn:aws:s3:::b/o" } }],
    ["aws:resourcetag/env", { resource: { arn: "arn:aws:s3:::b/o" } }],
  ])("%s", (key, request) => {
    expect([isAbsent(key, request), isAbsent(key, request, { isPlain: true })]).toEqual([false, true]);
  });
});

describe("surely not there:", () => {
  test.each<[string, Partial<Bringing["request"]>]>([
    ["aws:requesttag/env", { action: "sagemaker:CreateTrainingJob" }],
    ["aws:requesttag/team", create],
    ["sagemaker:filesystemid", {}],
    ["sagemaker:searchvisibilitycondition/tags.team/equalsifexists", { action: "sagemaker:Search" }],
    ["aws:resourcetag/env", {}],
    ["iam:resourcetag/env", { resource: { arn: `arn:aws:iam::${account}:role/r`, tags: { team: "TeamA" } } }],
    ["aws:resourcetag/studiouserid", { resource: tagged }],
  ])("%s", (key, request) => expect(isAbsent(key, request)).toBe(true));
});

test("a tag of the session, where its trust policy lets it have one", () => {
  const mayHaveTag = (key: string) => key === "admin";
  expect(isAbsent("aws:principaltag/admin", {}, { mayHaveTag })).toBe(false);
  expect(isAbsent("aws:principaltag/env", {}, { mayHaveTag })).toBe(true);
  expect(isAbsent("aws:principaltag/team", {}, { mayHaveTag: () => true })).toBe(true);
});
