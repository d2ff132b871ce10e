import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import type { Condition } from "../../policy/model.ts";
import { outcome } from "./may-hold.ts";

const condition = (operator: string, key: string, ...values: string[]): Condition => ({
  operator,
  ifExists: false,
  set: undefined,
  key,
  values,
});
const now = "2027-01-15T12:00:00Z";
const answer = (one: Condition, known: Readonly<Record<string, readonly string[] | "absent">>) => {
  const { may, must } = outcome(one, new Map(Object.entries(known)), now);
  return must ? "always" : may ? "perhaps" : "never";
};

describe("a key of which the value is known", () => {
  test.each([
    ["StringEquals", "abc", "abc", "always"],
    ["StringEquals", "abc", "ABC", "never"],
    ["StringEqualsIgnoreCase", "abc", "ABC", "always"],
    ["StringEquals", "a*", "abc", "never"],
    ["StringLike", "a*", "abc", "always"],
    ["StringNotLike", "a*", "abc", "never"],
    ["StringNotEquals", "abc", "abd", "always"],
    ["StringNotEqualsIgnoreCase", "ABC", "abc", "never"],
    ["ArnLike", "arn:aws:iam::1:role/*", "arn:aws:iam::1:role/x", "always"],
    ["ArnEquals", "arn:aws:iam::1:role/*", "arn:aws:iam::1:role/x", "always"],
    ["ArnNotEquals", "arn:aws:iam::1:role/*", "arn:aws:iam::2:role/x", "always"],
    ["Bool", "True", "true", "always"],
    // Nobody here knows what it means.
    ["StringAlmostEquals", "abc", "abc", "perhaps"],
    ["StringEquals", "${" + "aws:PrincipalAccount}", "abc", "perhaps"],
  ])("%s %s on %s: %s", (operator, wanted, value, expected) =>
    expect(answer(condition(operator, "K", wanted), { k: [value] })).toBe(expected),
  );
});

describe("a key of which only a pattern is known", () => {
  const account = "arn:aws:iam::999988887777:*";
  test.each([
    ["ArnLike", "arn:aws:iam::999988887777:role/x", "perhaps"],
    ["ArnLike", "arn:aws:iam::111122223333:*", "never"],
    ["ArnLike", "*", "always"],
    ["StringEquals", "arn:aws:iam::999988887777:role/x", "perhaps"],
    ["ArnNotLike", "arn:aws:iam::999988887777:role/x", "perhaps"],
    ["ArnNotLike", "arn:aws:iam::111122223333:*", "always"],
  ])("%s %s: %s", (operator, wanted, expected) =>
    expect(answer(condition(operator, "k", wanted), { k: [account] })).toBe(expected),
  );
});

describe("a key that is not there", () => {
  test.each([
    [condition("StringEquals", "k", "x"), "never"],
    [condition("StringLike", "k", "*"), "never"],
    [condition("StringNotEquals", "k", "x"), "always"],
    [{ ...condition("StringEquals", "k", "x"), ifExists: true }, "always"],
    [{ ...condition("StringEquals", "k", "x"), set: "ForAllValues" as const }, "always"],
    [{ ...condition("StringEquals", "k", "x"), set: "ForAnyValue" as const }, "never"],
    [{ ...condition("StringNotEquals", "k", "x"), set: "ForAnyValue" as const }, "never"],
    [condition("Null", "k", "true"), "always"],
    [condition("Null", "k", "false"), "never"],
    [condition("Null", "k", "true", "false"), "always"],
  ])("%j: %s", (one, expected) => expect(answer(one, { k: "absent" })).toBe(expected));
});

describe("a key that the caller chooses", () => {
  test.each([
    condition("StringEquals", "k", "x"),
    condition("Null", "k", "true"),
    condition("IpAddress", "aws:SourceIp", "198.51.100.0/24"),
    condition("NumericLessThan", "aws:MultiFactorAuthAge", "3600"),
  ])("%j: perhaps", (one) => expect(answer(one, {})).toBe("perhaps"));
});

describe("several values of one key", () => {
  const all = { ...condition("StringEquals", "k", "a", "b"), set: "ForAllValues" as const };
  const any = { ...condition("StringEquals", "k", "a", "b"), set: "ForAnyValue" as const };
  test.each([
    [all, ["a", "b"], "always"],
    [all, ["a", "c"], "never"],
    [all, [], "always"],
    [any, ["c", "a"], "always"],
    [any, ["c"], "never"],
    [any, [], "never"],
  ])("%j on %j: %s", (one, values, expected) => expect(answer(one, { k: values })).toBe(expected));
});

describe("time passes", () => {
  test.each([
    ["DateLessThan", "2027-01-15T11:00:00Z", "never"],
    ["DateLessThan", "2027-01-15T13:00:00Z", "perhaps"],
    ["DateGreaterThan", "2027-01-15T11:00:00Z", "always"],
    ["DateGreaterThan", "2027-01-15T13:00:00Z", "perhaps"],
    ["DateLessThanEquals", "1800000000", "never"],
    ["DateLessThan", "soon", "perhaps"],
    ["DateEquals", "2027-01-15T13:00:00Z", "perhaps"],
  ])("%s %s: %s", (operator, limit, expected) =>
    expect(answer(condition(operator, "aws:CurrentTime", limit), {})).toBe(expected),
  );

  test("a session's age is the caller's choice", () =>
    expect(answer(condition("DateLessThan", "aws:TokenIssueTime", "2020-01-01T00:00:00Z"), {})).toBe("perhaps"));
});

test("what must hold may hold, whatever is asked", () => {
  const word = fc.string({ unit: fc.constantFrom("a", "b", "*", "?", "$", "{"), maxLength: 4 });
  const operators = [
    "StringEquals",
    "StringNotEquals",
    "StringLike",
    "StringNotLike",
    "ArnLike",
    "Bool",
    "Null",
    "Odd",
  ];
  fc.assert(
    fc.property(
      fc.constantFrom(...operators),
      fc.constantFrom(undefined, "ForAllValues" as const, "ForAnyValue" as const),
      fc.boolean(),
      fc.array(word, { maxLength: 3 }),
      fc.oneof(fc.constant("absent" as const), fc.array(word, { maxLength: 3 })),
      (operator, set, ifExists, values, known) => {
        const { may, must } = outcome({ operator, set, ifExists, key: "k", values }, new Map([["k", known]]), now);
        expect(must && !may).toBe(false);
      },
    ),
  );
});
