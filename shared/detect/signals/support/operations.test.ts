import { expect, test } from "@jest/globals";
import { actOf, callRecord } from "../../../vendors/watch/example-acts.ts";
import { gravityOf, operations } from "./operations.ts";

const table = operations({
  critical: { lambda: ["UpdateFunctionCode"] },
  low: { s3: ["ListBuckets", "GetBucketAcl"] },
});

test.each([
  ["lambda", "UpdateFunctionCode20150331v2", "critical"],
  ["s3", "GetBucketAcl", "low"],
  ["s3", "UpdateFunctionCode", undefined],
  ["constructor", "constructor", undefined],
])("%s %s: %s", (service, eventName, gravity) => {
  expect(gravityOf(table, actOf(callRecord(service, eventName)))).toBe(gravity);
});
