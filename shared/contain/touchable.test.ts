import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { type Around, type Asked, touchable } from "./touchable.ts";

const place = { partition: "aws", account: "111122223333" };
const role = (rest: string, account = place.account): string => `arn:aws:iam::${account}:role/${rest}`;
const vendor = role("vendor/acme/vendor-acme");
const settings: Around["settings"] = {
  protected: {
    roles: [role("admin/*"), role("break-glass")],
    users: ["root-of-ci", "arn:aws:iam::*:user/ops/*"],
    resources: [],
  },
};

const around = (arn: string, change: Partial<Around> = {}): Around => ({
  ...{ place, settings, live: { arn }, isVendors: true },
  ...change,
});
const session = (name: string): string => `arn:aws:sts::${place.account}:assumed-role/${name}/alice`;

const ways = ["vendor", "chained", "minted"] as const;

test("a vendor's role that is there may be contained", () => {
  expect(touchable({ arn: vendor, as: "vendor" }, around(vendor))).toBeUndefined();
  expect(touchable({ arn: vendor, as: "vendor", by: session("operator") }, around(vendor))).toBeUndefined();
});

test("what a contained role took or made needs no contract", () => {
  const shared = role("SageMakerExecution");
  for (const as of ["chained", "minted"] as const)
    expect(touchable({ arn: shared, as }, around(shared, { isVendors: false }))).toBeUndefined();
  const user = `arn:aws:iam::${place.account}:user/backdoor`;
  expect(touchable({ arn: user, as: "minted" }, around(user, { isVendors: false }))).toBeUndefined();
});

/** Refused whichever way it is asked for. */
const everyWay: readonly (readonly [string, string, RegExp, Partial<Around & Pick<Asked, "by">>?])[] = [
  ["protected by a pattern", role("admin/deploy/root"), /protect/],
  ["protected by its ARN", role("break-glass"), /protected\.roles/],
  ["a protected user by name", `arn:aws:iam::${place.account}:user/root-of-ci`, /protected\.users/],
  ["a protected user by pattern", `arn:aws:iam::${place.account}:user/ops/carol`, /protected\.users/],
  [
    "service-linked",
    role("aws-service-role/sagemaker.amazonaws.com/AWSServiceRoleForAmazonSageMaker"),
    /service-linked/,
  ],
  [
    "service-linked, another service",
    role("aws-service-role/x.amazonaws.com/AWSServiceRoleForX"),
    /DeleteServiceLinkedRole/,
  ],
  ["Identity Center", role("aws-reserved/sso.amazonaws.com/AWSReservedSSO_Admin_0123456789abcdef"), /Identity Center/],
  [
    "Identity Center in a region",
    role("aws-reserved/sso.amazonaws.com/eu-west-1/AWSReservedSSO_Ro_01"),
    /Identity Center/,
  ],
  ["reserved for another service", role("aws-reserved/other.amazonaws.com/AWSReserved"), /AWS reserves/],
  ["Sagewarden's container", role("sagewarden/sagewarden-contain-vendor"), /Sagewarden's own/],
  ["Sagewarden's tagger", role("sagewarden/sagewarden-enforce-tags"), /Sagewarden's own/],
  ["Sagewarden's path in capitals", role("SAGEWARDEN/x"), /Sagewarden's own/],
  ["CDK's execution role", role(`cdk-hnb659fds-cfn-exec-role-${place.account}-us-east-1`), /CDK/],
  ["CDK's deploy role", role(`cdk-hnb659fds-deploy-role-${place.account}-eu-central-1`), /CDK/],
  ["CDK's lookup role of another qualifier", role(`cdk-own1-lookup-role-${place.account}-us-east-1`), /CDK/],
  ["the operator's own, by its session", role("ops/operator"), /that asks/, { by: session("operator") }],
  ["the operator's own, by its ARN", role("ops/operator"), /that asks/, { by: role("ops/operator") }],
  [
    "the user that asks",
    `arn:aws:iam::${place.account}:user/alice`,
    /that asks/,
    { by: `arn:aws:iam::${place.account}:user/alice` },
  ],
  ["another account's", role("vendor-acme", "999988887777"), /999988887777/],
  ["of no account", "arn:aws:iam:::role/vendor-acme", /\(none\)/],
  ["another partition's", `arn:aws-cn:iam::${place.account}:role/vendor-acme`, /aws-cn/],
  ["not there", role("gone"), /no such role/, { live: undefined }],
  ["a user that is not there", `arn:aws:iam::${place.account}:user/gone`, /no such user/, { live: undefined }],
  ["there under another path", role("vendor-acme"), /vendor\/acme/, { live: { arn: vendor } }],
  ["a session's ARN", session("vendor-acme"), /not the ARN/],
  ["a policy's ARN", `arn:aws:iam::${place.account}:policy/p`, /not the ARN/],
  ["the account's root", `arn:aws:iam::${place.account}:root`, /not the ARN/],
  ["a name alone", "vendor-acme", /not the ARN/],
  ["a pattern", role("vendor/*"), /not the ARN/],
  ["with a line break", role("vendor-acme\nrole/admin"), /not the ARN/],
  ["nothing", "", /not the ARN/],
];

describe.each(ways)("as %s", (as) => {
  test.each(everyWay)("%s: refused", (_, arn, why, { by, ...change } = {}) => {
    expect(touchable({ arn, as, by }, around(arn, change))).toMatch(why);
  });
});

test.each([
  ["neither registered nor discovered", role("SomeApp"), /vendors adopt/],
  ["a user", `arn:aws:iam::${place.account}:user/build`, /contracts are about roles/],
])("%s: refused as a vendor's", (_, arn, why) => {
  expect(touchable({ arn, as: "vendor" }, around(arn, { isVendors: false }))).toMatch(why);
});

test("a user of the operator's name is somebody else, and so is another account's role of that name", () => {
  const user = `arn:aws:iam::${place.account}:user/operator`;
  expect(touchable({ arn: user, as: "minted", by: session("operator") }, around(user))).toBeUndefined();
  const there = "arn:aws:sts::999988887777:assumed-role/vendor-acme/alice";
  expect(touchable({ arn: vendor, as: "vendor", by: there }, around(vendor))).toBeUndefined();
});

test("no reserved path is touched, whatever stands behind it", () => {
  const prefix = fc.constantFrom(
    "aws-service-role/",
    "aws-reserved/",
    "sagewarden/",
    "aws-reserved/sso.amazonaws.com/",
  );
  fc.assert(
    fc.property(prefix, fc.stringMatching(/^[\w/.-]{0,40}$/), fc.constantFrom(...ways), (path, rest, as) => {
      const arn = role(`${path}${rest}`);
      return touchable({ arn, as }, around(arn)) !== undefined;
    }),
  );
});

test("hostile text is answered, and quickly", () => {
  fc.assert(
    fc.property(fc.string(), (text) => touchable({ arn: text, as: "vendor", by: text }, around(text)) !== undefined),
  );
  expect(touchable({ arn: role("a/".repeat(50_000)), as: "vendor" }, around(vendor))).toMatch(/not the ARN/);
});
