import { expect, test } from "@jest/globals";
import { settingsSchema } from "#shared/model/settings.ts";
import { groundWith, stateOf } from "#shared/people/fixture.ts";
import { printed } from "../profile/fixture.ts";
import { checkPeople, type Sources, showChecked } from "./check.ts";

const ground = groundWith();
const settings = settingsSchema.parse({
  mode: "observe",
  region: "us-east-1",
  tags: { team: { values: "teams" }, studiouserid: { values: "people" } },
  ...ground.settings,
});
const right = stateOf(ground);

const sourcesWith = (change: Partial<Sources> = {}): Sources => ({
  studio: async () => right.studio,
  roles: async () => right.roles,
  users: async () => right.users,
  identities: async () => right.identities,
  ...change,
});

const asked = async (change: Partial<Sources>, options: object = { failOn: "medium" }) => {
  const { out, err, io } = printed();
  const code = showChecked(await checkPeople(settings, ground, sourcesWith(change)), options, io);
  return { code, out: out.join("\n"), err: err.join("\n") };
};

test("an account as the directory has it", async () => {
  const { code, out, err } = await asked({}, { json: true, failOn: "medium" });
  expect(code).toBe(0);
  expect(JSON.parse(out)).toEqual({
    findings: [],
    looked: { profiles: 3, roles: 4, users: 3, identities: 1 },
    unread: [],
  });
  expect(err).toBe("nothing that was read differs from the directory");
});

test.each([
  [
    "a wrong role",
    {
      studio: async () => ({
        ...right.studio,
        profiles: right.studio.profiles.map((one) => ({ ...one, executionRole: "arn:x" })),
      }),
    },
    1,
    "3 high",
  ],
  [
    "a person without a profile",
    { studio: async () => ({ ...right.studio, profiles: right.studio.profiles.slice(1) }) },
    0,
    "1 low",
  ],
])("exit 1 from medium upward: %s", async (_, change, expected, words) => {
  const { code, out, err } = await asked(change);
  expect([code, err]).toEqual([expected, words]);
  expect(out).toContain("sagewarden profile");
});

test("what cannot be read is said, and not taken for right", async () => {
  const denied = Object.assign(new Error("no"), { name: "AccessDeniedException" });
  const { out, err } = await asked(
    { users: () => Promise.reject(denied), identities: async () => undefined },
    { json: true },
  );
  expect(JSON.parse(out)).toMatchObject({
    looked: { users: null, identities: null },
    unread: ["IAM users: AccessDeniedException: no", expect.stringContaining("Identity Center")],
  });
  expect(err).toContain("not read: IAM users");
});
