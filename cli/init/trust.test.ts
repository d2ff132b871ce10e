import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { foreignAccounts } from "./trust.ts";

const own = "111122223333";
const trusting = (principal: unknown, Effect = "Allow") =>
  JSON.stringify({ Statement: [{ Effect, Action: "sts:AssumeRole", Principal: principal }] });

describe("the accounts that a trust names", () => {
  test.each([
    [trusting({ AWS: "arn:aws:iam::999988887777:root" }), ["999988887777"]],
    [
      trusting({ AWS: ["999988887777", "arn:aws:iam::444455556666:role/x", "999988887777"] }),
      ["999988887777", "444455556666"],
    ],
    [trusting("*"), ["*"]],
    [trusting({ AWS: "*" }), ["*"]],
    [trusting({ AWS: "arn:aws:iam::111122223333:root" }), []],
    [trusting({ Service: "sagemaker.amazonaws.com" }), []],
    [trusting({ Federated: "arn:aws:iam::999988887777:saml-provider/x" }), []],
    [trusting({ AWS: "999988887777" }, "Deny"), []],
    [trusting({ AWS: "AROAEXAMPLE" }), []],
    [trusting(null), []],
    [JSON.stringify({ Statement: { Effect: "Allow", Principal: { AWS: "999988887777" } } }), ["999988887777"]],
    [JSON.stringify({ Statement: [null, 1] }), []],
    ["null", []],
    ["not json", []],
  ])("%s", (trust, accounts) => {
    expect(foreignAccounts({ arn: "r", trust }, own)).toEqual(accounts);
  });

  test("nothing throws", () => {
    fc.assert(
      fc.property(
        fc.json(),
        (principal) => void foreignAccounts({ arn: "r", trust: trusting(JSON.parse(principal)) }, own),
      ),
    );
  });
});
