import { describe, expect, test } from "@jest/globals";
import { regionsOf, settingsSchema } from "./settings.ts";

const least = { mode: "observe", region: "us-east-1", tags: {}, teams: {}, people: {} };
const takes = (change: object): boolean => settingsSchema.safeParse({ ...least, ...change }).success;

test("the settings that the functions are deployed with read like the file they came from", () => {
  const settings = settingsSchema.parse({ ...least, vendors: { v: { accounts: ["999988887777"] } } });
  expect(settingsSchema.parse(JSON.parse(JSON.stringify(settings)))).toEqual(settings);
});

test.each([
  ["us-east-1", ["us-east-1"]],
  [
    ["eu-west-1", "us-east-1"],
    ["eu-west-1", "us-east-1"],
  ],
])("regionsOf %j", (region, regions) => {
  expect(regionsOf(settingsSchema.parse({ ...least, region }))).toEqual(regions);
});

describe("forms", () => {
  test.each(["PT4H", "P1D", "P1DT2H", "PT10M", "PT1H30M5S", "P400D"])("%s is a duration", (exemptionsMax) => {
    expect(takes({ exemptionsMax })).toBe(true);
  });

  test.each(["", "P", "PT", "P1DT", "4h", "P1Y", "PT1.5H", "-P1D", "P1D ", 5])("%j is none", (exemptionsMax) => {
    expect(takes({ exemptionsMax })).toBe(false);
  });

  test.each(["us-east-1", "us-gov-west-1", "ap-southeast-10", "eusc-de-east-1"])("%s is a region", (region) => {
    expect(takes({ region })).toBe(true);
  });

  test.each(["us-east", "US-EAST-1", "us-east-1a", "", [], 1])("%j is none", (region) => {
    expect(takes({ region })).toBe(false);
  });

  test.each(["arn:aws:iam::*:role/terraform", "arn:*:sagemaker:*:*:app/*", "arn:aws:s3:::bucket"])(
    "%s is an ARN",
    (arn) => {
      expect(takes({ provisioners: [arn] })).toBe(true);
    },
  );

  test.each(["arn", "arn:aws", "*", "role/terraform", "arn:aws:iam::1:", "arn:aws:iam:: 1:role/x y"])(
    "%j is none",
    (arn) => {
      expect(takes({ provisioners: [arn] })).toBe(false);
    },
  );

  test.each(["TeamA", "a b", "é", "x".repeat(256)])("%j can be a team", (team) => {
    expect(takes({ teams: { [team]: {} } })).toBe(true);
  });

  test.each(["", " a", "a#b", "a\nb", "x".repeat(257)])("%j cannot", (team) => {
    expect(takes({ teams: { [team]: {} } })).toBe(false);
  });

  test.each(["project", "cost center", "k".repeat(128)])("%j can be a tag key", (key) => {
    expect(takes({ tags: { [key]: {} } })).toBe(true);
  });

  test.each(["", "aws:x", "a#b", "k".repeat(129)])("%j cannot", (key) => {
    expect(takes({ tags: { [key]: {} } })).toBe(false);
  });
});

test.each([
  { extra: 1 },
  { people: { a: { team: "T", extra: 1 } } },
  { limits: { burst: { extra: 1 } } },
  { exemptions: [{ arn: "arn:aws:s3:::b", until: "2027-01-01", reason: "r", approvedBy: "a", extra: 1 }] },
])("an unknown key is refused at every depth: %j", (change) => {
  expect(takes(change)).toBe(false);
});
