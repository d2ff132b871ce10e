import { describe, expect, test } from "@jest/globals";
import { PoisonRecord } from "../model/errors.ts";
import {
  aliasKey,
  creationKey,
  identityKey,
  issueKey,
  memberKey,
  noticeKey,
  profileKey,
  recipientKey,
  roundsKey,
  sessionKey,
  sortableTime,
  threadKey,
} from "./keys.ts";

const at = "2026-11-22T10:00:00Z";

test.each([
  ["a creation", creationKey("arn:x", at, "e"), { pk: "resource#arn:x", sk: "creation#2026-11-22T10:00:00.000Z#e" }],
  ["the rounds", roundsKey("arn:x"), { pk: "resource#arn:x", sk: "rounds" }],
  ["a session", sessionKey("ASIA"), { pk: "session#ASIA", sk: "session" }],
  ["what the broker knows of it", issueKey("ASIA"), { pk: "session#ASIA", sk: "issue" }],
  ["its alias", aliasKey("AROA", "a@b", at, "ASIA"), { pk: "role-session#AROA#a%40b#1795341600", sk: "session#ASIA" }],
  ["profiles", profileKey("a/b", "us-east-1"), { pk: "profile#us-east-1#a%2Fb", sk: "profiles" }],
  ["an identity", identityKey("arn:x"), { pk: "profile#arn:x", sk: "identity" }],
  ["a recipient", recipientKey("#a b"), { pk: "recipient#%23a%20b", sk: "recipient" }],
  ["a member", memberKey("a@b"), { pk: "member#a%40b", sk: "member" }],
  ["a thread", threadKey("arn:x", "#a"), { pk: "resource#arn:x", sk: "thread#%23a" }],
  ["a notice", noticeKey("n"), { pk: "notice#n", sk: "notice" }],
])("the key of %s", (_, key, expected) => expect(key).toEqual(expected));

test("a name cannot reach into another part of its key", () => {
  expect(aliasKey("AROA", "a#1795341600", at, "").pk).not.toBe(aliasKey("AROA#a", "1795341600", at, "").pk);
});

test("times sort as they follow each other", () => {
  const times = [
    "2026-11-22T10:00:00Z",
    "2026-11-22T10:00:00.500Z",
    "2026-11-22T12:00:01+02:00",
    "2026-11-22T10:00:02Z",
  ];
  const sortable = times.map(sortableTime);
  expect([...sortable].sort()).toEqual(sortable);
});

describe("poison", () => {
  test.each<[string, () => unknown]>([
    ["a long partition key", () => sessionKey("x".repeat(2_048))],
    ["a partition key of few but wide characters", () => sessionKey("漢".repeat(700))],
    ["a long sort key", () => creationKey("arn:x", at, "x".repeat(1_024))],
    ["no time", () => creationKey("arn:x", "", "e")],
  ])("%s", (_, make) => expect(make).toThrow(PoisonRecord));
});
