import { expect, test } from "@jest/globals";
import { augersRole, ourAccount, seenWith, settingsWith } from "../../vendors/fixture.ts";
import { said } from "./fixture.ts";
import { roleOutsideNameSpace as rule } from "./role-outside-name-space.ts";

const elsewhere = { ...augersRole, arn: `arn:aws:iam::${ourAccount}:role/x`, name: "x", path: "/" };

test("in its place", () => expect(said(rule, seenWith([augersRole]))).toBe("clean"));
test("anywhere else", () => expect(said(rule, seenWith([elsewhere]))).toBe("low role -"));

test("in another vendor's", () => {
  expect(said(rule, seenWith([{ ...elsewhere, path: "/vendor/borer/" }]))).toBe("medium role -");
});

test("registered where somebody else deployed it: to know, no alarm", () => {
  const settings = settingsWith(`{ auger: { accounts: ['999988887777'], roleArn: '${elsewhere.arn}' } }`);
  expect(said(rule, seenWith([elsewhere], settings))).toBe("info role -");
});
