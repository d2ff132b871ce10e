import { expect, test } from "@jest/globals";
import fc from "fast-check";
import { readPolicy } from "../policy/read.ts";
import { admits } from "../policy/trust.ts";
import { policy } from "./fixture.ts";
import { livingTrust } from "./living-trust.ts";

const [dead, user] = ["AROAEXAMPLEGONE000001", "AIDAEXAMPLEGONE000002"];
const [one, other] = ["arn:aws:iam::999988887777:root", "arn:aws:iam::111122223333:role/app"];
const allow = (Principal: unknown, more: object = {}) => ({
  ...{ Effect: "Allow", Principal, Action: "sts:AssumeRole" },
  ...more,
});
const deny = (Principal: unknown) => ({ ...allow(Principal), Effect: "Deny" });
const withId = { Condition: { StringEquals: { "sts:ExternalId": "e" } } };

test.each<[string, readonly object[], readonly object[], readonly string[]]>([
  ["one among others", [allow({ AWS: [one, dead, other] }, withId)], [allow({ AWS: [one, other] }, withId)], [dead]],
  ["two", [allow({ AWS: [dead, one, user] })], [allow({ AWS: [one] })], [user, dead]],
  ["a whole statement", [allow({ AWS: dead }), allow({ AWS: one })], [allow({ AWS: one })], [dead]],
  [
    "beside a service",
    [allow({ AWS: dead, Service: "x.amazonaws.com" })],
    [allow({ Service: "x.amazonaws.com" })],
    [dead],
  ],
  [
    "what denies stays",
    [deny({ AWS: one }), allow({ AWS: [dead, other] })],
    [deny({ AWS: one }), allow({ AWS: [other] })],
    [dead],
  ],
])("%s", (_, before, after, gone) => {
  expect(livingTrust(policy(...before))).toEqual({ trust: policy(...after), gone });
});

test.each<[string, string]>([
  ["nobody is gone", policy(allow({ AWS: one }))],
  ["nobody is left", policy(allow({ AWS: dead }))],
  ["nobody is left but who is denied", policy(allow({ AWS: dead }), deny({ AWS: one }))],
  ["a Deny names who is gone", policy(deny({ AWS: [dead, one] }), allow({ AWS: [dead, one] }))],
  [
    "all but one who is gone",
    policy({ Effect: "Deny", NotPrincipal: { AWS: dead }, Action: "*" }, allow({ AWS: one })),
  ],
  ["a key that is not known", policy(allow({ AWS: [dead, one] }, { Other: 1 }))],
  ["a key in another spelling", policy({ ...allow({ AWS: [dead, one] }), effect: "Deny" })],
  ["a name that only looks like an id", policy(allow({ AWS: "arn:aws:iam::111122223333:role/AROAEXAMPLEGONE000001" }))],
  ["no JSON", "{"],
  ["a key twice", `{"Statement":[],"Statement":[${JSON.stringify(allow({ AWS: [dead, one] }))}]}`],
])("nothing is changed where %s", (_, trust) => expect(livingTrust(trust)).toBeUndefined());

test("it lets nobody in whom the whole one does not, and everybody who is there and was let in", () => {
  const names = fc.array(fc.constantFrom(dead, user, one, other, "*"), { minLength: 1, maxLength: 4 });
  const statement = fc
    .record({ names, Effect: fc.constantFrom("Allow", "Deny"), isSingle: fc.boolean(), hasId: fc.boolean() })
    .map(({ names: [first, ...rest], Effect, isSingle, hasId }) => ({
      ...allow({ AWS: isSingle ? first : [first, ...rest] }, hasId ? withId : {}),
      Effect,
    }));
  fc.assert(
    fc.property(fc.array(statement, { minLength: 1, maxLength: 4 }), fc.boolean(), (statements, hasId) => {
      const whole = policy(...statements);
      const living = livingTrust(whole)?.trust;
      if (living === undefined) return;
      for (const arn of [one, other, "arn:aws:iam::444455556666:role/stranger"]) {
        const by = (text: string) =>
          admits(readPolicy(text, "trust"), {
            principal: { arn },
            role: "arn:aws:iam::111122223333:role/vendor/x/y",
            context: hasId ? { "sts:ExternalId": "e" } : {},
          }).decision;
        expect(by(living)).toBe(by(whole));
      }
    }),
  );
});
