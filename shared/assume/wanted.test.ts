import { expect, test } from "@jest/globals";
import { type Told, wantedRoles } from "./wanted.ts";

const role = (path: string) => `arn:aws:iam::111122223333:role/${path}`;
const team = role("sagewarden/studio/sagewarden-studio-TeamA");
const told: Told = {
  arn: "arn:aws:iam::111122223333:user/alice",
  person: "alice",
  tags: { team: "TeamA", studiouserid: "alice" },
};
const plain = { sessionName: "alice", lent: {}, furtherTags: {}, isTagged: false };
const owner = { tags: told.tags, transitiveKeys: ["team", "studiouserid"] };

test("what belongs to the role that is lent goes to the last only", () => {
  const lent = { externalId: "x1", seconds: 900, policy: "{}", sourceIdentity: "alice" };
  expect(wantedRoles([role("jump"), role("sales")], { ...plain, lent, furtherTags: { cost: "1" } }, undefined)).toEqual(
    [
      { roleArn: role("jump"), sessionName: "alice" },
      { roleArn: role("sales"), sessionName: "alice", ...lent, tags: { cost: "1" } },
    ],
  );
});

test("a team's role gets tags and source identity by itself", () => {
  expect(wantedRoles([team], plain, told)).toEqual([
    { roleArn: team, sessionName: "alice", sourceIdentity: "alice", ...owner },
  ]);
});

test("an administrator's does not", () => {
  const admin = role("sagewarden/studio/sagewarden-studio-admin-TeamA");
  expect(wantedRoles([admin], plain, told)).toEqual([{ roleArn: admin, sessionName: "alice" }]);
});

test("tags that a session hands on are not given again", () => {
  const options = { ...plain, isTagged: true, furtherTags: { cost: "1" } };
  expect(wantedRoles([team, role("sales")], options, told)[1]).toEqual({
    ...{ roleArn: role("sales"), sessionName: "alice", tags: { cost: "1" } },
  });
});

test("the directory's tags cannot be written over, and are counted", () => {
  const options = { ...plain, isTagged: true };
  expect(wantedRoles([role("sales")], { ...options, furtherTags: { team: "TeamB" } }, told)[0]).toMatchObject(owner);
  const many = Object.fromEntries(Array.from({ length: 49 }, (_, index) => [`k${index}`, "x"]));
  expect(() => wantedRoles([role("sales")], { ...options, furtherTags: many }, told)).toThrow(
    "--tag: 51 tags with the directory's; allowed: at most 50",
  );
});

test.each([
  ["--role", team, false],
  ["--tags", role("sales"), true],
])("%s needs somebody of the directory", (option, arn, isTagged) => {
  const nobody = { ...told, person: undefined, tags: {} };
  expect(() => wantedRoles([arn], { ...plain, isTagged }, nobody)).toThrow(
    `${option}: "${told.arn}" is nobody of the directory; allowed: somebody of people`,
  );
});

test("what an assertion says of its session is not said again", () => {
  const signedIn = { sessionName: "al", transitiveKeys: ["team", "studiouserid"] };
  const lent = { seconds: 900 };
  expect(wantedRoles([team], { ...plain, lent, signedIn }, undefined)).toEqual([
    { roleArn: team, sessionName: "al", ...lent },
  ]);
  expect(wantedRoles([team, role("sales")], { ...plain, lent, signedIn, isTagged: true }, told)).toEqual([
    { roleArn: team, sessionName: "al" },
    { roleArn: role("sales"), sessionName: "alice", ...lent },
  ]);
});
