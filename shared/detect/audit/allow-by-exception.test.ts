import { expect, test } from "@jest/globals";
import { allowByException } from "./allow-by-exception.ts";
import { allow, answerOf, boundaryOf, bucket, holding, seenRole } from "./support/fixtures.ts";

const butIam = { Effect: "Allow", NotAction: "iam:*", Resource: "*" };

test.each([
  ["none", seenRole(), "clean"],
  ["all but IAM", holding([butIam]), ["high extra 0"]],
  [
    "all but one bucket",
    holding([{ Effect: "Allow", Action: "s3:*", NotResource: "arn:aws:s3:::payroll/*" }]),
    ["high extra 0"],
  ],
  ["all that can be done to its bucket", holding([{ ...butIam, Resource: `${bucket}/*` }]), ["medium extra 0"]],
  ["within a boundary", holding([butIam], { role: boundaryOf(allow("s3:GetObject", `${bucket}/*`)) }), ["low extra 0"]],
  [
    "a boundary that leaves little of it",
    holding([{ ...butIam, NotAction: "s3:*" }], { role: boundaryOf(allow("s3:*")) }),
    ["low extra 0"],
  ],
  [
    "a Deny for all but some",
    holding([
      { Effect: "Deny", NotAction: "s3:*", Resource: "*" },
      { Effect: "Deny", Action: "s3:*", NotResource: `${bucket}/*` },
    ]),
    "clean",
  ],
] as const)("%s", (_, seen, expected) => {
  expect(answerOf(allowByException, seen)).toEqual(expected);
});
