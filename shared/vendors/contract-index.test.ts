import { expect, test } from "@jest/globals";
import { indexOf } from "./contract-index.ts";
import { contractsWith, settingsWith } from "./fixture.ts";

const contracts = contractsWith(
  settingsWith(
    "{ a: { accounts: ['999988887777', '999988887777'] }, b: { accounts: ['999988887777', '444455556666'] } }",
  ),
);
const [a, b] = contracts;

test("contracts by vendor, role and account", () => {
  const index = indexOf(contracts);
  expect(index.byVendor.get("b")).toBe(b);
  expect(index.byRole.get("arn:aws:iam::111122223333:role/vendor/a/vendor-a")).toBe(a);
  expect(index.byAccount.get("999988887777")).toEqual([a, b]);
  expect(index.byAccount.get("444455556666")).toEqual([b]);
  expect(index.byVendor.get("constructor")).toBeUndefined();
});

test("made once for a list", () => {
  expect(indexOf(contracts)).toBe(indexOf(contracts));
  expect(indexOf([...contracts])).not.toBe(indexOf(contracts));
});
