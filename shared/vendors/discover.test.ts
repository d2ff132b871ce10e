import { describe, expect, test } from "@jest/globals";
import type { RoleFacts } from "../model/role-facts.ts";
import { discover, isVendorRole } from "./discover.ts";
import {
  accountWith,
  augersAccount,
  augersRole,
  augersSettings,
  augersStatement,
  contractsWith,
  now,
  ourAccount,
  settingsWith,
  strangersAccount,
  trustWith,
} from "./fixture.ts";

const trusting = (account: string) =>
  trustWith({ ...augersStatement, Principal: { AWS: `arn:aws:iam::${account}:root` } });
const elsewhere = { arn: `arn:aws:iam::${ourAccount}:role/x`, name: "x", path: "/", tags: undefined };

const find = (roles: readonly RoleFacts[], settings = augersSettings) =>
  discover(accountWith(...roles), contractsWith(settings), settings, now).map(({ contract }) => contract?.vendor);

describe("which vendor a role is", () => {
  test.each([
    ["by its registered place", augersRole, "auger"],
    ["even with nobody outside", { ...augersRole, trust: trusting(ourAccount) }, "auger"],
    ["by its path", { ...augersRole, arn: `${augersRole.arn}2`, trust: trusting(strangersAccount), tags: {} }, "auger"],
    ["by its tag", { ...augersRole, ...elsewhere, trust: trusting(strangersAccount), tags: augersRole.tags }, "auger"],
    ["by an account", { ...augersRole, ...elsewhere }, "auger"],
    ["nobody's", { ...augersRole, ...elsewhere, trust: trusting(strangersAccount) }, undefined],
    [
      "of a name that nobody registered",
      { ...augersRole, ...elsewhere, path: "/vendor/constructor/", trust: trusting(strangersAccount) },
      undefined,
    ],
  ])("%s", (_, role, vendor) => expect(find([role])).toEqual([vendor]));

  test("an account that two contracts have tells neither", () => {
    const two = settingsWith(`{ a: { accounts: ["${augersAccount}"] }, b: { accounts: ["${augersAccount}"] } }`);
    expect(find([{ ...augersRole, ...elsewhere }], two)).toEqual([undefined]);
  });
});

test("a role of our own is not looked at", () => {
  expect(find([{ ...augersRole, ...elsewhere, trust: trusting(ourAccount) }])).toEqual([]);
});

test("a trust that cannot be read may let anybody in", () => {
  expect(find([{ ...augersRole, ...elsewhere, trust: { ...augersRole.trust, document: undefined } }])).toEqual([
    undefined,
  ]);
});

test("a role for an identity provider is found, and is no vendor's", () => {
  const trust = trustWith({
    Effect: "Allow",
    Principal: { Federated: `arn:aws:iam::${ourAccount}:saml-provider/Okta` },
    Action: "sts:AssumeRoleWithSAML",
  });
  const found = discover(accountWith({ ...augersRole, ...elsewhere, trust }), [], augersSettings, now);
  expect(found.map(isVendorRole)).toEqual([false]);
  expect(isVendorRole({ outsiders: [], contract: contractsWith(augersSettings)[0] })).toBe(true);
});
