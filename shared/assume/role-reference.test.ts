import { expect, test } from "@jest/globals";
import fc from "fast-check";
import { BadInput } from "../model/errors.ts";
import { accountOf, needsSettings, plainRoleArn, readRole } from "./role-reference.ts";

const arn = "arn:aws-us-gov:iam::111122223333:role/sales/reader";

test.each([
  [arn, { by: "arn", arn }],
  ["TeamA", { by: "name", name: "TeamA" }],
  ["team:Team A", { by: "team", name: "Team A" }],
  ["vendor:auger", { by: "vendor", name: "auger" }],
  ["role:sales/reader", { by: "role", name: "sales/reader" }],
])("%s", (text, reference) => {
  expect(readRole(text, "--role")).toEqual(reference);
});

test.each([
  ...["", "team:", "role:", "role:a b", "role:a*", "arn:aws:iam::111122223333:user/alice", "arn:aws:iam::1:role/x"],
  ...["arn:aws:iam::111122223333:role/", "arn:aws:iam::111122223333:role/a\nb", "x".repeat(600)],
])("%j names no role", (text) => {
  expect(() => readRole(text, "--chain")).toThrow(/^--chain: .* names no role; allowed: a role's ARN, /);
});

test("whatever it is called, it is read or refused in one line", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), (text) => {
      try {
        expect(readRole(text, "--role").by).not.toBe("arn");
      } catch (error) {
        expect(error).toBeInstanceOf(BadInput);
        expect((error as Error).message).not.toMatch(/[\p{Cc}\u2028\u2029]/u);
      }
    }),
  );
});

test("only the settings know teams and vendors", () => {
  expect(["TeamA", "team:a", "vendor:a", "role:a", arn].map((text) => needsSettings(readRole(text, "")))).toEqual([
    ...[true, true, true, false, false],
  ]);
});

test("a name in an account", () => {
  const where = { partition: "aws-cn", account: "111122223333" };
  expect(plainRoleArn("/sales/reader", "--role", where)).toBe("arn:aws-cn:iam::111122223333:role/sales/reader");
  expect(() => plainRoleArn("a b", "--role", where)).toThrow('--role: "a b" names no role');
  expect(accountOf(arn)).toBe("111122223333");
});
