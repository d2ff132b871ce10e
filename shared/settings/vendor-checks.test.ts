import { expect, test } from "@jest/globals";
import { settingsSchema } from "../model/settings.ts";
import { vendorProblems } from "./vendor-checks.ts";
import { pathText } from "./words.ts";

const perfect = {
  accounts: ["999988887777"],
  bucket: "auger-acmeorg",
  roleSessionName: "^auger-",
  maxSession: "PT1H",
};
const registered = "arn:aws:iam::111122223333:role/vendors/auger";

const check = (vendors: object): string[] =>
  vendorProblems(
    settingsSchema.parse({
      mode: "observe",
      region: "us-east-1",
      tags: {},
      teams: {},
      people: {},
      organization: { accounts: ["222233334444"] },
      vendors,
    }),
    { toDeploy: true },
  ).map(({ path, message }) => `${pathText(path)}: ${message}`);

const grant = (change: object) => ({ bucket: "shared-data", prefix: "a/", access: "write", ...change });

test.each([
  ["the perfect one", {}],
  ["accounts alone", { bucket: undefined, roleSessionName: undefined }],
  ["twelve hours for a role that others deploy", { roleArn: registered, maxSession: "PT12H" }],
  ["signals that it expects", { expects: ["bucket-sweep", "caller-identity-asked"] }],
  ["grants", { bucket: [grant({}), grant({ prefix: "b/", access: "read" })] }],
  ["buckets that it makes itself", { bucket: { create: "vendor", pattern: "auger-*" } }],
])("right: %s", (_, change) => {
  expect(check({ auger: { ...perfect, ...change } })).toEqual([]);
});

test.each<[object, string]>([
  [{ maxSession: "PT2H" }, "vendors.auger.maxSession: PT2H; allowed: PT15M to PT1H"],
  [{ maxSession: "PT1M" }, "vendors.auger.maxSession: PT1M; allowed: PT15M to PT1H"],
  [{ roleArn: registered, maxSession: "P1D" }, "vendors.auger.maxSession: P1D; allowed: PT15M to PT12H"],
  [{ services: ["ec2"] }, "vendors.auger.bucket: a bucket without the service; allowed: with s3 in services"],
  [
    { accounts: ["999988887777", "222233334444"] },
    "vendors.auger.accounts[1]: 222233334444 is one of organization.accounts; allowed: an account of the vendor",
  ],
  [
    { roleSessionName: "(a+)+" },
    'vendors.auger.roleSessionName: "(a+)+" repeats a group; allowed: repeat single characters and [sets] only',
  ],
  [
    { sourceIdentity: "(?=x)" },
    'vendors.auger.sourceIdentity: "(?=x)" looks back or ahead; allowed: no references and no lookarounds',
  ],
])("wrong: %j", (change, message) => {
  expect(check({ auger: { ...perfect, ...change } })).toEqual([message]);
});

test.each<[string, object, object, string[]]>([
  [
    "one bucket written by two",
    {},
    { bucket: [grant({ bucket: "auger-acmeorg", prefix: "b/" })] },
    ["vendors.other.bucket: auger writes there too; allowed: a bucket or prefix of its own"],
  ],
  ["one bucket read by another", {}, { bucket: [grant({ bucket: "auger-acmeorg", access: "read" })] }, []],
  ["two prefixes", { bucket: [grant({})] }, { bucket: [grant({ prefix: "b/" })] }, []],
  [
    "a prefix in the other's",
    { bucket: [grant({})] },
    { bucket: [grant({ prefix: "a/b/" })] },
    ["vendors.other.bucket: auger writes there too; allowed: a bucket or prefix of its own"],
  ],
  [
    "one role for two",
    { roleArn: registered },
    { roleArn: registered, bucket: "other" },
    ["vendors.other.roleArn: is auger's already; allowed: a role of its own"],
  ],
])("beside each other: %s", (_, one, other, messages) => {
  expect(check({ auger: { ...perfect, ...one }, other: { ...perfect, ...other } })).toEqual(messages);
});

test("a signal that does not exist: the nearest one", () => {
  expect(check({ auger: { ...perfect, expects: ["bucket-sweep", "bucket-sweeps"] } })).toEqual([
    expect.stringMatching(
      /^vendors.auger.expects\[1\]: "bucket-sweeps" is no signal; allowed: .*; did you mean "bucket-sweep"\?$/,
    ),
  ]);
});

test("contracts that clash hinder a deployment, and no audit", () => {
  const auger = { ...perfect, roleArn: registered };
  const settings = settingsSchema.parse({
    mode: "observe",
    region: "us-east-1",
    tags: {},
    teams: {},
    people: {},
    vendors: { auger, other: auger },
  });
  expect(vendorProblems(settings)).toEqual([]);
  expect(vendorProblems(settings, { toDeploy: true })).not.toEqual([]);
});
