import { describe, expect, test } from "@jest/globals";
import { augersAccount, augersStatement, ourAccount, seenTrust } from "../../vendors/fixture.ts";
import { externalIdGuessable as rule } from "./external-id-guessable.ts";
import { detailsOf, said } from "./fixture.ts";

const withId = (...values: string[]) =>
  seenTrust({ ...augersStatement, Condition: { StringEquals: { "sts:ExternalId": values } } });

describe("can be guessed", () => {
  test.each([
    "12",
    "1234567890",
    "abcdefghijklmnop",
    "aaaaaaaaaaaaaaaaaaaaaaaa",
    ourAccount,
    augersAccount,
    `auger-${ourAccount}`,
    "auger",
    "auger-acme-2024",
    "auger-external-id",
    "changeme",
    "my-secret-external-id",
    "ExternalId123",
    "acme-production",
    "projected_dog",
    "Password1234",
    "test-vendor-role",
    "x9k2p7",
  ])("%s", (value) => {
    expect(said(rule, withId(value))).toBe("medium trust 0");
    expect(detailsOf(rule, withId(value))).not.toContain(value);
  });

  test("one of two is enough", () =>
    expect(said(rule, withId("q7Vh2mXo9TzK4cRw8sLb3NfY6gJd1pAe", "auger"))).toBe("medium trust 0"));
});

describe("cannot", () => {
  test.each([
    "q7Vh2mXo9TzK4cRw8sLb3NfY6gJd1pAe",
    "550e8400-e29b-41d4-a716-446655440000",
    "3f786850e387550fdab836ed7e6dc881",
    "auger-3f786850e387550fdab836ed7e6dc881",
    "k3J9xQ2mP7vL4nR8",
    "a1f09c3e5b7d",
    "ACME_SFCRole=2_aB3cD4eF5gH6iJ7kL8mN9oP0qR1=",
    "arn:auger:tenant/01HV6Z8Q3W5K9D2M7XBTYCNR4E",
  ])("%s", (value) => expect(said(rule, withId(value))).toBe("clean"));
});

test("a value that a Deny leaves counts as well", () => {
  const { Condition, ...bare } = augersStatement;
  const deny = {
    ...bare,
    Effect: "Deny",
    Principal: "*",
    Condition: { StringNotEquals: { "sts:ExternalId": "auger" } },
  };
  expect(said(rule, seenTrust(bare, deny))).toBe("medium trust 1");
});

test("no external id, or a pattern, is another rule's", () => {
  const { Condition, ...bare } = augersStatement;
  expect(said(rule, seenTrust(bare))).toBe("not-applicable");
  expect(said(rule, withId("auger-*"))).toBe("not-applicable");
});
