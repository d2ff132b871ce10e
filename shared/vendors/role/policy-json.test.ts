import { expect, test } from "@jest/globals";
import { all, policyOf } from "./policy-json.ts";

test("conditions of several sources all hold", () => {
  const region = { StringEquals: { "aws:RequestedRegion": ["us-east-1"] } };
  const id = { StringEquals: { "sts:ExternalId": "x" }, Null: { "sts:SourceIdentity": "false" } };
  expect(all(region, undefined, id)).toEqual({
    StringEquals: { "aws:RequestedRegion": ["us-east-1"], "sts:ExternalId": "x" },
    Null: { "sts:SourceIdentity": "false" },
  });
  expect(all()).toEqual({});
});

test("a policy has the version in which variables are variables", () => {
  expect(policyOf([])).toEqual({ Version: "2012-10-17", Statement: [] });
});
