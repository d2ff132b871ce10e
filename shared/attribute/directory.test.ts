import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import type { Settings } from "../model/settings.ts";
import { directoryOf } from "./directory.ts";
import { settingsWith } from "./fixtures.ts";

const withPeople = (people: Settings["people"]): Settings => settingsWith({ people });

describe("a person is found", () => {
  const directory = directoryOf(settingsWith());
  test.each([
    ["by IAM user", directory.byIamUser("alice-iam"), "alice"],
    ["by Identity Center user id", directory.byIdentityStoreUserId("906700000000000000000000000000000001"), "alice"],
    ["by SAML subject", directory.bySamlSubject("alice@idp.example.com"), "alice"],
    ["by user name: id", directory.byUserName("alice"), "alice"],
    ["by user name: address", directory.byUserName("alice@example.com"), "alice"],
    ["by user name: SAML subject", directory.byUserName("alice@idp.example.com"), "alice"],
    ["not by an address where a subject is asked for", directory.bySamlSubject("alice@example.com"), undefined],
    ["not in another case", directory.byIamUser("Alice-iam"), undefined],
    ["not by nothing", directory.byIamUser(""), undefined],
  ])("%s", (_, found, expected) => {
    expect(found).toBe(expected);
  });
});

test("an identity of two people is nobody's, whatever it is", () => {
  const shared = { team: "TeamA", email: "x@example.com", iamUser: "x", identityStoreUserId: "1", samlSubject: "x" };
  const directory = directoryOf(withPeople({ a: shared, b: shared, "x@example.com": { team: "TeamA" } }));
  expect([
    directory.byIamUser("x"),
    directory.byIdentityStoreUserId("1"),
    directory.bySamlSubject("x"),
    directory.byUserName("x@example.com"),
    directory.byUserName("x"),
    directory.byUserName("a"),
  ]).toEqual([undefined, undefined, undefined, undefined, undefined, "a"]);
});

test("a person without `iamUser` has the IAM user of the same name, unless it is said to be somebody else's", () => {
  const [team, other] = [{ team: "TeamA" }, { team: "TeamA", iamUser: "a" }];
  expect(directoryOf(withPeople({ a: team })).byIamUser("a")).toBe("a");
  expect(directoryOf(withPeople({ a: { ...team, iamUser: "a-iam" } })).byIamUser("a")).toBeUndefined();
  expect(directoryOf(withPeople({ a: team, b: other })).byIamUser("a")).toBeUndefined();
});

test("one identity in two fields of one person is that person's", () => {
  const person = { team: "TeamA", email: "a@example.com", samlSubject: "a@example.com" };
  expect(directoryOf(withPeople({ a: person })).byUserName("a@example.com")).toBe("a");
});

test.each([
  ["2026-03-30T23:59:59Z", false],
  ["2026-03-31T00:00:00Z", true],
  ["2027-01-01T00:00:00Z", true],
])("a person who left on 2026-03-31 has left at %s: %s", (at, expected) => {
  const directory = directoryOf(settingsWith());
  expect(directory.hasLeft("carol", at)).toBe(expected);
  expect(directory.hasLeft("alice", at)).toBe(false);
  expect(directory.hasLeft("nobody", at)).toBe(false);
});

test("a person's team counts only when the directory has it", () => {
  const directory = directoryOf(withPeople({ a: { team: "Gone" }, b: { team: "TeamA" } }));
  expect([directory.teamOf("a"), directory.teamOf("b"), directory.teamOf("c")]).toEqual([
    undefined,
    "TeamA",
    undefined,
  ]);
});

test("no text that is not in the settings is a person, a team, or somebody's identity", () => {
  const directory = directoryOf(settingsWith());
  const names = ["__proto__", "constructor", "toString", "hasOwnProperty"];
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.constantFrom(...names)), (text) => {
      fc.pre(!Object.hasOwn(settingsWith().people, text) && !Object.hasOwn(settingsWith().teams, text));
      expect(directory.isPerson(text) || directory.isTeam(text)).toBe(false);
      expect(directory.byIamUser(text) ?? directory.bySamlSubject(text) ?? directory.teamOf(text)).toBeUndefined();
    }),
  );
});
