import { describe, expect, test } from "@jest/globals";
import { BadInput } from "#shared/model/errors.ts";
import { createProfile } from "./create.ts";
import { meansOf, printed, profileOf } from "./fixture.ts";

const asked = async (person: string, options: object = {}, world: Parameters<typeof meansOf>[0] = {}) => {
  const { means, wrote } = meansOf(world);
  const { out, err, io } = printed();
  const code = await createProfile(person, { domain: "d-1", ...options }, io, means);
  return { code, wrote, out, err };
};

const role = "arn:aws:iam::111122223333:role/sagemaker/TeamA/sagewarden-execution-TeamA";

test("makes the profile with its tags and the team's role; one document", async () => {
  const { code, wrote, out } = await asked("alice", { json: true });
  expect(code).toBe(0);
  const tags = { team: "TeamA", studiouserid: "alice" };
  expect(wrote).toEqual([["create", { domainId: "d-1", name: "alice" }, expect.objectContaining(tags), role]]);
  expect(JSON.parse(out.join(""))).toEqual({
    status: "created",
    profile: { name: "alice", domainId: "d-1", arn: "arn:made", tags, executionRole: role },
    changes: [
      { what: "tag", key: "team", before: null, after: "TeamA" },
      { what: "tag", key: "studiouserid", before: null, after: "alice" },
      { what: "role", before: null, after: role },
    ],
  });
});

describe("writes nothing", () => {
  test.each([
    ["--dry-run", { dryRun: true }, {}, 0, "would be written"],
    ["a profile as it must be", {}, { profiles: [profileOf("alice")] }, 0, "is there, as the directory has it"],
    ["one that is different", {}, { profiles: [profileOf("alice", { tags: {} })] }, 1, "sagewarden profile update"],
    [
      "the domain's role in place of the team's",
      {},
      { profiles: [profileOf("alice", { executionRole: undefined })] },
      1,
      "arn:default",
    ],
    ["a domain of Identity Center's", {}, { usesIam: false }, 1, "AuthMode IAM only"],
    ["a team without its role", {}, { noRole: true }, 1, "npm run deploy makes the team's roles"],
    ["a role of another team's tag", {}, { roleTags: { team: "TeamB" } }, 1, "sagewarden people check"],
  ])("%s", async (_, options, world, expected, words) => {
    const { code, wrote, out } = await asked("alice", options, world);
    expect([code, wrote]).toEqual([expected, []]);
    expect(out.join("\n")).toContain(words);
  });
});

describe("bad input", () => {
  test.each<[string, object, object, string]>([
    ["alise", {}, {}, 'did you mean "alice"?'],
    ["dave", {}, {}, "left on 2026-11-01"],
    [
      "alice",
      { domain: "d-2" },
      {},
      '--domain "d-2": there is no such Studio domain here; allowed: d-1; did you mean "d-1"?',
    ],
    ["alice", { domain: undefined }, { domains: ["d-1", "d-2"] }, "--domain ID is missing; allowed: d-1, d-2"],
    ["alice", { domain: undefined }, { domains: [] }, "--domain ID is missing; allowed: none is defined"],
  ])("%s %j %j", async (person, options, world, message) => {
    const act = asked(person, options, world);
    await expect(act).rejects.toThrow(BadInput);
    await expect(act).rejects.toThrow(message);
  });
});

test("the only domain needs no name", async () => {
  expect((await asked("alice", { domain: undefined })).code).toBe(0);
});
