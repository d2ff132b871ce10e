import { expect, test } from "@jest/globals";
import { PoisonRecord } from "../model/errors.ts";
import { defined, fieldsAt, isFields, listAt, lowered, requireText, textAt } from "./fields.ts";

test.each([
  [{}, true],
  [{ a: 1 }, true],
  [[], false],
  [null, false],
  ["x", false],
  [undefined, false],
])("isFields %j", (value, expected) => {
  expect(isFields(value)).toBe(expected);
});

test("what is absent, null or of another type reads as nothing", () => {
  for (const value of [undefined, null, 5, "x", [1]]) expect(fieldsAt({ a: value }, "a")).toEqual({});
  for (const value of [undefined, null, 5, "x", {}]) expect(listAt({ a: value }, "a")).toEqual([]);
  for (const value of [undefined, null, 5, "", {}, "x".repeat(1_025)])
    expect(textAt({ a: value }, "a")).toBeUndefined();
  expect(textAt({ a: "x".repeat(1_024) }, "a")).toHaveLength(1_024);
});

test("required text of another form is poison, and the value is not repeated", () => {
  expect(requireText({ a: "12" }, "a", /^\d+$/, "digits")).toBe("12");
  for (const value of ["secret", undefined, 12]) {
    expect(() => requireText({ a: value }, "a", /^\d+$/, "digits")).toThrow(new PoisonRecord("a: expected digits"));
  }
});

test("defined leaves out what is undefined and nothing else", () => {
  expect(Object.keys(defined({ a: undefined, b: null, c: "", d: 0 }))).toEqual(["b", "c", "d"]);
});

test("lowered changes the first letter only", () => {
  expect(lowered({ AIBenchmarkJobName: 1, arn: 2, "": 3 })).toEqual({ aIBenchmarkJobName: 1, arn: 2, "": 3 });
});
