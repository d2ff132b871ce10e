import { expect, test } from "@jest/globals";
import { settings } from "./example-call.ts";
import { personBy } from "./person.ts";

test.each([
  ["oidcSubject", "subject-of-alice", "alice"],
  ["email", "alice@example.com", "alice"],
  ["samlSubject", "alice@example.com", "alice"],
  ["id", "bob", "bob"],
  ["id", "__proto__", undefined],
  ["oidcSubject", "Subject-of-alice", undefined],
  ["oidcSubject", "alice", undefined],
  ["email", "", undefined],
] as const)("%s %s", (identity, subject, expected) => {
  expect(personBy(identity, subject, settings)).toBe(expected);
});

test("what two people have is nobody's", () => {
  const { people } = settings;
  const twice = { people: { ...people, bob: { team: "Marketing", email: "alice@example.com" } } };
  expect(personBy("email", "alice@example.com", twice)).toBeUndefined();
});
