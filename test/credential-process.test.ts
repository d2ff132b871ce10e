import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "@jest/globals";
import { fakeEndpoint } from "../shared/aws/fake-endpoint.ts";

const start = fileURLToPath(new URL("../cli/start.mjs", import.meta.url));
const home = mkdtempSync(join(tmpdir(), "sagewarden-credentials-"));
afterAll(() => rmSync(home, { recursive: true, force: true }));
const folder = join(home, ".cache", "sagewarden", "credentials");

const roleIn = (body: string): string => new URLSearchParams(body).get("RoleArn")?.split("/").at(-1) ?? "";
let count = 0;
let onCall = (_role: string): void => undefined;
const issue = (body: string) => {
  onCall(roleIn(body));
  const keys = `<AccessKeyId>ASIA${roleIn(body)}${count++}</AccessKeyId><SecretAccessKey>s</SecretAccessKey><SessionToken>t</SessionToken>`;
  const ends = `<Expiration>${new Date(Date.now() + 3_600_000).toISOString()}</Expiration>`;
  return { body: `<R><Credentials>${keys}${ends}</Credentials></R>`, headers: { "content-type": "text/xml" } };
};

let aws: Awaited<ReturnType<typeof fakeEndpoint>>;
beforeEach(async () => {
  aws = await fakeEndpoint({ AssumeRole: issue });
});
afterEach(async () => {
  onCall = () => undefined;
  await aws.close();
});

const environment = (more: NodeJS.ProcessEnv = {}): NodeJS.ProcessEnv => ({
  ...process.env,
  ...{ HOME: home, XDG_CACHE_HOME: "", XDG_STATE_HOME: "", AWS_PROFILE: undefined, SAGEWARDEN_ENV: undefined, ...more },
});

const started = (role: string, node: readonly string[] = [], env: NodeJS.ProcessEnv = {}) => {
  const arn = `arn:aws:iam::111122223333:role/${role}`;
  const argv = [...node, start, "credential-process", "--role", arn, "--session-name", "alice"];
  const child = spawn(process.execPath, argv, { env: environment(env), stdio: ["ignore", "pipe", "pipe"] });
  let [out, err] = ["", ""];
  child.stdout.on("data", (chunk) => (out += chunk));
  child.stderr.on("data", (chunk) => (err += chunk));
  const ended = once(child, "close").then(([code, signal]) => ({ code, signal, out, err }));
  return { child, ended };
};
const calls = (role: string): number => aws.sent.filter(({ body }) => roleIn(body) === role).length;

/** What Node compiles is kept then: each of fifty would else strip the types of every file anew. */
beforeAll(async () => {
  const first = await fakeEndpoint({ AssumeRole: issue });
  expect(await started("first").ended).toMatchObject({ code: 0, err: "" });
  await first.close();
});

test("from its sources, which are not bundled, the same", async () => {
  const sources = fileURLToPath(new URL("../cli/command-line.ts", import.meta.url));
  const argv = [sources, "credential-process", "--role", "arn:aws:iam::111122223333:role/sources"];
  const child = spawn(process.execPath, [...argv, "--session-name", "alice"], { env: environment() });
  let out = "";
  child.stdout.on("data", (chunk) => {
    out += chunk;
  });
  expect(await once(child, "close")).toEqual([0, null]);
  expect((await started("sources").ended).out).toBe(out);
  expect(calls("sources")).toBe(1);
});

test("by an ARN neither the SDK nor a parser is loaded, also when STS is asked", async () => {
  const seen = join(home, "seen.mjs");
  const told = join(home, "told");
  writeFileSync(
    seen,
    `import { appendFileSync } from "node:fs"; import { registerHooks } from "node:module";
registerHooks({ load(url, context, next) { appendFileSync(${JSON.stringify(told)}, url + "\\n"); return next(url, context); } });`,
  );
  for (const _call of ["cold", "warm"]) expect((await started("lean", ["--import", seen]).ended).code).toBe(0);
  const loaded = readFileSync(told, "utf8").split("\n");
  expect(loaded.some((url) => url.endsWith("start.mjs"))).toBe(true);
  expect(loaded.filter((url) => url.includes("node_modules"))).toEqual([]);
});

test("fifty processes at once: one call of STS, one answer", async () => {
  const answers = await Promise.all(Array.from({ length: 50 }, () => started("sales").ended));
  expect(new Set(answers.map(({ code, err }) => `${code}${err}`))).toEqual(new Set(["0"]));
  expect(new Set(answers.map(({ out }) => out)).size).toBe(1);
  expect(calls("sales")).toBe(1);
});

describe("a holder that is killed", () => {
  /** Loaded before ours: ends the process where it calls this function of `node:fs` with a file's name that ends so. */
  const endingAt = (name: string, when: "before" | "after", end: string): string[] => {
    const file = join(home, `${name}-${when}.mjs`);
    writeFileSync(
      file,
      `import fs from "node:fs"; import { syncBuiltinESMExports } from "node:module";
const real = fs.${name}; const end = () => process.kill(process.pid, "SIGKILL");
fs.${name} = (...args) => { const isIt = String(args[0]).endsWith(${JSON.stringify(end)});
if (isIt && ${when === "before"}) end(); const answer = real(...args); if (isIt) end(); return answer; };
syncBuiltinESMExports();`,
    );
    return ["--import", file];
  };

  const served = async (role: string) => {
    const { out, ...end } = await started(role).ended;
    expect(end).toMatchObject({ code: 0, err: "" });
    return JSON.parse(out);
  };

  test("before STS answers: another asks, without waiting for anything", async () => {
    const { child, ended } = started("asked");
    onCall = () => void child.kill("SIGKILL");
    expect(await ended).toMatchObject({ signal: "SIGKILL", out: "" });
    onCall = () => undefined;
    expect(await served("asked")).toMatchObject({ Version: 1 });
    expect(calls("asked")).toBe(2);
  });

  test("while another waits for it: that one asks", async () => {
    const holder = started("waited");
    let waiter: ReturnType<typeof started> | undefined;
    onCall = () => {
      waiter ??= started("waited");
      holder.child.kill("SIGKILL");
    };
    expect(await holder.ended).toMatchObject({ signal: "SIGKILL" });
    expect(await waiter?.ended).toMatchObject({ code: 0, err: "" });
    expect(calls("waited")).toBe(2);
  });

  test.each([
    ["before it wrote anything", "writeFileSync", "before", ".new", 2],
    ["when it wrote, before the entry is in its place", "renameSync", "before", ".new", 2],
    ["when the entry is in its place", "renameSync", "after", ".new", 1],
  ] as const)("%s", async (what, name, when, end, expected) => {
    const role = what.replaceAll(/\W/g, "-");
    expect(await started(role, endingAt(name, when, end)).ended).toMatchObject({ signal: "SIGKILL", out: "" });
    expect(await served(role)).toMatchObject({ Version: 1 });
    expect(calls(role)).toBe(expected);
  });

  test("leaves nothing that another process takes for an entry", () => {
    const others = readdirSync(folder).filter((name) => !/^[0-9a-f]{64}(\.lock|\.[0-9a-f]{16}\.new)?$/.test(name));
    expect(others).toEqual([]);
  });
});

test("a second factor where there is no terminal: 2, and no call", async () => {
  const serial = "arn:aws:iam::111122223333:mfa/alice";
  const role = "arn:aws:iam::111122223333:role/mfa";
  const argv = [start, "credential-process", "--role", role, "--session-name", "alice", "--mfa-serial", serial];
  const child = spawn(process.execPath, argv, {
    env: environment(),
    detached: true,
    stdio: ["ignore", "pipe", "pipe"],
  });
  let err = "";
  child.stderr.on("data", (chunk) => {
    err += chunk;
  });
  expect(await once(child, "close")).toEqual([2, null]);
  expect(err).toContain("there is no terminal to ask for the code");
  expect(calls("mfa")).toBe(0);
});

describe("a profile that is its own source", () => {
  const arn = "arn:aws:iam::111122223333:role/loop";
  const command = `${process.execPath} ${start} credential-process --role ${arn} --session-name alice`;
  const config = join(home, "config");
  const ask = (said: string) => {
    writeFileSync(config, `[profile loop]\nregion = us-east-1\ncredential_process = ${said}\n`);
    const keys = { AWS_ACCESS_KEY_ID: undefined, AWS_SECRET_ACCESS_KEY: undefined, AWS_EC2_METADATA_DISABLED: "true" };
    return started("loop", [], { ...keys, AWS_CONFIG_FILE: config, AWS_PROFILE: "loop" }).ended;
  };

  test("2, and it says so", async () => {
    const { code, out, err } = await ask(command);
    expect({ code, out }).toEqual({ code: 2, out: "" });
    expect(err).toContain("its source is a profile that calls it again");
  });

  test("by another command: it ends", async () => {
    const script = join(home, "script");
    writeFileSync(script, `exec ${command}\n`);
    expect(await ask(`sh ${script}`)).toMatchObject({ code: 1, out: "" });
    expect(calls("loop")).toBe(0);
  });
});
