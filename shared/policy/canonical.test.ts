import { isDeepStrictEqual } from "node:util";
import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { canonical, sameDocument } from "./canonical.ts";
import { evaluate } from "./evaluate.ts";
import { edit } from "./example-edits.ts";
import { account, allow, deny, identity, request, roleArn, vendorAccount, when } from "./fixtures.ts";
import { readPolicy } from "./read.ts";
import { admits } from "./trust.ts";

const text = (statement: unknown): string => JSON.stringify({ Version: "2012-10-17", Statement: statement });
const one = { Effect: "Allow", Action: ["s3:GetObject", "s3:PutObject"], Resource: "*" };
const trusting = (Principal: unknown) => text({ Effect: "Allow", Principal, Action: "sts:AssumeRole" });
const ifBool = (value: unknown): string => text({ ...one, ...when("Bool", "k", value) });
const accounts = [account, vendorAccount];

describe("documents", () => {
  test.each<[string, string, string]>([
    ["white space", text([one]), JSON.stringify(JSON.parse(text([one])), null, 4)],
    ["order of keys", text([one]), text([{ Resource: "*", Action: one.Action, Effect: "Allow" }])],
    ["order of names", text([one]), text([{ ...one, Action: one.Action.toReversed() }])],
    ["order of principals", trusting({ AWS: accounts }), trusting({ AWS: accounts.toReversed() })],
    ["order of a condition's values", ifBool(["a", "b"]), ifBool(["b", "a"])],
    ["a name twice", text([one]), text([{ ...one, Resource: ["*", "*"] }])],
    ["a name by itself", text([one]), text([{ ...one, Resource: ["*"] }])],
    ["a statement by itself", text([one]), text(one)],
    ["a truth value", ifBool(true), ifBool("true")],
    ["a number in a condition", ifBool(5), ifBool(["5"])],
    ["a key written with an escape", text([one]), text([one]).replace('"Action"', '"\\u0041ction"')],
    ["no JSON, the same", "{", "{"],
  ])("%s: the same", (_, first, second) => {
    expect([sameDocument(first, second), sameDocument(second, first)]).toEqual([true, true]);
  });

  test.each<[string, string, string]>([
    ["order of statements", text([one, { ...one, Sid: "b" }]), text([{ ...one, Sid: "b" }, one])],
    ["one action less", text([one]), text([{ ...one, Action: "s3:GetObject" }])],
    ["no action", text([one]), text([{ ...one, Action: [] }])],
    ["all but the action", text([one]), text([{ Effect: "Allow", NotAction: one.Action, Resource: "*" }])],
    ["one principal more", trusting({ AWS: account }), trusting({ AWS: accounts })],
    ["an account as a service", trusting({ AWS: account }), trusting({ Service: account })],
    ["an account as a number", trusting({ AWS: account }), trusting({ AWS: Number(account) })],
    ["a principal and anybody", trusting("*"), trusting({ AWS: "*" })],
    ["anybody in a list", trusting("*"), trusting(["*"])],
    ["the effect", text([one]), text([{ ...one, Effect: "Deny" }])],
    ["the effect in a list", text([one]), text([{ ...one, Effect: ["Allow"] }])],
    ["the sid", text([one]), text([{ ...one, Sid: "b" }])],
    ["the version", text([one]), text([one]).replace("2012", "2008")],
    ["no version", text([one]), text([one]).replace('"Version":"2012-10-17",', "")],
    ["a name's case", text([one]), text([{ ...one, Resource: "A" }])],
    ["a key's case", text([one]), text([one]).replace("Action", "action")],
    ["the same key in small letters", text([one]), text([{ ...one, effect: "Deny" }])],
    ["the key __proto__", text([one]), `{"__proto__":{},${text([one]).slice(1)}`],
    ["a number that is rounded", ifBool("9007199254740992"), ifBool(2 ** 53)],
    ["an empty condition", text([{ ...one, Condition: {} }]), text([{ ...one, Condition: [] }])],
    ["a list for an object", text([{ Effect: "Allow" }]), text([[["Effect", "Allow"]]])],
    ["null for text", text([{ ...one, Sid: null }]), text([{ ...one, Sid: "null" }])],
    ["a key twice", '{"Statement":[],"Statement":[]}', '{"Statement":[]}'],
    ["a key twice, once with an escape", '{"Statement":[],"\\u0053tatement":[]}', '{"Statement":[]}'],
    ["no JSON, another", "{", "{ "],
  ])("%s: another", (_, first, second) => {
    expect([sameDocument(first, second), sameDocument(second, first)]).toEqual([false, false]);
  });

  test("a document is itself however it is printed", () => {
    fc.assert(
      fc.property(fc.json({ maxDepth: 4 }), fc.integer({ min: 0, max: 4 }), (json, indent) => {
        fc.pre(canonical(json) !== undefined);
        expect(sameDocument(json, JSON.stringify(JSON.parse(json), null, indent))).toBe(true);
      }),
    );
  });
});

const principals = fc.constantFrom<unknown>(
  "*",
  { AWS: "*" },
  { AWS: [roleArn, vendorAccount] },
  { Service: "ec2.amazonaws.com", AWS: account },
);
const conditions = fc.constantFrom(
  {},
  when("StringEquals", "x:user", ["one", `\${x:team}`]),
  when("NumericLessThan", "x:age", 5),
  when("NumericLessThan", "x:age", "5"),
  when("Bool", "x:mfa", true),
  when("Null", "x:user", ["true"]),
);
const sids = fc.constantFrom({}, { Sid: "a" });
const statement = fc
  .record({
    sid: sids,
    effect: fc.constantFrom("Allow", "Deny"),
    who: principals,
    when: conditions,
    trusts: fc.boolean(),
  })
  .map(({ sid, effect, who, when: condition, trusts }) => ({
    ...sid,
    ...(trusts
      ? { Effect: effect, Principal: who, Action: ["sts:AssumeRole", "sts:TagSession"] }
      : { ...allow(["s3:GetObject", "s3:Put*"], ["*", `arn:aws:s3:::a/\${x:user}`]), Effect: effect }),
    ...condition,
  }));
const policies = fc
  .tuple(fc.constantFrom({ Version: "2012-10-17" }, {}), fc.array(statement, { minLength: 1, maxLength: 2 }))
  .map(([version, Statement]) => ({ ...version, Statement }));

const contexts = [
  {},
  { "x:user": "one", "x:team": "two", "x:age": "1", "x:mfa": "true" },
  { "x:user": "two", "x:age": "9" },
];
const asks = contexts.flatMap((context) =>
  ["s3:GetObject", "s3:PutObject", "iam:PassRole"].map((action) =>
    request({ action, resource: { arn: "arn:aws:s3:::a/one" }, context }),
  ),
);
const callers = [roleArn, `arn:aws:iam::${vendorAccount}:root`, "ec2.amazonaws.com", "arn:aws:iam::000000000000:root"];

/** What our own evaluator says of a policy: on a principal, on a resource, and as a trust policy. */
const judged = (document: string): readonly string[] => {
  const [own, trust, resource] = (["identity", "trust", "resource"] as const).map((kind) => readPolicy(document, kind));
  if (!own || !trust || !resource) return [];
  return [
    ...asks.flatMap((ask) => [
      evaluate(ask, { identity: [{ name: "own", policy: own }] }).decision,
      evaluate(ask, { identity: [identity(allow("*")), { name: "own", policy: own }] }).decision,
      evaluate(ask, { identity: [identity(deny("iam:*"))], resource: { name: "its", policy: resource } }).decision,
    ]),
    ...contexts.flatMap((context) =>
      callers.map((arn) => admits(trust, { principal: { arn }, role: roleArn, context }).decision),
    ),
  ];
};

test("documents that differ in meaning are never the same", () => {
  let same = 0;
  fc.assert(
    fc.property(policies, edit, (policy, changed) => {
      const [before, after] = [JSON.stringify(policy), changed(policy)];
      if (!sameDocument(before, after)) return;
      expect(judged(after)).toEqual(judged(before));
      if (before !== after) same++;
    }),
    { numRuns: 1_500 },
  );
  expect(same).toBeGreaterThan(10);
});

test("no two values of any form become one", () => {
  const value = fc.letrec<{ any: unknown }>((tie) => ({
    any: fc.oneof(
      { maxDepth: 4, withCrossShrink: true },
      fc.constantFrom<unknown>("a", "pairs", 1, true, null),
      fc.array(tie("any"), { maxLength: 2 }),
      fc.dictionary(fc.constantFrom("a", "pairs", "__proto__"), tie("any"), { maxKeys: 2 }),
    ),
  })).any;
  fc.assert(
    fc.property(value, value, (first, second) => {
      const [one, other] = [first, second].map((any) => JSON.stringify({ any })) as [string, string];
      expect(sameDocument(one, other)).toBe(isDeepStrictEqual(JSON.parse(one), JSON.parse(other)));
    }),
    { numRuns: 2_000 },
  );
});
