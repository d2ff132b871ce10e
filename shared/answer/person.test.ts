import { expect, test } from "@jest/globals";
import { settings } from "./fixtures.ts";
import { personOfSlackUser } from "./person.ts";

test.each([
  ["a person's", "U0ALICE", "alice"],
  ["a stranger's", "U0MALLORY", undefined],
  ["one that two people have", "U0TWINS", undefined],
  ["none, as people without one have", "", undefined],
  ["in another case", "u0alice", undefined],
  ["a person's name", "alice", undefined],
])("a Slack user id that is %s", (_, slackUser, person) => expect(personOfSlackUser(slackUser, settings)).toBe(person));
