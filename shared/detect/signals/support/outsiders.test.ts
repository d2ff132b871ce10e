import { describe, expect, test } from "@jest/globals";
import { readPolicy } from "../../../policy/read.ts";
import { outsidersIn } from "./outsiders.ts";

const inside = new Set(["111122223333", "444455556666"]);
const outsiders = (...statements: object[]) =>
  outsidersIn(
    readPolicy(
      {
        Version: "2012-10-17",
        Statement: statements.map((one) => ({ Effect: "Allow", Action: "s3:*", Resource: "*", ...one })),
      },
      "resource",
    ),
    inside,
  );
const everybody = (Condition: object) => outsiders({ Principal: "*", Condition });

describe("principals", () => {
  test.each([
    ["another account", { Principal: { AWS: "arn:aws:iam::999988887777:root" } }, ["999988887777"]],
    ["its digits", { Principal: { AWS: "999988887777" } }, ["999988887777"]],
    ["a session there", { Principal: { AWS: "arn:aws:sts::999988887777:assumed-role/x/y" } }, ["999988887777"]],
    ["ours", { Principal: { AWS: ["arn:aws:iam::111122223333:root", "444455556666"] } }, []],
    [
      "ours, where a log's publisher changed the digits",
      { Principal: { AWS: "arn:aws:iam::111122223333:role/x" } },
      [],
    ],
    ["everybody", { Principal: "*" }, ["anybody"]],
    ["everybody, as a list", { Principal: { AWS: ["*"] } }, ["anybody"]],
    ["everybody but one", { NotPrincipal: { AWS: "arn:aws:iam::111122223333:root" } }, ["anybody"]],
    ["a canonical user", { Principal: { CanonicalUser: "abc" } }, ["abc"]],
    ["a service", { Principal: { Service: "s3.amazonaws.com" } }, []],
    ["a public provider", { Principal: { Federated: "accounts.google.com" } }, ["accounts.google.com"]],
    ["our provider", { Principal: { Federated: "arn:aws:iam::111122223333:saml-provider/x" } }, []],
    ["somebody who was deleted", { Principal: { AWS: "AROAEXAMPLEEXAMPLE123" } }, []],
    ["a deny", { Effect: "Deny", Principal: "*" }, []],
  ])("%s", (_, statement, expected) => expect(outsiders(statement)).toEqual(expected));

  test("of every statement, each once", () => {
    const one = { Principal: { AWS: "999988887777" } };
    expect(outsiders(one, { Principal: { AWS: "111122223333" } }, one)).toEqual(["999988887777"]);
  });
});

describe("conditions that limit everybody", () => {
  test.each([
    ["to an organisation", { StringEquals: { "aws:PrincipalOrgID": "o-4amkskbcf3" } }, []],
    ["to ours", { StringEquals: { "aws:SourceAccount": "111122223333" } }, []],
    [
      "to another account",
      { StringEquals: { "aws:PrincipalAccount": ["111122223333", "999988887777"] } },
      ["999988887777"],
    ],
    ["to a role of ours", { ArnLike: { "aws:PrincipalArn": "arn:aws:iam::111122223333:role/*" } }, []],
    ["to a network", { StringEquals: { "aws:SourceVpce": "vpce-0123456789abcdef0" } }, []],
    ["not: any account's role", { ArnLike: { "aws:PrincipalArn": "arn:aws:iam::*:role/x" } }, ["anybody"]],
    ["not: a wildcard", { StringLike: { "aws:PrincipalOrgID": "*" } }, ["anybody"]],
    ["not: one of two values", { StringLike: { "aws:PrincipalOrgID": ["o-4amkskbcf3", "*"] } }, ["anybody"]],
    ["not: where the key is absent", { StringEqualsIfExists: { "aws:PrincipalOrgID": "o-4amkskbcf3" } }, ["anybody"]],
    ["not: an operator that excludes", { StringNotEquals: { "aws:PrincipalAccount": "999988887777" } }, ["anybody"]],
    ["not: an external id", { StringEquals: { "sts:ExternalId": "o-4amkskbcf3" } }, ["anybody"]],
  ])("%s", (_, condition, expected) => expect(everybody(condition)).toEqual(expected));
});
