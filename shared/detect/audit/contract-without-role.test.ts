import { expect, test } from "@jest/globals";
import type { AccountFacts } from "../../model/role-facts.ts";
import { accountWith, augersRole, augersSettings, contractsWith, now } from "../../vendors/fixture.ts";
import { contractWithoutRole as rule } from "./contract-without-role.ts";

const [contract] = contractsWith(augersSettings);
const verdict = (account: AccountFacts) => {
  if (contract === undefined) throw new Error("no contract");
  return rule.audit({ contract, account, roles: account.roles, settings: augersSettings, now });
};
const { isWhole, ...part } = accountWith();

test.each([
  ["there", accountWith(augersRole), "clean"],
  ["not there", accountWith(), "found"],
  ["not among those that were given", part, "unknown"],
  ["there, among a part", { ...part, roles: [augersRole] }, "clean"],
])("%s", (_, account, type) => expect(verdict(account)).toMatchObject({ type }));
