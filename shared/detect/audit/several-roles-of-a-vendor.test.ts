import { expect, test } from "@jest/globals";
import { augersRole, ourAccount, seenWith } from "../../vendors/fixture.ts";
import { said } from "./fixture.ts";
import { severalRolesOfAVendor as rule } from "./several-roles-of-a-vendor.ts";

const second = { ...augersRole, arn: `arn:aws:iam::${ourAccount}:role/a`, name: "a", path: "/" };
const third = { ...second, arn: `arn:aws:iam::${ourAccount}:role/b`, name: "b" };

test("the contract's role is right, the one beside it is not", () => {
  expect(said(rule, seenWith([augersRole, second]))).toBe("clean");
  expect(said(rule, seenWith([second, augersRole]))).toBe("medium role -");
});

test("one role is right, wherever it is", () => {
  expect(said(rule, seenWith([augersRole]))).toBe("clean");
  expect(said(rule, seenWith([second]))).toBe("clean");
});

test("of two that are not the contract's one is left", () => {
  expect([said(rule, seenWith([second, third])), said(rule, seenWith([third, second]))]).toEqual([
    "clean",
    "medium role -",
  ]);
});
