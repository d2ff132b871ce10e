import { describe, expect, test } from "@jest/globals";
import { readPolicy } from "./read.ts";
import { isObject, nameOf } from "./read-statement.ts";

describe("principals", () => {
  const trust = (Principal: unknown, key = "Principal") => ({
    Version: "2012-10-17",
    Statement: [{ Effect: "Allow", [key]: Principal, Action: "sts:AssumeRole" }],
  });
  const none = { anybody: false, aws: [], federated: [], service: [], canonicalUser: [] };

  test.each([
    ["*", { ...none, anybody: true, aws: ["*"] }],
    [{ AWS: "*" }, { ...none, anybody: true, aws: ["*"] }],
    [
      { AWS: ["999988887777"], Service: "lambda.amazonaws.com" },
      { ...none, aws: ["999988887777"], service: ["lambda.amazonaws.com"] },
    ],
    [{ Federated: "cognito-identity.amazonaws.com" }, { ...none, federated: ["cognito-identity.amazonaws.com"] }],
  ])("%j", (principal, expected) => {
    const read = readPolicy(trust(principal), "trust");
    expect(read).toMatchObject({ problems: [], document: { statements: [{ principals: expected }] } });
  });

  test("NotPrincipal", () => {
    const [read] = readPolicy(trust({ AWS: "999988887777" }, "NotPrincipal"), "trust").document?.statements ?? [];
    expect(read).toMatchObject({ notPrincipals: { aws: ["999988887777"] } });
    expect(read).not.toHaveProperty("principals");
  });

  test.each([[7], [{}], [{ AWS: 7 }], [{ constructor: "x" }], ["999988887777"]])("%j is noted", (principal) => {
    expect(readPolicy(trust(principal), "trust").problems).toHaveLength(1);
  });
});

test.each([
  [[], false],
  [null, false],
  [{}, true],
  ["x", false],
])("%j is an object: %s", (value, expected) => {
  expect(isObject(value)).toBe(expected);
});

test.each([
  ["sts:ExternalId", "sts:ExternalId"],
  ["a value with spaces", "an unreadable name"],
  ["", "an unreadable name"],
])("%j is named as %s", (written, expected) => expect(nameOf(written)).toBe(expected));
