import { describe, expect, test } from "@jest/globals";
import { account, assumeRecord, getObjectRecord, says, vendorSettings } from "../../vendors/watch/example-acts.ts";
import { accountNotInContract } from "./account-not-in-contract.ts";

const from = (accountId: string | undefined, change: object = {}) => ({
  ...assumeRecord,
  userIdentity: { type: "AWSAccount", principalId: "AROAX:x", accountId },
  ...change,
});

describe("who took the role", () => {
  test.each([
    ["the vendor", assumeRecord, 0],
    ["another account", from("444455556666"), 1],
    ["the account itself", from(account), 1],
  ])("%s", (_what, record, count) => expect(says(accountNotInContract, record)).toHaveLength(count));

  test("whoever comes through an identity provider", () => {
    const userIdentity = { type: "WebIdentityUser", userName: "repo:x" };
    const record = { ...assumeRecord, eventName: "AssumeRoleWithWebIdentity", userIdentity };
    expect(says(accountNotInContract, record, { how: "assumed" })).toEqual([
      "taken by AssumeRoleWithWebIdentity; the contract of auger names 999988887777",
    ]);
  });

  test("an account of the organisation", () => {
    const settings = { ...vendorSettings(), organization: { accounts: ["444455556666"] } };
    expect(says(accountNotInContract, from("444455556666"), { settings })).toEqual([]);
  });
});

test.each([
  ["a service", { ...assumeRecord, userIdentity: { type: "AWSService", invokedBy: "lambda.amazonaws.com" } }],
  ["a denied call", from("444455556666", { errorCode: "AccessDenied" })],
  ["what sessions do", getObjectRecord],
])("does not concern %s", (_what, record) => expect(says(accountNotInContract, record)).toBeUndefined());
