import { describe, expect, test } from "@jest/globals";
import { BadInput } from "#shared/model/errors.ts";
import { meansOf, printed, profileOf } from "./fixture.ts";
import { updateProfile } from "./update.ts";

const asked = async (person: string, options: object = {}, world: Parameters<typeof meansOf>[0] = {}) => {
  const { means, wrote } = meansOf(world);
  const { out, err, io } = printed();
  const code = await updateProfile(person, { domain: "d-1", ...options }, io, means);
  return { code, wrote, out, err };
};

const role = "arn:aws:iam::111122223333:role/sagemaker/TeamA/sagewarden-execution-TeamA";
const wrong = profileOf("alice", {
  executionRole: "arn:admin",
  tags: { team: "TeamB", studiouserid: "alice", StudioUserId: "bob", purpose: "x" },
});

test("shows the difference, then writes it: the role first, other tags left alone", async () => {
  const { code, wrote, err, out } = await asked("alice", { json: true }, { profiles: [wrong] });
  expect(code).toBe(0);
  expect(wrote).toEqual([
    ["setRole", expect.objectContaining({ domainId: "d-1", name: "alice" }), role],
    ["addTags", wrong.arn, expect.objectContaining({ team: "TeamA" })],
    ["removeTags", wrong.arn, ["StudioUserId"]],
  ]);
  expect(err.slice(0, 3)).toEqual([
    "alice: tag team: TeamB -> TeamA",
    "alice: tag StudioUserId: bob -> nothing",
    `alice: execution role: arn:admin -> ${role}`,
  ]);
  expect(JSON.parse(out.join(""))).toMatchObject({ status: "updated", profile: { name: "alice", arn: wrong.arn } });
});

test("writes what differs, and nothing else", async () => {
  const { wrote } = await asked("alice", {}, { profiles: [profileOf("alice", { tags: { team: "TeamA" } })] });
  expect(wrote.map(([call]) => call)).toEqual(["addTags"]);
});

describe("writes nothing", () => {
  test.each([
    ["--dry-run", { dryRun: true }, { profiles: [wrong] }, 0, "tag team: TeamB -> TeamA"],
    ["what is right", {}, { profiles: [profileOf("alice")] }, 0, "as the directory has it"],
    ["a team without its role", {}, { profiles: [wrong], noRole: true }, 1, "is refused: there is no role"],
  ])("%s", async (_, options, world, expected, words) => {
    const { code, wrote, out } = await asked("alice", options, world);
    expect([code, wrote]).toEqual([expected, []]);
    expect(out.join("\n")).toContain(words);
  });
});

test("a profile that is not there is bad input, with those that are", async () => {
  const act = asked("alice", {}, { profiles: [profileOf("bob"), profileOf("carol", { domainId: "d-9" })] });
  await expect(act).rejects.toThrow(BadInput);
  await expect(act).rejects.toThrow('"alice" has no profile in d-1 (sagewarden profile create); there are: bob');
});
