import { describe, expect, test } from "@jest/globals";
import { fakeClient } from "../../../test/fake-client.ts";
import { allow, deny, identity, named, request, resourcePolicy, when } from "../../policy/fixtures.ts";
import type { Layers } from "../../policy/model.ts";
import { policySimulator, policySimulators } from "./policy-simulator.ts";

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

  test("who may take a role", async () => {
    const asked = request({ principal: user, action: "sts:AssumeRole" });
    const layers = { identity: [all], resource: resourcePolicy("*") };
    expect(await policySimulator(place, answering(allowed))({ request: asked, layers })).toEqual({
      limit: expect.stringContaining("trust policy"),
    });
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

describe("many requests", () => {
  const result = (EvalActionName: string, EvalDecision = "allowed") => ({ EvalActionName, EvalDecision });
  const ask = (client: ReturnType<typeof fakeClient>, actions: readonly string[], change: object = {}) =>
    policySimulators(
      place,
      client,
    )(actions.map((action) => ({ request: request({ action, ...change }), layers: { identity: [all] } })));
  const actionsAsked = (client: ReturnType<typeof fakeClient>) =>
    client.sent.map(({ input }) => (input as { ActionNames: string[] }).ActionNames);

  test("that differ in their actions are one call, over several pages; answers in the order of the questions", async () => {
    const client = fakeClient({
      SimulateCustomPolicy: [
        { EvaluationResults: [result("S3:GetObject", "explicitDeny")], IsTruncated: true, Marker: "more" },
        { EvaluationResults: [result("s3:PutObject")], IsTruncated: false, Marker: "old" },
      ],
    });
    expect(await ask(client, ["s3:PutObject", "s3:GetObject", "s3:PutObject"])).toEqual(
      ["allowed", "explicitDeny", "allowed"].map((decision) => ({ decision })),
    );
    expect(actionsAsked(client)).toEqual(Array(2).fill(["s3:PutObject", "s3:GetObject"]));
    expect(client.sent[1]?.input).toMatchObject({ Marker: "more" });
  });

  test.each<[string, (at: number) => object]>([
    ["another resource", (at) => ({ request: request({ resource: { arn: `arn:aws:s3:::x/${at}` } }) })],
    ["other tags", (at) => ({ request: request({ resource: { arn: "*", tags: { team: `${at}` } } }) })],
    ["another policy", (at) => ({ layers: { identity: [identity(allow(`s3:Get${at}*`))] } })],
  ])("with %s are calls of their own", async (_, change) => {
    const client = answering({ EvaluationResults: [result("s3:GetObject")] });
    const asked = [0, 1, 2].map((at) => ({ request: request(), layers: { identity: [all] }, ...change(at) }));
    expect(await policySimulators(place, client)(asked)).toEqual(Array(3).fill({ decision: "allowed" }));
    expect(client.sent).toHaveLength(3);
  });

  test("at most 25 actions in a call", async () => {
    const actions = Array.from({ length: 30 }, (_, index) => `s3:Get${index}`);
    const client = answering({ EvaluationResults: actions.map((action) => result(action)) });
    expect(await ask(client, actions)).toHaveLength(30);
    expect(actionsAsked(client).map(({ length }) => length)).toEqual([25, 5]);
  });

  test("what is refused together is asked one by one", async () => {
    const refused = failure("InvalidInputException");
    const client = fakeClient({
      SimulateCustomPolicy: [refused, { EvaluationResults: [result("s3:GetObject")] }, refused],
    });
    expect(await ask(client, ["s3:GetObject", "s3:PutObject"])).toEqual([
      ...[{ decision: "allowed" }, { limit: "it refused: words" }],
    ]);
    expect(actionsAsked(client)).toEqual([["s3:GetObject", "s3:PutObject"], ["s3:GetObject"], ["s3:PutObject"]]);
  });

  test("an action without an answer, and a request that cannot be asked", async () => {
    const client = answering({ EvaluationResults: [result("s3:GetObject")] });
    const answers = await policySimulators(
      place,
      client,
    )([
      { request: request({ action: "s3:PutObject" }), layers: { identity: [all] } },
      { request: request({ action: "s3:GetObject" }), layers: { identity: [all] } },
      { request: request(), layers: { identity: [] } },
    ]);
    expect(answers).toEqual([
      { limit: "it gave no decision" },
      { decision: "allowed" },
      { limit: "it needs a policy of the principal" },
    ]);
  });
});
