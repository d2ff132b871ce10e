import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { assumeRoleRecord } from "#shared/normalise/fixtures.ts";
import { drive } from "../fixture.ts";

const key = "ASIAISSUEDKEY0000001";
const alice = { type: "IAMUser", userName: "alice", accountId: "123456789012", accessKeyId: "AKIAALICE00000000001" };
const record = {
  ...{ ...assumeRoleRecord(), userIdentity: alice, requestParameters: { roleArn: "arn:aws:iam::123456789012:role/x" } },
  responseElements: { credentials: { accessKeyId: key, sessionToken: "a-session-token" } },
};

let cwd = "";
beforeAll(async () => {
  cwd = await mkdtemp(join(tmpdir(), "sagewarden-who-"));
  await writeFile(join(cwd, "records.json"), JSON.stringify({ Records: [record] }));
  await writeFile(join(cwd, "damaged.json"), `${JSON.stringify(record)}\n{"eventSource": "s`);
  const tags = "tags: {team: {values: teams}, studiouserid: {values: people}}";
  const settings = `mode: tag\nregion: us-east-1\n${tags}\nteams: {TeamA: {}}\npeople: {alice: {team: TeamA}}\n`;
  await writeFile(join(cwd, "sagewarden.yaml"), settings);
});
afterAll(() => rm(cwd, { recursive: true }));

const who = (...argv: string[]) => drive(["who", ...argv], cwd);

test("a key in files, for people and for machines", async () => {
  const { code, out } = await who(key, "records.json");
  expect(code).toBe(0);
  expect(out).toContain("person      alice (TeamA)");
  const { code: same, out: json } = await who(key, "records.json", "--json");
  expect(same).toBe(0);
  expect(JSON.parse(json)).toMatchObject({
    accessKeyId: key,
    from: "files",
    person: "alice",
    chain: [{ operation: "AssumeRole" }],
  });
  expect(out + json).not.toContain("a-session-token");
});

test("a damaged file: what can be read, and exit 1", async () => {
  const { code, out, err } = await who(key, "damaged.json");
  expect({ code, isThere: out.includes("alice") }).toEqual({ code: 1, isThere: true });
  expect(err).toContain("damaged.json");
});

test("a key that is not there: exit 1, what can be known on stderr, with --json the document", async () => {
  const { code, out, err } = await who("ASIANOBODY0000000001", "records.json");
  expect({ code, out }).toEqual({ code: 1, out: "" });
  expect(err).toContain("is not in records.json (1 records): records may be 15 minutes late");
  const json = await who("ASIANOBODY0000000001", "records.json", "--json");
  expect([json.code, JSON.parse(json.out)]).toMatchObject([1, { from: "nothing", person: null, chain: [] }]);
});

test("what is no id: exit 2, and not repeated", async () => {
  const { code, err } = await who("wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY", "records.json");
  expect(code).toBe(2);
  expect(err).not.toContain("wJalr");
  expect((await who()).code).toBe(2);
});
