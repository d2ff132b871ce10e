import { expect, test } from "@jest/globals";
import * as permissions from "./permissions.ts";

test("nothing is written but evidence", () => {
  const { writeEvidence, ...reads } = permissions;
  for (const action of Object.values(reads).flatMap((one) => [one].flat().flatMap(({ actions }) => actions)))
    expect(action).toMatch(/^(iam:(Get|List)|s3:(Get|List)|kms:VerifyMac$|cloudtrail:Lookup)/);
  expect(writeEvidence.flatMap(({ actions }) => actions)).toEqual(["s3:PutObject", "kms:GenerateMac"]);
});

test("AWS's own managed policies are read too", () => {
  expect(permissions.readManagedPolicies.resources).toContainEqual(expect.stringMatching(/:iam::aws:policy\/\*$/));
});
