import { describe, expect, test } from "@jest/globals";
import { fakeClient } from "../../../test/fake-client.ts";
import { allow, deny, identity, named, request, resourcePolicy, when } from "../../policy/fixtures.ts";
import type { Layers } from "../../policy/model.ts";
import { policySimulator } from "./policy-simulator.ts";

const place = { region: "us-east-1" };
const all = identity(allow("*"));
const user = { arn: "arn:aws:iam::111122223333:user/alice" };
const answering = (answer: object | Error) => fakeClient({ SimulateCustomPolicy: answer });
const allowed = { EvaluationResults: [{ EvalDecision: "allowed" }] };
const failure = (name: string) => Object.assign(new Error("words"), { name });

test("asks with every layer, and with each key as the type it is compared as", async () => {
  const client = answering(allowed);
  const own = identity(
    allow("*", "*", when("NumericLessThan", "X:Age", "5")),
    deny("*", "*", when("Null", "x:age", "true")),
  );
  const layers: Layers = { identity: [own], boundary: all, scps: [[all], [all]], resource: resourcePolicy("*") };
  const context = { "x:age": "4", "aws:TagKeys": ["a", "b"], "x:none": [], "aws:ResourceAccount": "999988887777" };
  const asked = request({ principal: { ...user, tags: { team: "A" } }, context });
  expect(await policySimulator(place, client)({ request: asked, layers })).toEqual({ decision: "allowed" });
  const text = all.policy.text;
  expect(client.sent[0]?.input).toMatchObject({
    PolicyInputList: [own.policy.text],
    PermissionsBoundaryPolicyInputList: [text],
    OrderedOrganizationPolicyInputList: [
      { ServiceControlPolicyInputList: [text] },
      { ServiceControlPolicyInputList: [text] },
    ],
    ActionNames: ["s3:GetObject"],
    ResourceArns: [asked.resource.arn],
    ResourcePolicy: layers.resource?.policy.text,
    CallerArn: user.arn,
    ResourceOwner: "arn:aws:iam::999988887777:root",
    ContextEntries: expect.arrayContaining([
      { ContextKeyName: "x:age", ContextKeyValues: ["4"], ContextKeyType: "numeric" },
      { ContextKeyName: "aws:tagkeys", ContextKeyValues: ["a", "b"], ContextKeyType: "stringList" },
      { ContextKeyName: "aws:principaltag/team", ContextKeyValues: ["A"], ContextKeyType: "string" },
    ]),
  });
  expect(JSON.stringify(client.sent)).not.toContain("x:none");
});

test("what is said about the one resource counts", async () => {
  const results = { EvalDecision: "allowed", ResourceSpecificResults: [{ EvalResourceDecision: "explicitDeny" }] };
  const ask = policySimulator(place, answering({ EvaluationResults: [results] }));
  expect(await ask({ request: request(), layers: { identity: [all] } })).toEqual({ decision: "explicitDeny" });
});

describe("is not asked what it cannot judge", () => {
  const scp = named("scp", "identity", [allow("*", "*", when("Bool", "a:b", "true"))]);
  test.each<[string, Layers]>([
    ["session policies", { identity: [all], session: [all] }],
    ["resource control policies", { identity: [all], rcps: [[resourcePolicy("*")]] }],
    ["IAM users only", { identity: [all], resource: resourcePolicy("*") }],
    ["that have conditions", { identity: [all], scps: [[scp]] }],
    ["a policy of the principal", { identity: [] }],
  ])("%s", async (words, layers) => {
    const client = answering(allowed);
    expect(await policySimulator(place, client)({ request: request(), layers })).toEqual({
      limit: expect.stringContaining(words),
    });
    expect(client.sent).toEqual([]);
  });

  test("one key in two spellings", async () => {
    const asked = request({ resource: { arn: "*", tags: { team: "A", Team: "B" } } });
    const opinion = await policySimulator(place, answering(allowed))({ request: asked, layers: { identity: [all] } });
    expect(opinion).toEqual({ limit: "it takes a key in one spelling" });
  });
});

describe("what it refuses is a limit, other failures are failures", () => {
  const asked = { request: request(), layers: { identity: [all] } };
  test.each(["InvalidInputException", "InvalidInput", "PolicyEvaluationException"])("%s", async (name) => {
    expect(await policySimulator(place, answering(failure(name)))(asked)).toEqual({ limit: "it refused: words" });
  });
  test("no decision", async () => {
    expect(await policySimulator(place, answering({}))(asked)).toEqual({ limit: "it gave no decision" });
  });
  test("AccessDenied", async () => {
    await expect(policySimulator(place, answering(failure("AccessDenied")))(asked)).rejects.toThrow("words");
  });
});
