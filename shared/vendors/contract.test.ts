import { describe, expect, test } from "@jest/globals";
import { settingsSchema } from "../model/settings.ts";
import { contractsOf, literalStart } from "./contract.ts";

const place = { partition: "aws", account: "111122223333" };
const contract = (vendor: object) => {
  const settings = settingsSchema.parse({
    mode: "observe",
    region: ["us-east-1", "eu-west-1"],
    tags: {},
    teams: { TeamA: {} },
    people: { alice: { team: "TeamA" } },
    vendors: { auger: { accounts: ["999988887777"], ...vendor } },
  });
  return contractsOf(settings, place)[0];
};

describe("a contract", () => {
  test("of little says the rest", () => {
    expect(contract({})).toMatchObject({
      vendor: "auger",
      role: {
        name: "vendor-auger",
        path: "/vendor/auger/",
        arn: "arn:aws:iam::111122223333:role/vendor/auger/vendor-auger",
        madeBy: "us",
      },
      externalId: { type: "auto", secret: "sagewarden/vendor/auger/external-id" },
      buckets: [],
      regions: ["us-east-1", "eu-west-1"],
      maxSession: 3_600,
      learning: 1_209_600,
      owner: undefined,
      team: undefined,
    });
  });

  test("has its owner's team", () => {
    expect(contract({ owner: "alice" })).toMatchObject({ owner: "alice", team: "TeamA" });
    expect(contract({ owner: "constructor" })?.team).toBeUndefined();
  });

  test.each([
    ["arn:aws:iam::111122223333:role/auger", { name: "auger", path: "/" }],
    ["arn:aws-cn:iam::111122223333:role/a/b/auger", { name: "auger", path: "/a/b/" }],
  ])("of the role %s that others deploy", (roleArn, role) => {
    expect(contract({ roleArn })?.role).toEqual({ ...role, arn: roleArn, madeBy: "others" });
  });

  test.each<[unknown, object[]]>([
    ["auger-acmeorg", [{ bucket: "auger-acmeorg", prefix: "", access: "write", madeBy: "others" }]],
    [
      [
        { bucket: "auger", create: true },
        { bucket: "lake", prefix: "in/", access: "write" },
      ],
      [
        { bucket: "auger", prefix: "", access: "read", madeBy: "us" },
        { bucket: "lake", prefix: "in/", access: "write", madeBy: "others" },
      ],
    ],
    [{ create: "vendor", pattern: "auger-*" }, [{ bucket: "auger-*", prefix: "", access: "write", madeBy: "vendor" }]],
  ])("buckets %j", (bucket, scopes) => {
    expect(contract({ bucket })?.buckets).toEqual(scopes);
  });
});

test.each([
  ["^auger-", "auger-"],
  ["^auger-.*", undefined],
  ["auger-", undefined],
  ["^a|b", undefined],
  ["^a.b", undefined],
  [undefined, undefined],
])("%j begins with %j, as far as IAM can check it", (pattern, start) => {
  expect(literalStart(pattern)).toBe(start);
});
