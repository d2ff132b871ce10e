import { describe, expect, test } from "@jest/globals";
import { contractWith } from "./fixture.ts";
import { endOf, globalRegion, regionsWithGlobal, trustLimits } from "./limits.ts";

describe("the end", () => {
  test.each([
    ["2027-12-31", "2028-01-01T00:00:00Z"],
    ["2028-02-28", "2028-02-29T00:00:00Z"],
    ["2027-02-28", "2027-03-01T00:00:00Z"],
    [undefined, undefined],
  ])("%s is the last day", (expires, end) => {
    expect(endOf({ expires })).toBe(end);
  });
});

describe("regions", () => {
  test.each([
    [["us-east-1"], ["us-east-1"]],
    [["eu-west-1"], ["eu-west-1", "us-east-1"]],
    [["cn-northwest-1"], ["cn-northwest-1", "cn-north-1"]],
    [["us-gov-east-1"], ["us-gov-east-1", "us-gov-west-1"]],
  ])("%s and where global calls are", (regions, expected) => {
    expect(regionsWithGlobal({ regions })).toEqual(expected);
  });

  test("none is the commercial partition", () => {
    expect(globalRegion([])).toBe("us-east-1");
  });
});

describe("when the role is taken", () => {
  test("only the region must be right where the contract says no more", () => {
    expect(trustLimits(contractWith())).toEqual({ StringEquals: { "aws:RequestedRegion": ["us-east-1"] } });
  });

  test("the address and the day too, where it does", () => {
    expect(trustLimits(contractWith({ sourceIps: ["198.51.100.0/24"], expires: "2027-12-31" }))).toMatchObject({
      IpAddress: { "aws:SourceIp": ["198.51.100.0/24"] },
      DateLessThan: { "aws:CurrentTime": "2028-01-01T00:00:00Z" },
    });
  });
});
