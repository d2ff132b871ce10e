import { expect, test } from "@jest/globals";
import { actionNames, globalKeys } from "../shared/verify/action-names.generated.ts";
import { catalogue } from "../shared/verify/actions.generated.ts";

test("has every action that the catalogue has", () => {
  const names = new Set(
    Object.entries(actionNames).flatMap(([service, all]) => all.split(" ").map((name) => `${service}:${name}`)),
  );
  expect(catalogue.actions.map(({ action }) => action).filter((action) => !names.has(action))).toEqual([]);
});

test("has the services of our policies, and no words that look like some", () => {
  expect(Object.keys(actionNames)).toEqual(expect.arrayContaining(["ec2", "kms", "lambda", "s3", "sagemaker", "sts"]));
  expect(actionNames).not.toHaveProperty("aws");
});

test("has AWS's keys", () => {
  expect(globalKeys).toEqual(expect.arrayContaining(["aws:PrincipalArn", "aws:SourceIp", "aws:SourceVpce"]));
});
