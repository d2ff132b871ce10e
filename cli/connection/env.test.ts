import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "@jest/globals";
import { connection } from "./fixture.ts";

const folder = mkdtempSync(join(tmpdir(), "sagewarden-connection-env-"));
const places = { HOME: folder, XDG_STATE_HOME: folder, XDG_RUNTIME_DIR: folder };
const env = (argv: readonly string[], user: string, more: { refuses?: string; env?: NodeJS.ProcessEnv } = {}) =>
  connection(["env", "--shell", "bash", ...argv], { user, ...more, env: { ...places, ...more.env } });

test("one line for the shell, and which connection, as whom and for how long on stderr", async () => {
  const { code, out, err, sent } = await env(["sales-data"], "alice");
  expect(code).toBe(0);
  expect(out).toContain("ASIA1");
  expect(err).toMatch(/^sales-data as alice, for \d+ (min|h \d+ min); env --restore gives back/);
  expect(sent.at(-1)?.body).toContain("SagewardenConnectionsalesx2ddata");
});

test.each([
  ["bob", "sales-data", undefined, "Permission denied: group: "],
  ["erin", "sales-data", undefined, "Permission denied: mapping: "],
  ["zoe", "sales-data", undefined, "Permission denied: person: "],
  ["alice", "none", undefined, "Permission denied: connection: "],
  ["alice", "sales-data", "sts:AssumeRole", "Permission denied: trust: "],
])("%s, %s, STS refusing %s: the shell's own statement fails, and no ARN is told", async (user, name, refuses, why) => {
  const { code, out, err } = await env([name], user, refuses === undefined ? {} : { refuses });
  expect({ code, out }).toEqual({ code: 1, out: "false" });
  expect(err.startsWith(why)).toBe(true);
  expect(err).not.toMatch(/arn:|\d{12}/);
});

test("wrong use says false too", async () => {
  expect(await env([], "alice")).toMatchObject({ code: 2, out: "false\n" });
  expect(await env(["sales-data", "--json"], "alice")).toMatchObject({ code: 2, out: "false" });
});

test("the asker's own credentials: nothing for the shell to do, or what it had before it borrowed", async () => {
  const told = "own takes your own credentials as they are: nothing caps them to its target";
  expect(await env(["own"], "dave")).toMatchObject({ code: 0, out: "", err: told });
  const { out } = await env(["images"], "erin");
  const handle = /[0-9a-f]{32}\.[\w-]{43}/.exec(out)?.[0];
  const back = await env(["own"], "dave", { env: { SAGEWARDEN_ENV: handle } });
  expect(back).toMatchObject({ code: 0, err: told });
  expect(back.out).toContain("111122223333");
});
