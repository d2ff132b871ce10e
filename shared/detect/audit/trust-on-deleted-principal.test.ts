import { expect, test } from "@jest/globals";
import { augersAccount, augersStatement, seenTrust } from "../../vendors/fixture.ts";
import { detailsOf, fixedOf, said } from "./fixture.ts";
import { trustOnDeletedPrincipal as rule } from "./trust-on-deleted-principal.ts";

const gone = "AROAJQABLZS4A3QDU576Q";
const with_ = (...names: string[]) => seenTrust({ ...augersStatement, Principal: { AWS: names } });

test.each([
  ["a role", [gone], "medium trust 0"],
  ["a user", ["AIDAJQABLZS4A3QDU576Q"], "medium trust 0"],
  ["beside a living one", [augersAccount, gone], "medium trust 0"],
  ["nobody", [augersAccount], "clean"],
])("%s", (_, names, expected) => expect(said(rule, with_(...names))).toBe(expected));

test("it is named, and taken out", () => {
  expect(detailsOf(rule, with_(gone))).toContain(gone);
  expect(fixedOf(rule, with_(augersAccount, gone))).toMatchObject({ Principal: { AWS: augersAccount } });
});
