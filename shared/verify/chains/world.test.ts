import { expect, test } from "@jest/globals";
import { principalTags, tagValue } from "../tags.ts";
import { policyOf, roleOf, sessionOf, smallEstate } from "./fixtures.ts";
import { worldOf } from "./world.ts";

test("the attacker holds their team's roles; whoever says to be the victim has to sign in first", () => {
  const { sessions, attacker, victim } = worldOf(smallEstate());
  expect({ attacker, victim }).toEqual({
    attacker: { team: "TeamB", person: "bob" },
    victim: { team: "TeamA", person: "alice" },
  });
  expect(sessions.map(({ name, isHeld, tags }) => [name, isHeld, tags])).toEqual([
    ["studio-TeamB as bob", true, { studiouserid: "bob" }],
    ["studio-TeamB as bob for alice", false, { studiouserid: "alice" }],
  ]);
  expect(sessions[0]?.arn).toBe("arn:aws:sts::111122223333:assumed-role/studio-TeamB/bob");
});

test("of people who can do the same the first asks; who has other tags or a session policy asks, too", () => {
  const sessions = [
    sessionOf("bob"),
    sessionOf("dora"),
    sessionOf("eve", { studiouserid: "eve", project: "p" }),
    { ...sessionOf("finn"), policies: [policyOf("session", { Effect: "Deny", Action: "*", Resource: "*" })] },
  ];
  const world = worldOf(smallEstate([], { principals: [roleOf("TeamB", { sessions })] }));
  expect(world.sessions.filter(({ isHeld }) => isHeld).map(({ name }) => name)).toEqual([
    "studio-TeamB as bob",
    "studio-TeamB as eve",
    "studio-TeamB as finn",
  ]);
});

test("a role without sessions is held once, under its own name", () => {
  const { sessions } = worldOf(smallEstate([], { principals: [roleOf("TeamB", { kind: "execution" })] }));
  expect(sessions.map(({ name }) => name)).toEqual(["studio-TeamB"]);
});

test("an administrator of the attacker's team is in league with them, one of another team is not", () => {
  const admin = (team: string) => roleOf(team, { kind: "admin", name: `admin-${team}`, tags: {}, team });
  const { sessions } = worldOf(smallEstate([], { principals: [roleOf("TeamB"), admin("TeamA"), admin("TeamB")] }));
  expect(sessions.map(({ name }) => name)).toEqual(["studio-TeamB", "admin-TeamB"]);
});

test("foreign is every role that is not the team's, and an administrator's and an execution role where none is named", () => {
  const foreign = (principals: readonly ReturnType<typeof roleOf>[]) =>
    worldOf(smallEstate([], { principals })).foreignRoles.map(({ arn }) => arn.split(":").at(-1));
  expect(
    foreign([roleOf("TeamA"), roleOf("TeamB"), roleOf("TeamC", { kind: "admin", arn: "arn:aws:iam::1:role/x" })]),
  ).toEqual([...["role/x", "role/Admin", "role/sagemaker/TeamA/execution", "role/studio/studio-TeamA"]]);
  expect(foreign([roleOf("TeamA", { kind: "execution" })])).toEqual(["role/Admin", "role/studio/studio-TeamA"]);
});

test("a tag of the session takes the place of the role's, in whatever case", () => {
  expect(principalTags({ team: "TeamB", cost: "1" }, { Team: "TeamA" })).toEqual({ cost: "1", Team: "TeamA" });
  expect(tagValue({ Team: "TeamA" }, "team")).toBe("TeamA");
});
