import { expect, test } from "@jest/globals";
import { allow, answerOf, bucket, deny, foundBy, inline, seenRole } from "./support/fixtures.ts";
import { writeNotInContract } from "./write-not-in-contract.ts";

const contract = { buckets: [{ bucket: "auger-acme", prefix: "", access: "read", madeBy: "others" }] } as const;
const reading = (...statements: unknown[]) =>
  seenRole({ contract, role: { policies: [inline("extra", ...statements)] } });

test.each([
  ["reading", reading(allow("s3:GetObject", `${bucket}/*`)), "clean"],
  ["writing", reading(allow(["s3:GetObject", "s3:PutObject"], `${bucket}/*`)), ["high extra 0"]],
  ["deleting", reading(allow("s3:DeleteObject", `${bucket}/*`)), ["high extra 0"]],
  ["a pattern that writes", reading(allow("s3:*Object", `${bucket}/*`)), ["high extra 0"]],
  ["an upload given up", reading(allow("s3:AbortMultipartUpload", `${bucket}/*`)), "clean"],
  [
    "denied again",
    reading(allow("s3:*Object", `${bucket}/*`), deny(["s3:Put*", "s3:Delete*", "s3:Replicate*"])),
    "clean",
  ],
  ["another bucket is another rule's", reading(allow("s3:PutObject", "arn:aws:s3:::payroll/*")), "clean"],
  ["a contract that says write", seenRole(), "clean"],
  ["nobody registered it", seenRole({ contract: "none" }), "not-applicable"],
] as const)("%s", (_, seen, expected) => {
  expect(answerOf(writeNotInContract, seen)).toEqual(expected);
});

test("the statement without writing", () => {
  const { fixed } = foundBy(writeNotInContract, reading(allow(["s3:GetObject", "s3:PutObject"], `${bucket}/*`)));
  expect(JSON.parse(fixed ?? "").Action).toEqual(["s3:GetObject"]);
});
