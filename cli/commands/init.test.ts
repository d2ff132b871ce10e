import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "@jest/globals";
import { parseSettings } from "#shared/settings/parse.ts";
import type { Sources } from "../init/facts.ts";
import { init } from "./init.ts";

const sources: Sources = {
  region: async () => "eu-west-1",
  account: async () => "111122223333",
  profiles: async () => [{ name: "alice", domainId: "d-1", tags: { team: "TeamA", studiouserid: "alice" } }],
  users: () => Promise.reject(new Error("denied")),
  roles: async () => [],
  records: async () => [],
};

let cwd = "";
beforeEach(async () => {
  cwd = await mkdtemp(join(tmpdir(), "sagewarden-init-"));
});
afterEach(() => rm(cwd, { recursive: true }));

const start = async (options: object) => {
  const [out, err]: [string[], string[]] = [[], []];
  const io = {
    out: (text: string) => void out.push(text),
    err: (text: string) => void err.push(text),
    stdin: (async function* nothing() {})(),
    env: {},
    cwd,
  };
  const code = await init({ out: "s.yaml", ...options }, io, sources);
  return { code, out: out.join("\n"), err: err.join("\n") };
};
const written = () => readFile(join(cwd, "s.yaml"), "utf8");

test("writes settings that hold, and says what is in them", async () => {
  const { code, out } = await start({});
  expect({ code, out }).toEqual({
    code: 0,
    out: "s.yaml written from account 111122223333 in eu-west-1: 1 teams, 1 people; 0 creating roles and 0 roles with foreign trust as comments; 1 things to decide",
  });
  expect(parseSettings(await written(), "s")).toMatchObject({ mode: "observe", people: { alice: { team: "TeamA" } } });
  expect(await written()).toContain("# - not read: IAM users: denied");
});

test("--json: one document", async () => {
  const { out } = await start({ json: true });
  expect(JSON.parse(out)).toMatchObject({ file: "s.yaml", account: "111122223333", people: [{ id: "alice" }] });
});

test("a file that is there is not touched: 1", async () => {
  await writeFile(join(cwd, "s.yaml"), "mine");
  const { code, out, err } = await start({});
  expect({ code, out }).toEqual({ code: 1, out: "" });
  expect(err).toContain("--force writes over it");
  expect(await written()).toBe("mine");
});

test("--force writes over it", async () => {
  await writeFile(join(cwd, "s.yaml"), "mine");
  expect((await start({ force: true })).code).toBe(0);
  expect(await written()).toContain("mode: observe");
});
