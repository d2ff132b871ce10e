import { expect, test } from "@jest/globals";
import { knownName } from "./known-accounts.ts";
import { knownAccounts, newestEntry } from "./known-accounts-table.ts";

const lines = knownAccounts.trim().split("\n");

test("every line is a name and accounts of 12 digits", () => {
  for (const line of lines) expect(line).toMatch(/^\S.*: \d{12}( \d{12})*$/);
});

test("no account has two names, and the count is the one that the notice tells", () => {
  const accounts = lines.flatMap((line) => line.match(/\b\d{12}\b/g) ?? []);
  expect(new Set(accounts).size).toBe(accounts.length);
  expect(accounts).toHaveLength(264);
});

test("the list says how old it is", () => expect(newestEntry).toMatch(/^\d{4}-\d{2}$/));

test.each([
  ["464622532012", "Datadog"],
  ["601306020600", "Databricks"],
  ["902542641901", "Temporal Technologies, Inc."],
  ["056196542512", "SSLMate (Sandbox Site)"],
  // AWS Redshift's log account: an attacker's tool calls it its own, so AWS's accounts are no vendors here.
  ["193672423079", undefined],
  ["__proto__", undefined],
])("%s is %s", (account, name) => expect(knownName(account)).toBe(name));
