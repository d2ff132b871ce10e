import { describe, expect, test } from "@jest/globals";
import { contractFor } from "./vendor-contract.ts";

const place = { partition: "aws", account: "111122223333" };
const right = { accounts: ["999988887777"], bucket: "auger-acmeorg" };
const of = (change: object, vendor = "auger") =>
  contractFor({ vendor, contract: { ...right, ...change }, regions: ["eu-west-1"] }, place);

test("a right contract, with the regions around it", () => {
  expect(of({})).toMatchObject({
    vendor: "auger",
    accounts: right.accounts,
    regions: ["eu-west-1"],
    maxSession: 3_600,
  });
  expect(of({ regions: ["us-west-2"] }).regions).toEqual(["us-west-2"]);
});

describe("refused, with the place and what is allowed", () => {
  test.each<[object, string]>([
    [{ accounts: ["99998888777"] }, 'vendors.auger.accounts[0]: found "99998888777"; allowed: a 12-digit account id'],
    [{ accounts: [999988887777] }, "vendors.auger.accounts[0]: found the number 999988887777; allowed: a 12-digit"],
    [{ accounts: [] }, "vendors.auger.accounts: found a list of 0; allowed: at least 1"],
    [{ accounts: ["999988887777", "111122223333"] }, "vendors.auger.accounts[1]: 111122223333 is this account"],
    [{ bucket: "Auger" }, 'vendors.auger.bucket: found "Auger"; allowed: a bucket\'s name'],
    [{ bucket: "*" }, 'vendors.auger.bucket: found "*"; allowed: a bucket\'s name'],
    [{ bucket: "xn--auger" }, "vendors.auger.bucket: "],
    [{ bucket: "10.1.2.3" }, "vendors.auger.bucket: "],
    [{ bucket: [{ bucket: "a" }] }, "vendors.auger.bucket[0].bucket: "],
    [{ bucket: { create: "vendor", pattern: "*" } }, "vendors.auger.bucket.pattern: "],
    [{ bucket: undefined, buckets: "x" }, 'vendors.auger.buckets: unknown key "buckets"; allowed: '],
    [{ services: ["ec2"] }, "vendors.auger.bucket: a bucket without the service"],
    [{ services: ["s3", "athena"] }, 'vendors.auger.services[1]: "athena": no grant is known for it; allowed: '],
    [{ maxSession: "PT2H" }, "vendors.auger.maxSession: PT2H; allowed: PT15M to PT1H"],
    [{ roleArn: "arn:aws:iam::111122223333:role/auger" }, "vendors.auger.roleArn: somebody else makes this role"],
  ])("%j", (change, expected) => {
    expect(() => of(change)).toThrow(expect.objectContaining({ name: "BadInput" }));
    expect(() => of(change)).toThrow(expected);
  });

  test.each(["a b", "", "../x", "x".repeat(33), "__proto__"])("the vendor's name %j", (vendor) => {
    expect(() => of({}, vendor)).toThrow(expect.objectContaining({ name: "BadInput" }));
  });
});
