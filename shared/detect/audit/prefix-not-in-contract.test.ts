import { expect, test } from "@jest/globals";
import { prefixNotInContract } from "./prefix-not-in-contract.ts";
import { allow, answerOf, bucket, foundBy, inline, seenRole } from "./support/fixtures.ts";

const contract = { buckets: [{ bucket: "auger-acme", prefix: "exports/", access: "read", madeBy: "others" }] } as const;
const with1 = (statement: unknown) => seenRole({ contract, role: { policies: [inline("extra", statement)] } });

test.each([
  ["its prefix", with1(allow("s3:GetObject", `${bucket}/exports/*`)), "clean"],
  ["deeper", with1(allow("s3:GetObject", `${bucket}/exports/2026/*`)), "clean"],
  ["the whole bucket", with1(allow("s3:GetObject", `${bucket}/*`)), ["medium extra 0"]],
  ["what begins so", with1(allow("s3:GetObject", `${bucket}/exports*`)), ["medium extra 0"]],
  ["names of all keys", with1(allow("s3:ListBucket", bucket)), ["low extra 0"]],
  [
    "names under it",
    with1(allow("s3:ListBucket", bucket, { StringLike: { "s3:prefix": ["", "exports/*"] } })),
    "clean",
  ],
  [
    "names of more",
    with1(allow("s3:ListBucket", bucket, { StringLike: { "s3:prefix": ["exports/*", "hr/*"] } })),
    ["low extra 0"],
  ],
  ["another bucket is another rule's", with1(allow("s3:GetObject", "arn:aws:s3:::payroll/*")), "clean"],
  ["no prefix in the contract", seenRole(), "not-applicable"],
  ["nobody registered it", seenRole({ contract: "none" }), "not-applicable"],
] as const)("%s", (_, seen, expected) => {
  expect(answerOf(prefixNotInContract, seen)).toEqual(expected);
});

test("the statement with the prefix", () => {
  const { fixed } = foundBy(prefixNotInContract, with1(allow("s3:GetObject", `${bucket}/*`)));
  expect(JSON.parse(fixed ?? "").Resource).toEqual([`${bucket}/exports/*`]);
});
