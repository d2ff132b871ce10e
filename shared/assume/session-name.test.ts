import { expect, test } from "@jest/globals";
import fc from "fast-check";
import { asSessionName, checkedName, nameInArn } from "./session-name.ts";

test.each(["al", "alice@example.com", "a_=,.@+-", "x".repeat(64)])("%s is a name", (name) => {
  expect(checkedName(name, "--session-name")).toBe(name);
  expect(asSessionName(name)).toBe(name);
});

test.each(["", "a", "a b", "ä1", "a\n", "x".repeat(65)])("%j is none", (name) => {
  expect(() => checkedName(name, "--session-name")).toThrow(/^--session-name: .*; allowed: 2 to 64 of letters/);
});

test("whatever somebody is called, it becomes one", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), (name) => {
      expect(asSessionName(name)).toMatch(/^[\w+=,.@-]{2,64}$/);
    }),
  );
});

test.each([
  ["arn:aws:iam::111122223333:user/people/alice", "alice"],
  ["arn:aws:sts::111122223333:assumed-role/sales/alice@example.com", "alice@example.com"],
  ["arn:aws:iam::111122223333:root", "root"],
  ["arn:aws:sts::111122223333:federated-user/a:b", "a:b"],
])("%s", (arn, name) => {
  expect(nameInArn(arn)).toBe(name);
});
