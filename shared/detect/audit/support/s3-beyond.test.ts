import { expect, test } from "@jest/globals";
import { allow, bucket, holding } from "./fixtures.ts";
import { s3Grants } from "./s3-beyond.ts";

const reachOf = (statement: unknown): readonly string[] => {
  const seen = holding([statement], { role: { policies: [] } });
  if (seen.contract === undefined) throw new Error("no contract");
  return s3Grants(seen, seen.contract).map(
    ({ action, work, reach, writable }) => `${action} ${work} ${reach} ${writable}`,
  );
};

test.each([
  ["its objects", allow("s3:GetObject", `${bucket}/*`), ["s3:GetObject read within true"]],
  ["others' objects", allow("s3:PutObject", "arn:aws:s3:::payroll/*"), ["s3:PutObject write bucket false"]],
  ["its bucket", allow("s3:ListBucket", bucket), ["s3:ListBucket list within true"]],
  ["an access point", allow("s3:GetObject", "arn:aws:s3:us-east-1:111122223333:accesspoint/x/object/*"), []],
  ["settings", allow("s3:PutBucketPolicy", bucket), []],
])("%s", (_, statement, expected) => {
  expect(reachOf(statement)).toEqual(expected);
});
