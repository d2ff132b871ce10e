import { describe, expect, test } from "@jest/globals";
import { vendor, vendorName } from "./vendor-settings.ts";

const perfect = { accounts: ["999988887777"] };
const takes = (change: object): boolean => vendor.safeParse({ ...perfect, ...change }).success;

test("accounts are all that is needed", () => {
  expect(vendor.parse(perfect)).toMatchObject({
    externalId: "auto",
    services: ["s3"],
    maxSession: "PT1H",
    learning: "P14D",
    contain: { at: "critical", approval: "none", upTo: "trust" },
  });
});

describe("buckets", () => {
  test.each([
    ["auger-acmeorg", true],
    ["a.b-c", true],
    ["", false],
    ["ab", false],
    ["*", false],
    ["auger-*", false],
    ["Auger", false],
    ["a..b", false],
    ["192.0.2.1", false],
    ["xn--abc", false],
    ["arn:aws:s3:::auger", false],
    ["-auger", false],
  ])("%j is the name of one: %s", (bucket, isName) => {
    expect(takes({ bucket })).toBe(isName);
    expect(takes({ bucket: [{ bucket, access: "read" }] })).toBe(isName);
  });

  test.each([
    ["auger-*", true],
    ["auger*-data", true],
    ["au*", false],
    ["*", false],
    ["*auger", false],
    ["auger", false],
  ])("%j is a pattern of the vendor's own: %s", (pattern, isPattern) => {
    expect(takes({ bucket: { create: "vendor", pattern } })).toBe(isPattern);
  });

  test.each([
    ["exports/", true],
    ["", true],
    ["/exports", false],
    ["a*", false],
    ["a$b", false],
  ])("prefix %j: %s", (prefix, isPrefix) => {
    expect(takes({ bucket: [{ bucket: "auger", prefix }] })).toBe(isPrefix);
  });
});

test.each<[object, boolean]>([
  [{ accounts: [] }, false],
  [{ accounts: ["99998888777"] }, false],
  [{ accounts: [999988887777] }, false],
  [{ externalId: "auto" }, true],
  [{ externalId: "x" }, false],
  [{ externalId: "a b" }, false],
  [{ roleArn: "arn:aws:iam::111122223333:role/vendors/auger" }, true],
  [{ roleArn: "arn:aws:iam::111122223333:role/*" }, false],
  [{ roleArn: "arn:aws:iam::111122223333:user/auger" }, false],
  [{ hours: { from: "06:00", to: "20:00" } }, true],
  [{ hours: { from: "6:00", to: "24:00" } }, false],
  [{ hours: { from: "06:00", to: "20:00", days: [] } }, false],
  [{ services: ["S3"] }, false],
  [{ services: ["s3:*"] }, false],
  [{ typo: true }, false],
])("%j is taken: %s", (change, isTaken) => {
  expect(takes(change)).toBe(isTaken);
});

test.each([
  ["auger", true],
  ["Data_Dog.eu-1", true],
  ["", false],
  ["a/b", false],
  ["__proto__", false],
  ["a".repeat(33), false],
])("%j names a vendor: %s", (name, isName) => {
  expect(vendorName.safeParse(name).success).toBe(isName);
});
