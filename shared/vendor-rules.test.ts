import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { matches } from "../test/event-pattern.ts";
import { patternLimit } from "./event-pattern.ts";
import { settingsSchema } from "./model/settings.ts";
import type { RuleDefinition } from "./rules.ts";
import { registeredRoles, vendorRules, watchRules } from "./vendor-rules.ts";

const account = "111122223333";
const place = { partition: "aws", account };
const roleArn = (name: string): string => `arn:aws:iam::${account}:role/${name}`;
const vendorRole = roleArn("vendor/auger/vendor-auger");
const datadog = roleArn("DatadogIntegrationRole");

const session = (arn: string, over: object = {}) => ({
  type: "AssumedRole",
  accessKeyId: "ASIAEXAMPLE000000001",
  sessionContext: { sessionIssuer: { type: "Role", arn } },
  ...over,
});
const user = { type: "IAMUser", arn: `arn:aws:iam::${account}:user/alice`, accessKeyId: "AKIAEXAMPLE000000001" };

const event = (service: string, eventName: string, userIdentity: object, over: object = {}, wrapped: object = {}) => ({
  source: `aws.${service}`,
  account,
  "detail-type": "AWS API Call via CloudTrail",
  detail: { eventSource: `${service}.amazonaws.com`, eventName, userIdentity, readOnly: true, ...over },
  ...wrapped,
});

const heardBy = (rules: readonly RuleDefinition[], what: object): string[] =>
  rules.filter(({ pattern }) => matches(pattern, what)).map(({ name }) => name.replace("sagewarden-", ""));
const rules = vendorRules(place, [datadog]);
const acts = ["vendor-acts"];
const write = { readOnly: false };

describe("the stacks' rules", () => {
  test.each<[string, object, readonly string[]]>([
    ["a vendor's session reads an object: a data event", event("s3", "GetObject", session(vendorRole)), acts],
    ["it is denied", event("s3", "GetObject", session(vendorRole), { errorCode: "AccessDenied" }), acts],
    ["it lists", event("ec2", "DescribeInstances", session(vendorRole)), acts],
    ["it changes IAM: once", event("iam", "CreateUser", session(vendorRole), write), acts],
    [
      "it signs in",
      event("signin", "ConsoleLogin", session(vendorRole), {}, { "detail-type": "AWS Console Sign In via CloudTrail" }),
      acts,
    ],
    ["a registered role's session acts", event("s3", "ListBuckets", session(datadog)), ["vendor-registered-1"]],
    [
      "a registered role is taken by a service",
      event("sts", "AssumeRole", { type: "AWSService" }, { requestParameters: { roleArn: datadog } }),
      ["vendor-registered-1"],
    ],
    [
      "another account takes any role",
      event("sts", "AssumeRole", { type: "AWSAccount" }, { requestParameters: { roleArn: roleArn("any") } }),
      ["vendor-assumed"],
    ],
    [
      "our own user takes a vendor's role",
      event("sts", "AssumeRole", user, { requestParameters: { roleArn: vendorRole } }),
      ["vendor-assumed"],
    ],
    ["a user changes IAM", event("iam", "UpdateAssumeRolePolicy", user, write), ["iam-writes"]],
    ["another role's session does", event("iam", "PutRolePolicy", session(roleArn("ci")), write), ["iam-writes"]],
    ["and is denied", event("iam", "CreateUser", user, { ...write, errorCode: "AccessDenied" }), ["iam-writes"]],
  ])("hear that %s", (_, what, wanted) => {
    expect(heardBy(rules, what)).toEqual(wanted);
  });

  test.each<[string, object]>([
    ["another role's session acts", event("s3", "GetObject", session(roleArn("ci")))],
    ["a role acts whose name only looks like a vendor's", event("s3", "GetObject", session(roleArn("vendor-auger")))],
    [
      "a vendor's role of another account",
      event("s3", "GetObject", session(vendorRole.replace(account, "999988887777"))),
    ],
    [
      "our own user takes a role of ours",
      event("sts", "AssumeRole", user, { requestParameters: { roleArn: roleArn("x") } }),
    ],
    ["a user reads IAM", event("iam", "ListRoles", user)],
    ["somebody sends a look-alike", event("s3", "GetObject", session(vendorRole), {}, { source: "custom" })],
    ["another account's bus sends one", event("s3", "GetObject", session(vendorRole), {}, { account: "999988887777" })],
    ["S3 tells of an object by itself", { ...event("s3", "x", session(vendorRole)), "detail-type": "Object Created" }],
  ])("do not hear that %s", (_, what) => {
    expect(heardBy(rules, what)).toEqual([]);
  });

  test("read-only records come to all but the one of IAM's changes", () => {
    const state = (name: string) => rules.find((rule) => rule.name === `sagewarden-${name}`)?.state;
    for (const name of ["vendor-acts", "vendor-assumed", "vendor-registered-1"])
      expect(state(name)).toBe("ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS");
    expect(state("iam-writes")).toBe("ENABLED");
  });

  test("are within the quota in every partition, and pin what nobody can forge", () => {
    for (const partition of ["aws", "aws-cn", "aws-us-gov"]) {
      for (const { pattern } of vendorRules({ partition, account }, [datadog])) {
        expect(JSON.stringify(pattern).length).toBeLessThanOrEqual(patternLimit);
        expect(pattern.account).toEqual([account]);
        expect(JSON.stringify(pattern.source)).toMatch(/^\[("aws\.(sts|iam)"|\{"prefix":"aws\."\})\]$/);
      }
    }
  });
});

test("registered are the roles of the settings that stand outside our name space", () => {
  const vendor = { accounts: ["999988887777"] };
  const vendors = {
    auger: vendor,
    datadog: { ...vendor, roleArn: datadog },
    moved: { ...vendor, roleArn: vendorRole },
  };
  const settings = settingsSchema.parse({ mode: "tag", region: "us-east-1", tags: {}, teams: {}, people: {}, vendors });
  expect(registeredRoles(settings)).toEqual([datadog]);
});

describe("the rules that are kept", () => {
  const list = { roles: [roleArn("legacy")], users: [user.arn], keys: ["AKIAMINTED0000000001"] };

  test.each<[string, object, boolean]>([
    ["a listed role's session", event("s3", "GetObject", session(roleArn("legacy"))), true],
    [
      "that a listed role is taken",
      event("sts", "AssumeRole", user, { requestParameters: { roleArn: roleArn("legacy") } }),
      true,
    ],
    ["a listed user", event("s3", "GetObject", user), true],
    [
      "a listed key of a user that is not",
      event("s3", "GetObject", { ...user, arn: "x", accessKeyId: list.keys[0] }),
      true,
    ],
    ["another role's session", event("s3", "GetObject", session(roleArn("legacy2"))), false],
    ["another user", event("s3", "GetObject", { ...user, arn: `${user.arn}2` }), false],
  ])("hear %s", (_, what, wanted) => {
    expect(heardBy(watchRules(place, list), what)).toEqual(wanted ? ["watch-1"] : []);
  });

  test("are none where nobody is listed", () => {
    expect(watchRules(place, { roles: [], users: [], keys: [] })).toEqual([]);
  });

  test("however many are listed: each is heard once, each rule fits, and the same list gives the same rules", () => {
    const name = fc.stringMatching(/^[\w+=,.@-]{1,64}$/);
    fc.assert(
      fc.property(fc.uniqueArray(name, { maxLength: 120 }), (found) => {
        const many = { roles: found.map(roleArn), users: [], keys: [] };
        const kept = watchRules(place, many);
        for (const { pattern } of kept) expect(JSON.stringify(pattern).length).toBeLessThanOrEqual(patternLimit);
        for (const arn of many.roles) expect(heardBy(kept, event("s3", "GetObject", session(arn)))).toHaveLength(1);
        expect(watchRules(place, { ...many, roles: [...many.roles].reverse() })).toEqual(kept);
        for (const rule of kept) expect(rule.name).toMatch(/^sagewarden-watch-\d+$/);
      }),
      { numRuns: 30 },
    );
  });

  test("none of the stacks' rules has a name that audit-vendors may write", () => {
    for (const { name } of rules) expect(name).not.toMatch(/^sagewarden-watch-/);
  });
});
