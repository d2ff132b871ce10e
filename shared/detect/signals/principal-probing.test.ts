import { expect, test } from "@jest/globals";
import { callRecord } from "../../vendors/watch/example-acts.ts";
import { principalProbing } from "./principal-probing.ts";
import { play, quiet } from "./support/fixtures.ts";

const guess = (eventName: string, errorCode: string) =>
  callRecord(
    "iam",
    eventName,
    { roleName: "r", policyDocument: "{}" },
    { errorCode, errorMessage: "Invalid principal in policy" },
  );
const wrong = guess("UpdateAssumeRolePolicy", "MalformedPolicyDocumentException");

test("the 5th guess within an hour, once", () => {
  expect(play(principalProbing, Array(60).fill(wrong))).toEqual([
    { index: 4, severity: "medium", details: [expect.stringContaining("5 policies")] },
  ]);
});

test("bucket policies are guessed with too", () => {
  const bucket = { ...guess("PutBucketPolicy", "MalformedPolicy"), eventSource: "s3.amazonaws.com" };
  expect(play(principalProbing, Array(25).fill(bucket))).toHaveLength(1);
});

test("other failures, and other operations, are no guesses", () => {
  expect(play(principalProbing, Array(60).fill(guess("UpdateAssumeRolePolicy", "AccessDenied")))).toEqual([]);
  expect(play(principalProbing, Array(60).fill(guess("CreatePolicy", "MalformedPolicyDocumentException")))).toEqual([]);
});

quiet(principalProbing, [["one broken policy", wrong]]);
