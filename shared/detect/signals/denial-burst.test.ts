import { expect, test } from "@jest/globals";
import { callRecord } from "../../vendors/watch/example-acts.ts";
import { denialBurst } from "./denial-burst.ts";
import { play, quiet, refused } from "./support/fixtures.ts";

const names = Array.from({ length: 12 }, (_, index) => `GetThing${"abcdefghijkl"[index]}`);

test.each(["AccessDenied", "Client.UnauthorizedOperation", "UnauthorizedException"])(
  "the tenth operation that is refused with %s, once",
  (errorCode) => {
    const records = names.map((name) => ({ ...callRecord("iam", name), errorCode }));
    expect(play(denialBurst, records)).toEqual([
      { index: 9, severity: "medium", details: [expect.stringContaining("10 different")] },
    ]);
  },
);

test("one operation that is refused again and again is a mistake in a policy", () => {
  expect(play(denialBurst, Array(100).fill(refused(callRecord("iam", "GetRole"))))).toEqual([]);
});

test("failures that are no refusals do not count", () => {
  const records = names.map((name) => ({ ...callRecord("iam", name), errorCode: "ThrottlingException" }));
  expect(play(denialBurst, records)).toEqual([]);
});

quiet(denialBurst, [["one refusal", refused(callRecord("iam", "GetRole"))]]);
