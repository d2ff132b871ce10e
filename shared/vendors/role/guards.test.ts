import { describe, expect, test } from "@jest/globals";
import { contractWith } from "./fixture.ts";
import { guards } from "./guards.ts";

const conditionsOf = (change: object) =>
  Object.fromEntries(guards(contractWith(change)).map(({ Sid, Condition }) => [Sid, Condition]));

describe("what is denied whoever allows it", () => {
  test("is what is not encrypted, and what is elsewhere", () => {
    expect(conditionsOf({ regions: ["eu-west-1"] })).toEqual({
      TlsOnly: { Bool: { "aws:SecureTransport": "false" } },
      RegionsOfTheContract: { StringNotEquals: { "aws:RequestedRegion": ["eu-west-1", "us-east-1"] } },
    });
  });

  test("is another address, unless a service calls on the vendor's behalf", () => {
    expect(conditionsOf({ sourceIps: ["198.51.100.0/24"] }).AddressesOfTheContract).toEqual({
      NotIpAddress: { "aws:SourceIp": ["198.51.100.0/24"] },
      Bool: { "aws:ViaAWSService": "false" },
    });
  });

  test("is everything after the last day", () => {
    expect(conditionsOf({ expires: "2027-12-31" }).EndOfTheContract).toEqual({
      DateGreaterThanEquals: { "aws:CurrentTime": "2028-01-01T00:00:00Z" },
    });
  });

  test("is denied for all actions on all resources", () => {
    for (const statement of guards(contractWith({ expires: "2027-12-31", sourceIps: ["198.51.100.0/24"] }))) {
      expect(statement).toMatchObject({ Effect: "Deny", Action: ["*"], Resource: ["*"] });
    }
  });
});
