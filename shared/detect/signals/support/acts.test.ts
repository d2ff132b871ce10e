import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { anyCharacter } from "../../../../test/any-character.ts";
import { actOf, callRecord } from "../../../vendors/watch/example-acts.ts";
import { hasFailed, lowered, operationOf, shown, wasDenied } from "./acts.ts";

describe("the operation behind CloudTrail's name", () => {
  test.each([
    ["CreateFunction20150331", "CreateFunction"],
    ["UpdateFunctionCode20150331v2", "UpdateFunctionCode"],
    ["PublishFunction2020_05_31", "PublishFunction"],
    ["CreateFunctionUrlConfig", "CreateFunctionUrlConfig"],
    ["ListObjectsV2", "ListObjectsV2"],
    ["CreateClusterV2", "CreateClusterV2"],
    ["", ""],
  ])("%s is %s", (eventName, operation) => expect(operationOf({ eventName })).toBe(operation));
});

describe("a call that failed", () => {
  const call = (change: object) => actOf(callRecord("iam", "CreateUser", null, change));

  test.each([
    ["AccessDenied", true],
    ["AccessDeniedException", true],
    ["Client.UnauthorizedOperation", true],
    ["UnauthorizedException", true],
    ["NoSuchBucket", false],
    ["ThrottlingException", false],
  ])("%s: denied %s", (errorCode, denied) => {
    expect(hasFailed(call({ errorCode }))).toBe(true);
    expect(wasDenied(call({ errorCode }))).toBe(denied);
  });

  test("a message alone is a failure, an empty response is none", () => {
    expect(hasFailed(call({ errorMessage: "Failed authentication" }))).toBe(true);
    expect(hasFailed(call({ responseElements: null }))).toBe(false);
  });
});

test("what only was tried is one step less, and never nothing", () => {
  expect((["info", "low", "medium", "high", "critical"] as const).map(lowered)).toEqual([
    "low",
    "low",
    "low",
    "medium",
    "high",
  ]);
});

test("shown text has no control characters and is short", () => {
  fc.assert(
    fc.property(fc.string({ unit: anyCharacter, maxLength: 500 }), (text) => {
      const result = shown(text);
      expect(result).not.toMatch(/\p{C}/u);
      expect(result.length).toBeLessThanOrEqual(161);
    }),
  );
});
