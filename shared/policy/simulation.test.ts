import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { BadInput } from "../model/errors.ts";
import { evaluate } from "./evaluate.ts";
import { allow, deny, object, roleArn } from "./fixtures.ts";
import { readPolicy } from "./read.ts";
import { readCase, rememberingReader } from "./simulation.ts";

const policy = (...statements: readonly object[]) => ({ Version: "2012-10-17", Statement: statements });
const request = { principal: { arn: roleArn }, action: "s3:GetObject", resource: { arn: object } };
const line = (change: object = {}): string => JSON.stringify({ request, ...change });
const requestWith = (change: object): string => line({ request: { ...request, ...change } });
const answer = (text: string) => {
  const { request: asked, layers } = readCase(text);
  return evaluate(asked, layers);
};

describe("every layer is read, and named in the answer", () => {
  const all = policy(allow("*"));
  const no = policy(allow("*"), { Sid: "No", ...deny("s3:*") });
  const open = policy({ Principal: "*", ...allow("*") });
  const shut = policy({ Principal: "*", ...allow("*") }, { Sid: "No", Principal: "*", ...deny("s3:*") });
  test.each<[string, object]>([
    ["identity[1]", { identityPolicies: [all, no] }],
    ["boundary", { boundary: no }],
    ["session[0]", { sessionPolicies: [no] }],
    ["scp[0][1]", { scps: [all, no] }],
    ["scp[1][0]", { scps: [[all], [no]] }],
    ["rcp[0][0]", { rcps: [[shut]] }],
    ["resource", { resourcePolicy: shut }],
  ])("%s", (name, change) => {
    const change_ = { identityPolicies: [all], ...change };
    expect(answer(line(change_))).toEqual({
      decision: "explicitDeny",
      statement: { policy: name, index: 1, sid: "No" },
    });
  });

  test("policies of one level allow together, levels each by itself", () => {
    const [reads, writes] = [policy(allow("s3:Get*")), policy(allow("s3:Put*"))];
    const decision = (scps: unknown) => answer(line({ identityPolicies: [all], scps })).decision;
    expect(decision([writes, reads])).toBe("allowed");
    expect(decision([[writes, reads]])).toBe("allowed");
    expect(decision([[writes], [reads]])).toBe("implicitDeny");
    expect(decision([[]])).toBe("implicitDeny");
    expect(decision([])).toBe("allowed");
  });

  test("left out and null are the same, a policy and its text as well", () => {
    const left = { boundary: null, sessionPolicies: null, scps: null, rcps: null, resourcePolicy: null };
    expect(answer(line(left)).decision).toBe("implicitDeny");
    expect(answer(line({ ...left, identityPolicies: [JSON.stringify(all)], rcps: [open] })).decision).toBe("allowed");
  });

  test("a role's policy is its trust", () => {
    const trust = policy({ Effect: "Allow", Principal: { AWS: roleArn }, Action: "sts:AssumeRole" });
    const change = { action: "sts:AssumeRole", resource: { arn: `${roleArn}-2` } };
    expect(answer(line({ resourcePolicy: trust, request: { ...request, ...change } })).decision).toBe("allowed");
  });
});

test("values are texts; __proto__ is a key like another", () => {
  const context = { "x:n": 5, "x:yes": true, "x:all": ["a", 1, false], ["__proto__"]: "p" };
  const tags = JSON.parse('{"__proto__":"t","constructor":"c"}');
  const { request: read, id } = readCase(
    line({ id: "one", request: { ...request, principal: { arn: roleArn, tags }, context } }),
  );
  expect(id).toBe("one");
  expect(Object.entries(read.context)).toEqual([
    ...[
      ["x:n", "5"],
      ["x:yes", "true"],
    ],
    ["x:all", ["a", "1", "false"]],
    ["__proto__", "p"],
  ]);
  expect(JSON.stringify(read.principal.tags)).toBe('{"__proto__":"t","constructor":"c"}');
  const proto = { Condition: { StringEquals: { "aws:PrincipalTag/__proto__": "t" } } };
  const change = { principal: { arn: roleArn, tags } };
  const own = [policy(allow("s3:*", "*", proto))];
  expect(answer(line({ identityPolicies: own, request: { ...request, ...change } })).decision).toBe("allowed");
});

describe("refuses, with the place and what is allowed", () => {
  const scalars = "allowed: text, a number, true or false, or a list of them";
  test.each<[string, string, string]>([
    ["no JSON", '{"request" 1}', "not JSON at character 12; allowed: one case as JSON"],
    ["nothing", "", "not JSON; allowed: one case as JSON"],
    ["NUL", '{"request":\u0000}', "not JSON; allowed: one case as JSON"],
    ["depth", "[".repeat(40) + "]".repeat(40), "nested deeper than 32; allowed: one case as JSON"],
    ["a key twice", '{"request":1,"request":2}', "request: stands twice; allowed: each key once"],
    ["a list", "[]", "found a list of 0; allowed: an object of request, identityPolicies,"],
    ["no request", "{}", "request is missing; allowed: request,"],
    ["a typo", line({ sessionPolicy: [] }), "sessionPolicy: no such key; allowed: request, identityPolicies,"],
    ["__proto__", '{"__proto__":{"request":1}}', "__proto__: no such key; allowed: request,"],
    ["an id that is none", line({ id: 7 }), "id: found the number 7; allowed: text"],
    ["no principal", line({ request: {} }), "request: principal is missing; allowed: principal, action, resource"],
    ["principal as text", requestWith({ principal: roleArn }), "request.principal: found "],
    ["no ARN", requestWith({ principal: { arn: "" } }), 'request.principal.arn: found ""; allowed: an ARN'],
    ["tags", requestWith({ resource: { arn: "*", tags: { a: 1 } } }), "request.resource.tags.a: found the number 1"],
    ["action", requestWith({ action: "s3:*" }), 'request.action: found "s3:*"; allowed: service:Action'],
    ["context", requestWith({ context: [] }), "request.context: found a list of 0; allowed: an object of values"],
    ["null", requestWith({ context: { "a:b": null } }), `request.context["a:b"]: found nothing; ${scalars}`],
    ["in a list", requestWith({ context: { a: ["x", {}] } }), `request.context.a[1]: found a map; ${scalars}`],
    ["a policy", line({ identityPolicies: [3] }), "identityPolicies[0]: found the number 3; allowed: an IAM policy"],
    ["no list", line({ identityPolicies: {} }), "identityPolicies: found a map; allowed: a list"],
    ["unread text", line({ boundary: "{" }), "boundary: not JSON"],
    ["no policy", line({ scps: [["{}"]] }), "scps[0][0]: no object with a Statement; allowed: an IAM policy"],
    ["levels", line({ scps: [policy(allow("*")), []] }), "scps: policies beside lists; allowed: policies of one level"],
  ])("%s", (_, text, message) => {
    expect(() => readCase(text)).toThrow(BadInput);
    expect(() => readCase(text)).toThrow(message);
  });

  test("whatever else stands there", () => {
    const key = fc.constantFrom("request", "principal", "arn", "tags", "context", "scps", "boundary", "__proto__");
    fc.assert(
      fc.property(fc.object({ key, maxDepth: 4 }), (value) => {
        try {
          readCase(JSON.stringify({ request, ...value }));
        } catch (error) {
          expect(error).toBeInstanceOf(BadInput);
        }
      }),
    );
  });
});

test("a policy with a part that nobody knows is not refused: the answer is ambiguous", () => {
  const odd = policy({ Sid: "Odd", ...allow("s3:*"), Condition: { StringIs: { "a:b": "c" } } });
  const statement = { policy: "identity[0]", index: 0, sid: "Odd" };
  expect(answer(line({ identityPolicies: [odd] }))).toEqual({ decision: "ambiguous", statement });
});

test("rememberingReader reads as readPolicy does, and keeps no more than it may", () => {
  const read = rememberingReader(2, 200);
  const texts = ["*", "s3:*", "iam:*", "*", "a".repeat(300)].map((action) => policy(allow(action)));
  for (const each of texts) expect(read(each, "identity")).toEqual(readPolicy(each, "identity"));
  expect(read(texts[3], "identity")).toBe(read(texts[0], "identity"));
  expect(read(texts[0], "resource")).toEqual(readPolicy(texts[0], "resource"));
  expect(read(texts[4], "identity")).not.toBe(read(texts[4], "identity"));
});
