import { type ChildProcess, spawn } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { fakeEndpoint } from "#shared/aws/fake-endpoint.ts";
import { drive } from "../fixture.ts";

const role = "arn:aws:iam::111122223333:role/sales";
const folder = mkdtempSync(join(tmpdir(), "sagewarden-exec-test-"));
const config = join(folder, "config");
writeFileSync(config, "[default]\naws_access_key_id = AKIADEFAULT\naws_secret_access_key = s\n");

/** Credentials of this machine's hour. */
const issued = (): string => `<AccessKeyId>ASIA1</AccessKeyId><SecretAccessKey>secret</SecretAccessKey>
<SessionToken>token</SessionToken><Expiration>${new Date(Date.now() + 3_600_000).toISOString()}</Expiration>`;

/** While STS is asked. What it gives is STS's answer. */
let asking = (): { status: number; body: string } | undefined => undefined;
let aws: Awaited<ReturnType<typeof fakeEndpoint>>;
beforeAll(async () => {
  aws = await fakeEndpoint({
    AssumeRole: (body) => {
      const instead = body.includes("refused")
        ? { status: 403, body: "<Code>AccessDenied</Code><Message>no</Message>" }
        : asking();
      return instead ?? { body: issued() };
    },
  });
});
afterAll(async () => {
  rmSync(folder, { recursive: true });
  await aws.close();
});

const exec = (argv: readonly string[], env: NodeJS.ProcessEnv = {}, given: readonly string[] = ["--role", role]) =>
  drive(["exec", ...given, "--session-name", "al", ...argv], folder, { ...process.env, ...env });
/** A child that ends with 0 where this is true of it. */
const holds = (script: string) => [
  process.execPath,
  "-e",
  `(async () => ${script})().then((is) => process.exit(is ? 0 : 1))`,
];

const asked = `(await fetch(process.env.AWS_CONTAINER_CREDENTIALS_FULL_URI,
  { headers: { authorization: process.env.AWS_CONTAINER_AUTHORIZATION_TOKEN } }).then((all) => all.json())).Token === "token"`;
const names = `["AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN", "SAGEWARDEN_ENV"]`;
const bare = `!${names}.some((name) => name in process.env)`;

test("the child finds the session by the server, and no other credentials", async () => {
  expect(await exec(["--", ...holds(`${asked} && ${bare} && process.env.AWS_PROFILE === undefined`)])).toEqual({
    code: 0,
    out: "",
    err: "",
  });
});

test("with a [default] that has credentials it has a profile of its own, which is gone afterwards", async () => {
  const before = readdirSync(tmpdir()).filter((name) => name.startsWith("sagewarden-exec-"));
  const script = `${asked} && /^sagewarden-/.test(process.env.AWS_PROFILE) && process.env.AWS_CONFIG_FILE !== ${JSON.stringify(config)}`;
  expect((await exec(holds(script), { AWS_CONFIG_FILE: config })).code).toBe(0);
  expect(readdirSync(tmpdir()).filter((name) => name.startsWith("sagewarden-exec-"))).toEqual(before);
});

test("where that profile cannot be written it is wrong use, and nothing waits for a command", async () => {
  const env = { AWS_CONFIG_FILE: config, TMPDIR: config, XDG_RUNTIME_DIR: "" };
  expect(await exec([process.execPath, "-e", "0"], env)).toEqual({
    ...{ code: 2, out: "" },
    err: expect.stringMatching(/^TMPDIR: .* \(ENOTDIR\); allowed: a folder/),
  });
});

test("--in-environment", async () => {
  const script = `process.env.AWS_SESSION_TOKEN === "token" && process.env.AWS_CONTAINER_CREDENTIALS_FULL_URI === undefined`;
  expect((await exec(["--in-environment", ...holds(script)])).code).toBe(0);
});

describe("a command knows that it has a role", () => {
  test("by the role's name", async () => {
    expect((await exec(holds('process.env.SAGEWARDEN_EXEC === "sales"'))).code).toBe(0);
  });

  const borrowing = ["exec", "credential-process", "env", "connection list"].map((verb) => verb.split(" "));
  test.each(borrowing)("%s %s within it: wrong use", async (...verb) => {
    const argv = verb.includes("list") ? verb : [...verb, "--role", role];
    const env = { ...process.env, SAGEWARDEN_EXEC: "sales" };
    const { code, err } = await drive(verb[0] === "exec" ? [...argv, "true"] : argv, folder, env);
    expect([code, err]).toEqual([2, expect.stringContaining('in a command of `exec` with "sales"')]);
  });

  test("with --profile it goes on", async () => {
    const env = { SAGEWARDEN_EXEC: "sales", AWS_CONFIG_FILE: config };
    const given = ["--role", role, "--profile", "default"];
    expect((await exec(holds('process.env.SAGEWARDEN_EXEC === "sales"'), env, given)).code).toBe(0);
  });
});

test("our own environment is as it was", async () => {
  const before = { ...process.env };
  await exec([process.execPath, "-e", "0"]);
  expect({ ...process.env }).toEqual(before);
});

describe("what belongs to the command is not ours", () => {
  const more = ["--json", "--profile", "x", "--config", "y", "--role", "z", "lab", "--", "--help"];
  const script = "process.exit(JSON.stringify(process.argv.slice(1)) === process.env.WANTED ? 0 : 1)";
  test.each([[["--"]], [[]]])("after %j", async (dashes) => {
    // Node itself stops at the first `--`.
    const child = [process.execPath, "-e", script, "--", ...more];
    expect(await exec([...dashes, ...child], { WANTED: JSON.stringify(more) })).toEqual({ code: 0, out: "", err: "" });
  });

  test("ours stand before, on either side of the verb", async () => {
    const argv = ["--json", "exec", "--config", "none.yaml", "--role", role, "--tags", process.execPath, "-e", "0"];
    expect(await drive(argv, folder, process.env)).toMatchObject({
      code: 2,
      err: expect.stringContaining("none.yaml"),
    });
  });
});

test.each([
  [["no-such-command"], 127, 'sagewarden exec: "no-such-command": there is no such command'],
  [["/dev/null"], 126, 'sagewarden exec: "/dev/null": it cannot be run (EACCES)'],
  [[], 2, "error: missing required argument 'command'"],
  [["--duration", "1", "true"], 2, '--duration: "1"; allowed'],
])("%j: %d", async (argv, code, err) => {
  expect(await exec(argv)).toEqual({ code, out: "", err: expect.stringContaining(err) });
});

test("a role that is refused: 1, and the command is not begun", async () => {
  const file = join(folder, "begun");
  const argv = [process.execPath, "-e", `require("fs").writeFileSync(${JSON.stringify(file)}, "")`];
  expect((await exec(argv, {}, ["--role", `${role}-refused`])).code).toBe(1);
  expect(existsSync(file)).toBe(false);
});

describe("signals", () => {
  const main = fileURLToPath(new URL("../start.mjs", import.meta.url));
  const start = (script: string, ...before: readonly string[]): ChildProcess =>
    spawn(
      process.execPath,
      [main, "exec", "--role", role, "--session-name", "al", "--", ...before, process.execPath, "-e", script],
      {
        env: { ...process.env, AWS_CONFIG_FILE: config, TMPDIR: folder, XDG_RUNTIME_DIR: "", XDG_CACHE_HOME: folder },
        stdio: ["ignore", "pipe", "pipe"],
      },
    );
  const ended = (child: ChildProcess) =>
    new Promise((resolve) => child.on("close", (code, signal) => resolve(signal ?? code)));

  test.each(["SIGINT", "SIGTERM", "SIGHUP"] as const)(
    "%s ends the command, and us likewise, and leaves nothing",
    async (signal) => {
      const child = start('console.log("ready"); setInterval(() => {}, 1000)');
      child.stdout?.once("data", () => child.kill(signal));
      expect(await ended(child)).toBe(signal);
      expect(readdirSync(folder).filter((name) => name.startsWith("sagewarden-exec-"))).toEqual([]);
    },
  );

  test.each(["SIGTERM", "SIGUSR1", "SIGUSR2"] as const)("a command that ends in its own way by %s", async (signal) => {
    const child = start(
      `process.on("${signal}", () => process.exit(9)); console.log("ready"); setInterval(() => {}, 1000)`,
    );
    child.stdout?.once("data", () => child.kill(signal));
    expect(await ended(child)).toBe(9);
  });

  test("SIGUSR1 before the command is begun: nobody's inspector opens", async () => {
    const child = start("0");
    let said = "";
    child.stderr?.on("data", (chunk) => (said += chunk));
    asking = () => {
      asking = () => undefined;
      child.kill("SIGUSR1");
      // It asks again after a while: the signal has come by then, and not after the command was begun.
      return { status: 500, body: "" };
    };
    expect([await ended(child), said]).toEqual([0, ""]);
  });

  test("a command that ignores a hang-up goes on, and so do we", async () => {
    const script = "trap '' HUP; echo ready; read line; exit 9";
    const child = spawn(process.execPath, [main, "exec", "--role", role, "--session-name", "al", "sh", "-c", script], {
      env: { ...process.env, XDG_CACHE_HOME: folder },
      stdio: ["pipe", "pipe", "ignore"],
    });
    child.stdout?.once("data", () => {
      child.kill("SIGHUP");
      child.stdin?.end("go on\n");
    });
    expect(await ended(child)).toBe(9);
  });
});
