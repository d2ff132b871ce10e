import { describe, expect, test } from "@jest/globals";
import type { Estate } from "../model.ts";
import { policyOf, roleOf, sessionOf, smallEstate } from "./fixtures.ts";
import { judge } from "./judge.ts";
import { slots, type Thing, tagText } from "./model.ts";
import { ask } from "./tries.ts";
import { worldOf } from "./world.ts";

const own = `\${aws:PrincipalTag/team}`;
const allow = (more: object = {}) => ({ Effect: "Allow", Action: "*", Resource: "*", ...more });
const denyAll = policyOf("deny", { Effect: "Deny", Action: "*", Resource: "*" });
const when = (operator: string, key: string, value: string) => ({ Condition: { [operator]: { [key]: value } } });
const [endpoint, object]: [Thing, Thing] = [
  { arn: "arn:aws:sagemaker:us-east-1:111122223333:endpoint/e", tags: { team: "TeamA" }, isTagAskable: true },
  { arn: "arn:aws:s3:::shared/TeamA/a", tags: {}, isTagAskable: true },
];

const decide = (
  estate: Estate,
  action = "sagemaker:DeleteEndpoint",
  on = endpoint,
  facts = new Map<string, string>(),
) => {
  const [by] = worldOf(estate).sessions;
  if (by === undefined) throw new Error("no session");
  return judge(estate, ask(by, action, on), facts).decision;
};

describe("a request brings", () => {
  test.each<[string, object, string]>([
    ["the tag of the resource", when("StringEquals", "aws:ResourceTag/team", "TeamA"), "allowed"],
    ["the same under the service's name", when("StringEquals", "sagemaker:ResourceTag/team", "TeamA"), "allowed"],
    ["the tags of role and session", when("StringEquals", "aws:PrincipalTag/studiouserid", "bob"), "allowed"],
    ["the endpoint that it came through", when("StringEquals", "aws:SourceVpce", "vpce-1"), "allowed"],
    ["the source identity", when("StringEquals", "aws:SourceIdentity", "bob"), "allowed"],
    ["the role with its path", when("ArnEquals", "aws:PrincipalArn", roleOf("TeamB").arn), "allowed"],
    ["nobody else's team", when("StringEquals", "aws:ResourceTag/team", own), "implicitDeny"],
  ])("%s", (_, condition, decision) => {
    expect(decide(smallEstate([policyOf("p", allow(condition))]))).toBe(decision);
  });
});

test("a condition that nobody can tell opens, and does not close", () => {
  const night = when("DateGreaterThan", "aws:CurrentTime", "2020-01-01T00:00:00Z");
  const denied = policyOf("d", { ...allow(night), Effect: "Deny" });
  expect(decide(smallEstate([policyOf("p", allow(night))]))).toBe("ambiguous");
  expect(decide(smallEstate([policyOf("p", allow()), denied]))).toBe("ambiguous");
});

test("tags count as they are by then, the resource's and the role's", () => {
  const estate = smallEstate([policyOf("p", allow(when("StringEquals", "aws:ResourceTag/team", own)))]);
  const role = roleOf("TeamB");
  const retagged = new Map([[slots.tags(endpoint), tagText({ team: "TeamB" })]]);
  const became = new Map([[slots.tags(role), tagText({ team: "TeamA" })]]);
  expect([retagged, became].map((facts) => decide(estate, undefined, endpoint, facts))).toEqual(["allowed", "allowed"]);
});

test("tags that IAM cannot be asked for are not there", () => {
  const estate = smallEstate([policyOf("p", allow(when("StringEquals", "aws:ResourceTag/team", "TeamA")))]);
  expect(decide(estate, undefined, { ...endpoint, isTagAskable: false })).toBe("implicitDeny");
});

describe("limits:", () => {
  const policies = [policyOf("p", allow())];
  const withRole = (change: object): Estate =>
    smallEstate([], { principals: [roleOf("TeamB", { policies, ...change })] });
  test.each<[string, Estate, Thing, string]>([
    ["boundary", withRole({ boundary: denyAll }), endpoint, "explicitDeny"],
    [
      "session policy",
      withRole({ sessions: [{ ...sessionOf("bob"), policies: [denyAll] }] }),
      endpoint,
      "explicitDeny",
    ],
    ["policy of the organisation", smallEstate(policies, { scps: [[denyAll]] }), endpoint, "explicitDeny"],
    ["a level without policies is not known", smallEstate(policies, { scps: [[]], rcps: [[]] }), object, "allowed"],
    [
      "policy on resources, where the service knows them",
      smallEstate(policies, { rcps: [[denyAll]] }),
      object,
      "explicitDeny",
    ],
    [
      "policy on resources that SageMaker does not know",
      smallEstate(policies, { rcps: [[denyAll]] }),
      endpoint,
      "allowed",
    ],
  ])("%s", (_, estate, on, decision) => {
    expect(decide(estate, on === object ? "s3:GetObject" : "sagemaker:DeleteEndpoint", on)).toBe(decision);
  });
});

test("what was decided before stays so", () => {
  const decision = { decision: "ambiguous" as const, statement: undefined };
  expect(judge(smallEstate(), { decision }, new Map())).toBe(decision);
});
