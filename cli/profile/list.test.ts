import { expect, test } from "@jest/globals";
import { meansOf, printed, profileOf } from "./fixture.ts";
import { listProfiles } from "./list.ts";

const profiles = [
  profileOf("bob", { executionRole: undefined }),
  profileOf("alice"),
  profileOf("dave"),
  profileOf("alice", { name: "x\u001b[31m", domainId: "d-2" }),
];

const asked = async (options: object, domains = ["d-1", "d-2"]) => {
  const { out, err, io } = printed();
  const code = await listProfiles(options, io, meansOf({ profiles, domains }).means);
  return { code, out: out.join("\n"), err };
};

test("one document: each profile and each person without one, by name", async () => {
  const { code, out } = await asked({ json: true });
  const { profiles: listed } = JSON.parse(out) as {
    profiles: { name: string; status: string; domainId: string | null }[];
  };
  expect(code).toBe(0);
  expect(listed.map(({ name, status, domainId }) => [name, status, domainId])).toEqual([
    ["alice", "ok", "d-1"],
    ["bob", "differs", "d-1"],
    ["carol", "missing", null],
    ["dave", "left", "d-1"],
    ["x\u001b[31m", "nobody", "d-2"],
  ]);
});

test("for people: what would be put right, and nothing that turns their terminal", async () => {
  const { out } = await asked({});
  expect(out).toContain("execution role: arn:default -> arn:aws:iam::111122223333:role/sagemaker/TeamB/");
  expect(out).not.toContain("\u001b");
});

test("those of one domain", async () => {
  expect((await asked({ domain: "d-2" })).out).not.toContain("differs");
  await expect(asked({ domain: "d-3" })).rejects.toThrow("there is no such Studio domain here");
});
