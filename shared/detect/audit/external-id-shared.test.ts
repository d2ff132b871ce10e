import { expect, test } from "@jest/globals";
import {
  augersRole,
  augersSettings,
  augersStatement,
  ourAccount,
  seenWith,
  settingsWith,
  strangersAccount,
  trustWith,
} from "../../vendors/fixture.ts";
import { externalIdShared as rule } from "./external-id-shared.ts";
import { detailsOf, said } from "./fixture.ts";

const elsewhere = { arn: `arn:aws:iam::${ourAccount}:role/x`, name: "x", path: "/", tags: {} };
const strangers = {
  ...augersRole,
  ...elsewhere,
  trust: trustWith({ ...augersStatement, Principal: { AWS: strangersAccount } }),
};

test("another vendor's role with the same value", () => {
  expect(said(rule, seenWith([augersRole, strangers]))).toBe("medium trust 0");
  expect(said(rule, seenWith([strangers, augersRole]))).toBe("medium trust 0");
  expect(detailsOf(rule, seenWith([augersRole, strangers]))).toContain(elsewhere.arn);
});

test("a second role of the same vendor may have it", () => {
  expect(said(rule, seenWith([augersRole, { ...augersRole, ...elsewhere }]))).toBe("clean");
  const nobody = settingsWith("{}");
  expect(
    said(
      rule,
      seenWith(
        [
          { ...augersRole, ...elsewhere },
          { ...augersRole, ...elsewhere },
        ],
        nobody,
      ),
    ),
  ).toBe("clean");
});

test("another value", () => {
  const other = { StringEquals: { "sts:ExternalId": "another-value-of-another-vendor" } };
  const trust = trustWith({ ...augersStatement, Principal: { AWS: strangersAccount }, Condition: other });
  expect(said(rule, seenWith([augersRole, { ...strangers, trust }]))).toBe("clean");
});

test("two roles that take anything share no secret", () => {
  const any = { ...augersStatement, Condition: { StringLike: { "sts:ExternalId": "*" } } };
  const other = trustWith({ ...any, Principal: { AWS: strangersAccount } });
  expect(
    said(
      rule,
      seenWith([
        { ...augersRole, trust: trustWith(any) },
        { ...strangers, trust: other },
      ]),
    ),
  ).toBe("clean");
});

test("none", () => {
  const { Condition, ...bare } = augersStatement;
  expect(said(rule, seenWith([{ ...augersRole, trust: trustWith(bare) }], augersSettings))).toBe("not-applicable");
});
