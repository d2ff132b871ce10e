import { expect, test } from "@jest/globals";
import { arnLike, comparisons, meetsValues } from "./comparisons.ts";
import { readOperator } from "./operators.ts";

test("there is one for each operator that is read, Null aside, and none more", () => {
  expect(comparisons.size).toBe(26);
  for (const name of comparisons.keys()) expect(readOperator(name)).toMatchObject({ operator: name, known: true });
});

test("a Not is the other answer, and not clear stays not clear", () => {
  const text = (plain: string) => ({ type: "text" as const, plain, glob: plain, rawGlob: plain, isUnsure: false });
  const opposite = { yes: "no", no: "yes", maybe: "maybe" };
  const pairs = [...comparisons].filter(([, { isNegated }]) => isNegated);
  expect(pairs).toHaveLength(8);
  for (const [name, comparison] of pairs) {
    const positive = comparisons.get(name.replace("Not", ""));
    for (const value of ["1", "2027-01-01", "10.0.0.1", "arn:aws:s3:::b", "", "x"]) {
      const one = positive && meetsValues(positive, value, [text("1"), text("10.0.0.0/8")]);
      expect(meetsValues(comparison, value, [text("1"), text("10.0.0.0/8")])).toBe(opposite[one ?? "maybe"]);
    }
  }
});

test.each([
  ["arn:aws:s3:::b/*", "arn:aws:s3:::b/a:c/d", "yes"],
  ["arn:*:s3:*:*:b", "arn:aws:s3:::b", "yes"],
  ["arn:aws:s3:*b", "arn:aws:s3:::b", "maybe"],
  ["arn:aws:*:role/x", "arn:aws:iam::1:role/x", "maybe"],
  ["arn:aws:s3:::c", "arn:aws:s3:::b", "no"],
])("%s like %s: %s", (pattern, arn, expected) => expect(arnLike(pattern, arn)).toBe(expected));
