import { expect, test } from "@jest/globals";
import fc from "fast-check";
import { anyCharacter } from "../../test/any-character.ts";
import { caseIdOf } from "./case-id.ts";

test("an id stays what it is: executions and messages carry it", () => {
  expect(caseIdOf("arn:aws:sagemaker:us-east-1:111122223333:model/churn", "e-1")).toBe("O4LcBWtOzF5V4lOWKa44Sm");
});

test("whatever the names, an id fits an execution's name and a block_id", () => {
  fc.assert(
    fc.property(fc.string({ unit: anyCharacter }), fc.string(), (arn, eventId) =>
      expect(caseIdOf(arn, eventId)).toMatch(/^[\w-]{22}$/),
    ),
  );
});

test("two creations have two ids, wherever the border between ARN and event lies", () => {
  const pair = fc.tuple(fc.string(), fc.string());
  fc.assert(
    fc.property(pair, pair, (one, other) => {
      const isSame = one[0] === other[0] && one[1] === other[1];
      expect(caseIdOf(...one) === caseIdOf(...other)).toBe(isSame);
    }),
  );
  expect(caseIdOf("a", "bc")).not.toBe(caseIdOf("ab", "c"));
});
