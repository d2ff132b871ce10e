import { expect, test } from "@jest/globals";
import { augersExternalId, augersStatement, seenTrust } from "../../vendors/fixture.ts";
import { externalIdWildcard as rule } from "./external-id-wildcard.ts";
import { said } from "./fixture.ts";

const when = (Condition: object) => ({ ...augersStatement, Condition });
const like = (value: string) => when({ StringLike: { "sts:ExternalId": value } });

test.each([
  ["a star", like("*"), "high trust 0"],
  ["question marks alone", like("?*"), "high trust 0"],
  ["a beginning", like("auger-*"), "medium trust 0"],
  ["one among others", when({ StringLike: { "sts:ExternalId": [augersExternalId, "*"] } }), "high trust 0"],
  ["that there is one", when({ Null: { "sts:ExternalId": "false" } }), "high trust 0"],
  [
    "any but one",
    when({ StringNotEquals: { "sts:ExternalId": "x1" }, Null: { "sts:ExternalId": "false" } }),
    "high trust 0",
  ],
  ["a variable", when({ StringEquals: { "sts:ExternalId": `$\{aws:username}` } }), "high trust 0"],
  ["a star is a star", when({ StringEquals: { "sts:ExternalId": "auger-*" } }), "clean"],
  ["the whole value", augersStatement, "clean"],
  ["StringLike of the whole value", like(augersExternalId), "clean"],
  [
    "a star, and the whole value too",
    when({ StringLike: { "sts:ExternalId": "*" }, StringEquals: { "sts:ExternalId": augersExternalId } }),
    "clean",
  ],
])("%s: %s", (_, statement, expected) => expect(said(rule, seenTrust(statement))).toBe(expected));

test("without an external id it is another rule's", () => {
  const { Condition, ...bare } = augersStatement;
  expect(said(rule, seenTrust(bare))).toBe("not-applicable");
});
