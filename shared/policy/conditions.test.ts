import { describe, expect, test } from "@jest/globals";
import { holds } from "./conditions.ts";
import { lookupOf } from "./context.ts";
import { request } from "./fixtures.ts";
import type { Request } from "./model.ts";
import { readOperator } from "./operators.ts";

const held = (operator: string, values: string | readonly string[], context: Request["context"], key = "x:key") =>
  holds(
    { ...readOperator(operator), key, values: typeof values === "string" ? [values] : values },
    { lookup: lookupOf(request({ context })), version: "2012-10-17" },
  );
const given = (value: string | readonly string[]) => ({ "x:key": value });

describe("a key that is there", () => {
  test.each([
    ["StringEquals", "a", "a", "yes"],
    ["StringEquals", "a", "A", "no"],
    ["StringEquals", "a*", "ab", "no"],
    ["StringEqualsIgnoreCase", "a", "A", "yes"],
    ["StringNotEquals", ["a", "b"], "b", "no"],
    ["StringNotEquals", ["a", "b"], "c", "yes"],
    ["StringNotEqualsIgnoreCase", "a", "A", "no"],
    ["StringLike", "a?c*", "abcd", "yes"],
    ["StringNotLike", "a*", "abcd", "no"],
    ["NumericEquals", "10", "10.0", "yes"],
    ["NumericNotEquals", "10", "9", "yes"],
    ["NumericLessThan", "10", "9.5", "yes"],
    ["NumericLessThanEquals", "10", "10", "yes"],
    ["NumericGreaterThan", "-1", "0", "yes"],
    ["NumericGreaterThanEquals", "1e3", "1000", "maybe"],
    ["NumericEquals", "ten", "10", "maybe"],
    ["NumericNotEquals", "ten", "10", "maybe"],
    ["DateLessThan", "2027-12-31", "2027-01-01T00:00:00Z", "yes"],
    ["DateGreaterThan", "2027-12-31T00:00:00+02:00", "2027-12-30T22:30:00Z", "yes"],
    ["DateEquals", "1798761600", "2027-01-01T00:00:00Z", "yes"],
    ["DateNotEquals", "2027-01-01T00:00:00Z", "2027-01-01T00:00:00.000Z", "no"],
    ["DateLessThanEquals", "tomorrow", "2027-01-01", "maybe"],
    ["Bool", "true", "TRUE", "yes"],
    ["Bool", "true", "false", "no"],
    ["Bool", "yes", "true", "maybe"],
    ["BinaryEquals", "QmluYXJ5", "QmluYXJ5", "yes"],
    ["IpAddress", ["10.0.0.0/8", "198.51.100.0/24"], "198.51.100.7", "yes"],
    ["IpAddress", "2001:db8::/32", "2001:db8::7", "yes"],
    ["IpAddress", "2001:db8::/32", "198.51.100.7", "no"],
    ["NotIpAddress", "198.51.100.0/24", "198.51.100.7", "no"],
    ["IpAddress", "198.51.100.0/99", "198.51.100.7", "maybe"],
    ["ArnLike", "arn:aws:iam::*:role/x*", "arn:aws:iam::111122223333:role/xy", "yes"],
    ["ArnEquals", "arn:aws:iam::*:role/x*", "arn:aws:iam::111122223333:role/xy", "yes"],
    ["ArnLike", "arn:aws:iam:*:role/x", "arn:aws:iam::111122223333:role/x", "maybe"],
    ["ArnLike", "arn:aws:*", "arn:aws:iam::111122223333:role/x", "maybe"],
    ["ArnLike", "arn:aws:iam::*:role/x", "no arn", "no"],
    ["ArnNotLike", "arn:aws:iam::*:role/x", "arn:aws:iam::111122223333:role/y", "yes"],
    ["ArnNotEquals", "arn:aws:iam::*:role/x", "arn:aws:iam::111122223333:role/x", "no"],
    ["StringEqualsIfExists", "a", "b", "no"],
    ["Null", "true", "a", "no"],
    ["Null", "false", "a", "yes"],
    ["Null", "false", "", "yes"],
    ["Null", "no", "a", "maybe"],
    ["String", "a", "a", "maybe"],
    ["NullIfExists", "true", "a", "maybe"],
  ] as const)("%s %j of %j: %s", (operator, values, value, expected) => {
    expect(held(operator, values, given(value))).toBe(expected);
  });
});

describe("a key that is missing", () => {
  test.each([
    ["StringEquals", "no"],
    ["StringNotEquals", "yes"],
    ["ArnNotLike", "yes"],
    ["NotIpAddress", "yes"],
    ["NumericNotEquals", "yes"],
    ["StringEqualsIfExists", "yes"],
    ["NumericLessThanIfExists", "yes"],
    ["ForAllValues:StringEquals", "yes"],
    ["ForAllValues:StringNotEquals", "yes"],
    ["ForAnyValue:StringEquals", "no"],
    ["ForAnyValue:StringNotEquals", "no"],
    ["ForAnyValue:StringEqualsIfExists", "no"],
    ["ForAllValues:StringEqualsIfExists", "yes"],
  ])("%s: %s", (operator, expected) => {
    expect(held(operator, "1", {})).toBe(expected);
    expect(held(operator, "1", given([]))).toBe(expected);
  });

  test.each([
    ["true", "yes"],
    ["false", "no"],
  ])("Null %s: %s", (value, expected) => {
    expect(held("Null", value, {})).toBe(expected);
    expect(held("Null", value, given([]))).toBe(expected);
  });
});

describe("a key of several values", () => {
  test.each([
    ["ForAllValues:StringEquals", ["a", "b"], "yes"],
    ["ForAllValues:StringEquals", ["a", "c"], "no"],
    ["ForAllValues:StringNotEquals", ["c", "d"], "yes"],
    ["ForAllValues:StringNotEquals", ["a", "c"], "no"],
    ["ForAnyValue:StringEquals", ["c", "b"], "yes"],
    ["ForAnyValue:StringEquals", ["c", "d"], "no"],
    ["ForAnyValue:StringNotEquals", ["a", "c"], "yes"],
    ["ForAnyValue:StringNotEquals", ["a", "b"], "no"],
    ["ForAllValues:StringEquals", [""], "yes"],
    ["ForAnyValue:StringEquals", [""], "no"],
    ["ForAllValues:StringEquals", "a", "yes"],
    ["StringEquals", ["a"], "yes"],
    ["StringEquals", ["c", "d"], "no"],
    ["StringEquals", ["a", "c"], "maybe"],
    ["StringEquals", ["a", "b"], "maybe"],
    ["StringNotEquals", ["c", "d"], "maybe"],
    ["StringNotEquals", ["a", "b"], "no"],
  ])("%s of [a, b] with %j: %s", (operator, values, expected) => {
    expect(held(operator, ["a", "b"], given(values))).toBe(expected);
  });

  test("an empty text in a list may be nothing", () => expect(held("Null", "true", given([""]))).toBe("maybe"));
});

describe("keys", () => {
  test("do not mind case", () => expect(held("StringEquals", "a", { "X:KEY": "a" })).toBe("yes"));
  test("that differ in case only are not clear", () => {
    expect(held("StringEquals", "a", { "X:KEY": "a", "x:key": "b" })).toBe("maybe");
    expect(held("StringEquals", "a", { "X:KEY": "a", "x:key": "a" })).toBe("yes");
    expect(held("Null", "false", { "X:KEY": "a", "x:key": "b" })).toBe("yes");
  });
});

describe("a variable", () => {
  const one = `\${x:other}`;
  test.each<[string, string | readonly string[], Request["context"], string]>([
    ["StringEquals", one, { "x:key": "a", "x:other": "a" }, "yes"],
    ["StringEquals", one, { "x:key": "a", "X:Other": "b" }, "no"],
    ["StringEquals", one, { "x:key": "a" }, "no"],
    ["StringEquals", ["b", one], { "x:key": "a" }, "no"],
    ["StringEquals", one, { "x:key": "a", "X:KEY": "b" }, "no"],
    ["StringEquals", ["a", one], { "x:key": "a" }, "maybe"],
    ["StringNotEquals", one, { "x:key": "a" }, "maybe"],
    ["StringNotEquals", ["a", one], { "x:key": "a" }, "no"],
    ["ForAnyValue:StringEquals", one, { "x:key": ["a", "b"] }, "no"],
    ["ForAllValues:StringEquals", ["a", one], { "x:key": ["a", "b"] }, "no"],
    ["ForAllValues:StringNotEquals", one, { "x:key": ["a", "b"] }, "maybe"],
    ["ArnLike", `arn:aws:iam::*:role/${one}`, { "x:key": "arn:aws:iam::1:role/a", "x:other": "a" }, "yes"],
    ["StringEquals", `\${x:other, 'a'}`, { "x:key": "a" }, "yes"],
    ["StringEquals", `\${x:other, 'a'}`, { "x:key": "a", "x:other": "b" }, "no"],
    ["StringEquals", one, { "x:key": "", "x:other": "" }, "maybe"],
    ["StringEquals", one, { "x:key": "a", "x:other": "" }, "no"],
    ["StringNotEquals", one, { "x:key": "a", "x:other": "" }, "maybe"],
    ["StringEquals", one, { "x:key": "a", "x:other": ["a", "b"] }, "maybe"],
    ["StringLike", `${one}*`, { "x:key": "abc", "x:other": "a" }, "yes"],
    ["StringLike", one, { "x:key": "abc", "x:other": "*" }, "maybe"],
    ["StringLike", one, { "x:key": "*", "x:other": "*" }, "yes"],
    ["StringLike", `a\${*}`, { "x:key": "a*" }, "yes"],
    ["StringLike", `a\${*}`, { "x:key": "ab" }, "no"],
    ["StringLike", `\${?}\${$}`, { "x:key": "?$" }, "yes"],
    ["StringEquals", `\${*}`, { "x:key": "*" }, "yes"],
    ["NumericEquals", one, { "x:key": "1", "x:other": "1" }, "maybe"],
    ["StringEqualsIfExists", one, {}, "yes"],
    ["StringEquals", one, {}, "no"],
    ["ForAnyValue:StringEquals", one, {}, "no"],
    ["StringNotEquals", one, {}, "yes"],
    ["ForAllValues:StringEquals", one, {}, "yes"],
    ["StringNotEquals", one, { "x:other": ["a", "b"] }, "maybe"],
  ])("%s %s with %j: %s", (operator, values, context, expected) => {
    expect(held(operator, values, context)).toBe(expected);
  });
});

describe("a key that may have any value, or not be there", () => {
  const ofAny = (operator: string, value: string) =>
    holds(
      { ...readOperator(operator), key: "x:key", values: [value] },
      { lookup: lookupOf({ ...request(), isAbsent: (key) => key !== "x:key" }), version: "2012-10-17" },
    );
  test.each([
    ...["StringEquals", "StringNotEquals", "StringLikeIfExists", "ForAllValues:StringEquals", "Null"],
    ...["ForAnyValue:StringLike", "NumericLessThan", "ArnLike", "Bool"],
  ])("%s has no answer", (operator) => expect(ofAny(operator, "true")).toBe("maybe"));

  test("nothing equals a variable without a value", () => {
    expect([ofAny("StringEquals", `\${x:no}`), ofAny("StringNotEquals", `\${x:no}`)]).toEqual(["no", "maybe"]);
    expect(ofAny("StringEqualsIfExists", `\${x:no}`)).toBe("maybe");
  });
});
