import { describe, expect, test } from "@jest/globals";
import { augersExternalId, augersStatement, seenTrust } from "../../vendors/fixture.ts";
import { externalIdWeakOperator as rule } from "./external-id-weak-operator.ts";
import { detailsOf, fixedOf, said } from "./fixture.ts";

const id = { "sts:ExternalId": augersExternalId };
const when = (Condition: object) => ({ ...augersStatement, Condition });

describe("operators that hold without one", () => {
  test.each([
    ["StringEqualsIfExists", when({ StringEqualsIfExists: id })],
    ["StringLikeIfExists", when({ StringLikeIfExists: id })],
    ["StringNotEquals", when({ StringNotEquals: { "sts:ExternalId": "x" } })],
    ["ForAllValues:StringEquals", when({ "ForAllValues:StringEquals": id })],
    ["Null", when({ Null: { "sts:ExternalId": "true" } })],
  ])("%s", (operator, statement) => {
    expect(said(rule, seenTrust(statement))).toBe("high trust 0");
    expect(detailsOf(rule, seenTrust(statement))).toContain(operator);
    expect(detailsOf(rule, seenTrust(statement))).not.toContain(augersExternalId);
  });
});

test.each([
  ["StringEquals", when({ StringEquals: id })],
  ["ForAnyValue:StringEquals", when({ "ForAnyValue:StringEquals": id })],
  ["StringEqualsIgnoreCase", when({ StringEqualsIgnoreCase: id })],
  ["a strong one beside a weak one", when({ StringEquals: id, StringEqualsIfExists: id })],
  ["Null: false beside a weak one", when({ StringEqualsIfExists: id, Null: { "sts:ExternalId": "false" } })],
])("%s is right", (_, statement) => expect(said(rule, seenTrust(statement))).toBe("clean"));

test("without any it is another rule's", () => {
  const { Condition, ...bare } = augersStatement;
  expect(said(rule, seenTrust(bare))).toBe("not-applicable");
});

test("the fix has one condition, and no value", () => {
  const fixed = fixedOf(rule, seenTrust(when({ StringEqualsIfExists: id })));
  expect(fixed).toEqual(when({ StringEquals: { "sts:ExternalId": "THE-EXTERNAL-ID" } }));
});
