import { expect, test } from "@jest/globals";
import type { Principal } from "../model/activity.ts";
import { account, creationBy, lookupsOf, rolePrincipal, settingsWith, short, userPrincipal } from "./fixtures.ts";
import { attribute } from "./index.ts";

const run = async (principal: Principal, tags: Record<string, string> = {}, settings = settingsWith()) => {
  const lookups = lookupsOf({ users: principal.userName === undefined ? {} : { [principal.userName]: tags } });
  const seen = await attribute(creationBy(principal), settings, lookups);
  return { ...seen, short: short(seen.owner), calls: lookups.calls };
};

test("the directory's user needs no call", async () => {
  const { owner, calls } = await run(userPrincipal("alice-iam"));
  expect(owner.studiouserid).toEqual({
    value: "alice",
    evidence: { resolver: "iam-user", field: "userIdentity.userName", strength: "proven" },
  });
  expect(owner.team).toEqual({
    value: "TeamA",
    evidence: { resolver: "iam-user", field: "settings.people.alice.team", strength: "derived" },
  });
  expect(calls).toEqual([]);
});

test.each<[string, Principal, Record<string, string>, string, number]>([
  ["tags of an unknown user", userPrincipal("svc"), { StudioUserId: "alice" }, "alice/TeamA", 1],
  ["a team tag alone", userPrincipal("svc"), { team: "TeamB" }, "-/TeamB", 1],
  ["a tag outside the directory", userPrincipal("svc"), { studiouserid: "mallory" }, "-/-", 1],
  ["two tags that differ by case", userPrincipal("svc"), { studiouserid: "alice", STUDIOUSERID: "bob" }, "-/-", 1],
  ["no tags", userPrincipal("svc"), {}, "-/-", 1],
  ["a team that is not the person's", userPrincipal("svc"), { studiouserid: "alice", team: "TeamB" }, "-/-", 1],
  ["another account", userPrincipal("alice-iam", { account: "999988887777" }), { team: "TeamA" }, "-/-", 0],
  ["an unknown account", { type: "IAMUser", userName: "alice-iam" }, { team: "TeamA" }, "-/-", 0],
  [
    "an account in the ARN only",
    { type: "IAMUser", userName: "alice-iam", arn: `arn:aws:iam::${account}:user/alice-iam` },
    {},
    "alice/TeamA",
    0,
  ],
  ["another case", userPrincipal("Alice-IAM"), {}, "-/-", 1],
  ["another type", userPrincipal("alice-iam", { type: "Root" }), { team: "TeamA" }, "-/-", 0],
  ["a role's session named so", rolePrincipal("x", "alice-iam", { userName: "alice-iam" }), {}, "-/-", 3],
  ["a name that no user can have", userPrincipal("a/../b"), { studiouserid: "alice" }, "-/-", 0],
  ["no name", { type: "IAMUser", account }, {}, "-/-", 0],
])("%s", async (_, principal, tags, expected, calls) => {
  const seen = await run(principal, tags);
  expect(seen.short).toBe(expected);
  expect(seen.calls).toHaveLength(calls);
});

test("a user of two people is nobody", async () => {
  const settings = settingsWith();
  const { alice, bob } = settings.people;
  if (!alice || !bob) throw new Error("the fixture lost its people");
  const people = { alice, bob: { ...bob, iamUser: "alice-iam" } };
  expect((await run(userPrincipal("alice-iam"), {}, { ...settings, people })).short).toBe("-/-");
});
