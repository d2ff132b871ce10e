import { expect, test } from "@jest/globals";
import fc from "fast-check";
import { BadInput } from "#shared/model/errors.ts";
import { isLongLived, readKeyId } from "./key.ts";

test.each(["ASIAIOSFODNN7EXAMPLE", "AKIAIOSFODNN7EXAMPLE", "ASIA6D5938A8F24A"])("%s is an id", (id) => {
  expect(readKeyId(id)).toBe(id);
  expect(isLongLived(id)).toBe(id.startsWith("AKIA"));
});

test.each<[string, string, RegExp]>([
  ["nothing", "", /^that is no access key id; allowed: /],
  ["too short", "ASIA1", /no access key id/],
  ["a path", "ASIA/../../etc/passwd", /no access key id/],
  ["a line break", "ASIAIOSFODNN7EXAMPLE\n", /no access key id/],
  ["a role's id", "AROAIOSFODNN7EXAMPLE", /^that is the id of a role; allowed: /],
  ["a user's id", "AIDAIOSFODNN7EXAMPLE", /the id of an IAM user/],
  ["a secret", "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY", /looks like a secret access key/],
])("%s is none", (_, text, words) => expect(() => readKeyId(text)).toThrow(words));

test("whatever is refused is not repeated", () => {
  const refusalOf = (text: string): string => {
    try {
      return `taken: ${readKeyId(text)}`;
    } catch (error) {
      return error instanceof BadInput ? error.message : "another error";
    }
  };
  const known = new Set(["", "AROA", "A".repeat(40)].map(refusalOf));
  fc.assert(fc.property(fc.string(), (text) => expect(known).toContain(refusalOf(text))));
});
