import { describe, expect, test } from "@jest/globals";
import { auditCause } from "./needs-audit.ts";
import { account, actOf, callRecord, vendorSettings } from "./watch/example-acts.ts";

const trust = (principal: object) =>
  JSON.stringify({
    Version: "2012-10-17",
    Statement: [{ Effect: "Allow", Principal: principal, Action: "sts:AssumeRole" }],
  });
const outside = trust({ AWS: "arn:aws:iam::444455556666:root" });
const own = trust({ AWS: `arn:aws:iam::${account}:root` });
const arn = `arn:aws:iam::${account}:policy/readers`;
const causeOf = (eventName: string, request: object, change: object = {}) =>
  auditCause(actOf(callRecord("iam", eventName, request, change)), vendorSettings());

describe("what an audit has to look at", () => {
  test.each<[string, string, object, object | undefined]>([
    ["a role is made for another account", "CreateRole", { assumeRolePolicyDocument: outside }, { type: "trust" }],
    ["a role is made for our own", "CreateRole", { assumeRolePolicyDocument: own }, undefined],
    ["a role is opened", "UpdateAssumeRolePolicy", { policyDocument: outside }, { type: "trust" }],
    ["a role's trust changes for our own", "UpdateAssumeRolePolicy", { policyDocument: own }, undefined],
    ["a trust that is not in the record", "UpdateAssumeRolePolicy", {}, { type: "trust" }],
    ["a trust that is no policy", "UpdateAssumeRolePolicy", { policyDocument: "{" }, { type: "trust" }],
    ["a policy has a new version", "CreatePolicyVersion", { policyArn: arn }, { type: "policy", arn }],
    ["a policy has another version in force", "SetDefaultPolicyVersion", { policyArn: arn }, { type: "policy", arn }],
    ["a user is made", "CreateUser", { userName: "x" }, undefined],
    ["an event of no operation's name", "constructor", {}, undefined],
  ])("%s", (_, eventName, request, cause) => {
    expect(causeOf(eventName, request)).toEqual(cause);
  });

  test("nothing that was denied", () => {
    expect(causeOf("CreateRole", { assumeRolePolicyDocument: outside }, { errorCode: "AccessDenied" })).toBeUndefined();
  });
});
