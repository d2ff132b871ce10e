import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import type { PolicyKind } from "./model.ts";
import { managedPolicyLimit, readPolicy } from "./read.ts";

const statement = { Sid: "Read", Effect: "Allow", Action: ["s3:GetObject"], Resource: "arn:aws:s3:::acme/*" };
const policy = (change: object = {}, around: object = {}) => ({
  Version: "2012-10-17",
  Statement: [statement, { ...statement, Sid: "Second", ...change }],
  ...around,
});
const types = (input: unknown, kind: PolicyKind = "identity") =>
  readPolicy(input, kind).problems.map(({ type }) => type);

describe("a sound policy", () => {
  const read = readPolicy(policy({ Condition: { Bool: { "aws:SecureTransport": true } } }), "identity");

  test("is read without problems", () => {
    expect(read.problems).toEqual([]);
    expect(read.document?.version).toBe("2012-10-17");
    expect(read.document?.statements[1]).toMatchObject({
      ...{ index: 1, sid: "Second", effect: "Allow", actions: ["s3:GetObject"], resources: ["arn:aws:s3:::acme/*"] },
      conditions: [{ operator: "Bool", ifExists: false, set: undefined, key: "aws:SecureTransport", values: ["true"] }],
    });
  });

  test("each statement has its line in the text", () => {
    const lines = read.text.split("\n");
    for (const { line, sid } of read.document?.statements ?? []) {
      expect(lines[line - 1]).toBe("    {");
      expect(lines[line]).toContain(`"Sid": "${sid}"`);
    }
  });

  test.each([
    ["text", JSON.stringify(policy())],
    ["as the API encodes it", encodeURIComponent(JSON.stringify(policy()))],
    ["an object", policy()],
  ])("may be given as %s", (_, input) => {
    expect(readPolicy(input, "identity")).toEqual(readPolicy(policy(), "identity"));
  });

  test("a statement alone needs no list", () => {
    expect(readPolicy({ Version: "2012-10-17", Statement: statement }, "identity").document?.statements).toEqual([
      expect.objectContaining({ index: 0, line: 3 }),
    ]);
  });

  test("the version is the older one where none is given", () => {
    const read = readPolicy({ Statement: [statement] }, "identity");
    expect(read).toMatchObject({ problems: [], document: { version: "2008-10-17" } });
  });
});

describe("what is wrong is noted, and the rest is read", () => {
  test.each<[string, unknown, string[]]>([
    ["no JSON", "{", ["not-json"]],
    ["a broken encoding", "%7B%zz", ["not-json"]],
    ["nothing", undefined, ["not-a-policy"]],
    ["a list", [], ["not-a-policy"]],
    ["null", "null", ["not-a-policy"]],
    ["a depth bomb", "[".repeat(50_000) + "]".repeat(50_000), ["too-deep"]],
    ["a text that nobody stores", " ".repeat(131_073), ["too-long"]],
    ["more than AWS stores", policy({ Resource: `arn:aws:s3:::${"x".repeat(11_000)}` }), ["too-long"]],
    ["an element of another version", policy({}, { Statements: [] }), ["unknown-element"]],
    ["an unknown version", policy({}, { Version: "2015-01-01" }), ["unknown-version"]],
    ["no statements", policy({}, { Statement: [] }), ["missing-element"]],
    ["a statement that is none", policy({}, { Statement: ["x"] }), ["wrong-type"]],
    ["no effect", policy({ Effect: undefined }), ["missing-element"]],
    ["an effect in lower case", policy({ Effect: "allow" }), ["wrong-type"]],
    ["an unknown element", policy({ Resources: "*" }), ["unknown-element"]],
    ["a principal", policy({ Principal: "*" }), ["unknown-element"]],
    ["no action", policy({ Action: undefined }), ["missing-element"]],
    ["an empty list", policy({ Action: [] }), ["wrong-type"]],
    ["both of a pair", policy({ NotAction: "s3:*" }), ["wrong-type"]],
    ["an action without a service", policy({ Action: "GetObject" }), ["wrong-type"]],
    ["a number for a resource", policy({ Resource: 7 }), ["wrong-type"]],
    ["a Sid that is a list", policy({ Sid: [] }), ["wrong-type"]],
    ["an operator that AWS does not have", policy({ Condition: { String: { "aws:x": "y" } } }), ["unknown-operator"]],
    ["conditions as a list", policy({ Condition: [] }), ["wrong-type"]],
    ["an operator without keys", policy({ Condition: { Bool: "true" } }), ["wrong-type"]],
    ["a condition's value that is none", policy({ Condition: { Bool: { "aws:x": null } } }), ["wrong-type"]],
  ])("%s", (_, input, expected) => {
    const read = readPolicy(input, "identity");
    expect(read.problems.map(({ type }) => type)).toEqual(expected);
  });

  test("with the statement and its line", () => {
    const read = readPolicy(policy({ Condition: { String: { "aws:x": "y" } } }), "identity");
    const [problem] = read.problems;
    expect(problem).toMatchObject({ statement: 1, what: "String is no operator that AWS has" });
    expect(read.text.split("\n")[(problem?.line ?? 0) - 1]).toContain('"String"');
    expect(read.document?.statements[1]?.conditions).toMatchObject([{ operator: "String", values: ["y"] }]);
  });

  test("keys that stand twice", () => {
    const text =
      '{"Version":"2012-10-17","Statement":[{"Effect":"Deny","Effect":"Allow","Action":"*","Resource":"*"}]}';
    expect(readPolicy(text, "identity").problems).toEqual([
      { type: "duplicate-key", statement: 0, what: "Effect stands twice in one object" },
    ]);
  });

  test("a cycle and a depth in objects", () => {
    const round: Record<string, unknown> = {};
    round.Statement = round;
    let deep: unknown = 1;
    for (let depth = 0; depth < 20_000; depth++) deep = [deep];
    expect(types(round)).toEqual(["not-a-policy"]);
    expect(types({ Statement: deep })).toHaveLength(1);
  });

  test.each([
    ["trust", 4096],
    ["identity", 10_240],
  ] as const)("a %s policy may have %i characters, white space aside", (kind, limit) => {
    const base = kind === "trust" ? { Effect: "Allow", Principal: "*", Action: "sts:AssumeRole" } : statement;
    const document = (Sid: string) => ({ Version: "2012-10-17", Statement: [{ ...base, Sid }] });
    const room = limit - JSON.stringify(document("")).length;
    expect(types(document("x".repeat(room) + " ".repeat(50)), kind)).toEqual([]);
    expect(types(document("x".repeat(room + 1)), kind)).toEqual(["too-long"]);
  });

  test("a managed policy has a limit of its own", () => {
    const document = policy({ Resource: `arn:aws:s3:::${"x".repeat(7000)}` });
    expect(types(document)).toEqual([]);
    expect(readPolicy(document, "identity", managedPolicyLimit).problems).toMatchObject([{ type: "too-long" }]);
  });

  test("no value is repeated", () => {
    const secret = "S3cretValue";
    const inputs: unknown[] = [
      ...["Effect", "Version", "Sid", "Principal", "Action", "Resource"].map((key) =>
        policy({ [key]: { [secret]: secret } }),
      ),
      policy({ Condition: { StringEquals: { "sts:ExternalId": [secret, null] } } }),
      `{"Statement": ${secret}`,
    ];
    for (const input of inputs) expect(JSON.stringify(readPolicy(input, "identity").problems)).not.toContain(secret);
  });
});

test("whatever is given, reading ends in a policy", () => {
  const kind = fc.constantFrom<PolicyKind>("identity", "trust", "resource");
  const keys = ["Version", "Id", "Statement", "Effect", "Action", "Principal", "AWS", "Condition", "Bool", "__proto__"];
  const object = fc.object({ key: fc.constantFrom(...keys), maxDepth: 6, withNullPrototype: true });
  fc.assert(
    fc.property(fc.oneof(object, fc.anything(), fc.json(), fc.string()), kind, (input, of) => {
      const read = readPolicy(input, of);
      expect(read.kind).toBe(of);
      expect(read.document === undefined ? read.problems.length > 0 : true).toBe(true);
    }),
  );
});
