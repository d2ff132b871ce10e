import { spawn, spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";

const root = fileURLToPath(new URL("..", import.meta.url));
const { version } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
let folder = "";
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "sagewarden-cli-"));
  await writeFile(join(folder, "bad.yaml"), "mode: enforced\n");
  await writeFile(
    join(folder, "good.yaml"),
    "mode: observe\nregion: us-east-1\ntags: {team: {values: teams}, studiouserid: {values: people}}\nteams: {}\npeople: {}\n",
  );
});
afterAll(() => rm(folder, { recursive: true }));

/** An account that is not there: a closed port of this machine, and credentials that open nothing. */
const nowhere = {
  AWS_ENDPOINT_URL: "http://127.0.0.1:1",
  AWS_ACCESS_KEY_ID: "test",
  AWS_SECRET_ACCESS_KEY: "test",
  AWS_REGION: "us-east-1",
  AWS_MAX_ATTEMPTS: "1",
};
/** No credentials, and none to be found: no files, no instance. */
const nobody = {
  AWS_ACCESS_KEY_ID: undefined,
  AWS_SECRET_ACCESS_KEY: undefined,
  AWS_PROFILE: undefined,
  AWS_EC2_METADATA_DISABLED: "true",
  AWS_SHARED_CREDENTIALS_FILE: "/dev/null",
  AWS_CONFIG_FILE: "/dev/null",
};

const sagewarden = (argv: string[], env: NodeJS.ProcessEnv = {}) =>
  new Promise<{ code: number | null; out: string; err: string }>((resolve) => {
    const child = spawn("npx", ["sagewarden", ...argv], {
      cwd: root,
      env: { ...process.env, npm_config_loglevel: "error", ...env },
      stdio: ["ignore", "pipe", "pipe"],
    });
    let [out, err] = ["", ""];
    child.stdout.on("data", (chunk) => (out += chunk));
    child.stderr.on("data", (chunk) => (err += chunk));
    child.on("close", (code) => resolve({ code, out, err }));
  });

describe("npx sagewarden", () => {
  test("--help", async () => {
    const { code, out, err } = await sagewarden(["--help"]);
    expect({ code, err }).toEqual({ code: 0, err: "" });
    expect(out).toContain("Usage: sagewarden");
  });

  test("an unknown verb: 2", async () => {
    const { code, out, err } = await sagewarden(["dotcor"]);
    expect({ code, out }).toEqual({ code: 2, out: "" });
    expect(err).toContain("Did you mean doctor?");
  });

  test("wrong settings: 2, with file, line and key", async () => {
    const { code, out, err } = await sagewarden(["explain", "x", "--config", join(folder, "bad.yaml")]);
    expect({ code, out }).toEqual({ code: 2, out: "" });
    expect(err).toContain(
      'bad.yaml:1:7: mode: found "enforced"; allowed: observe, tag, enforce; did you mean "enforce"?',
    );
  });

  test("no network: 1, and which call needed it, on one line", async () => {
    const { code, out, err } = await sagewarden(["explain", "x", "--config", join(folder, "good.yaml")], nowhere);
    expect({ code, out }).toEqual({ code: 1, out: "" });
    expect(err).toBe("sagewarden: could not reach 127.0.0.1:1 (ECONNREFUSED): DynamoDB Query needed it\n");
  });

  test("no credentials: 1, and which call needed them", async () => {
    const { code, err } = await sagewarden(["explain", "x", "--config", join(folder, "good.yaml")], nobody);
    expect(code).toBe(1);
    expect(err).toContain("no AWS credentials: DynamoDB Query needed them");
  });

  test("doctor without an account: one document, 1", async () => {
    const { code, out, err } = await sagewarden(["doctor", "--json", "--config", join(folder, "good.yaml")], nowhere);
    expect({ code, err }).toEqual({ code: 1, err: "" });
    const credentials = JSON.parse(out).checks.find(({ id }: { id: string }) => id === "credentials");
    expect(credentials).toMatchObject({ status: "fail" });
    expect(credentials.detail).toContain("STS GetCallerIdentity needed it");
  });
});

describe.each(["cli/main.ts", "cli/start.mjs"])("%s by itself", (file) => {
  const run = (node: string, ...before: readonly string[]) => {
    const env = { ...process.env, PATH: `${node}:${process.env.PATH}`, XDG_CACHE_HOME: folder };
    const [command = "", ...args] = [...before, join(root, file), "--version"];
    return spawnSync(command, args, { cwd: folder, env, encoding: "utf8" });
  };

  test("runs, by the Node that is found", () => {
    expect(run(dirname(process.execPath))).toMatchObject({ status: 0, stderr: "", stdout: `${version}\n` });
  });

  test("an older Node: 2, and what to do", async () => {
    const old = join(folder, "old.mjs");
    await writeFile(old, 'Object.defineProperty(process.versions, "node", { value: "22.18.0" });');
    const { status, stdout, stderr } = run("", process.execPath, "--import", old);
    expect({ status, stdout }).toEqual({ status: 2, stdout: "" });
    expect(stderr).toBe(
      "sagewarden needs Node 24 or newer, this is 22.18.0: run it as `npx sagewarden` from the checkout (npm install brings Node 24)\n",
    );
  });
});

test("root by sudo leaves nothing in the caller's home", () => {
  if (process.getuid?.() !== 0) return;
  const { XDG_CACHE_HOME: _, ...usual } = process.env;
  const home = join(folder, "home");
  const env = { ...usual, HOME: home, SUDO_UID: "12345" };
  expect(spawnSync(process.execPath, [join(root, "cli/start.mjs"), "--version"], { env }).status).toBe(0);
  expect(existsSync(home)).toBe(false);
});

test("a reader that goes away ends it quietly", async () => {
  const err = await new Promise<string>((resolve) => {
    const child = spawn("sh", ["-c", "npx sagewarden --help | true"], {
      cwd: root,
      env: { ...process.env, npm_config_loglevel: "error" },
      stdio: ["ignore", "ignore", "pipe"],
    });
    let text = "";
    child.stderr.on("data", (chunk) => (text += chunk));
    child.on("close", () => resolve(text));
  });
  expect(err).toBe("");
});
