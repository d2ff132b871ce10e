import { readdirSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "@jest/globals";
import { arnOf, type Env, setStage } from "../../test/shells/stage.ts";

const { base, env: run, sts, sealed, folder } = setStage();

const borrow = (env: Env, role: string, ...options: string[]) =>
  run(env, "--role", arnOf(role), "--session-name", "alice", "--shell", "bash", ...options);

/** The environment once that was evaluated, as far as the next call needs it. */
const inShell = (env: Env, text: string): Env => ({
  ...env,
  ...{ SAGEWARDEN_ENV: /[0-9a-f]{32}\.[\w-]{43}/.exec(text)?.[0] ?? "" },
  ...{ AWS_ACCESS_KEY_ID: /AWS_ACCESS_KEY_ID='(\w+)'/.exec(text)?.[1] ?? "" },
});

const filesThere = (): string[] => {
  try {
    return readdirSync(sealed);
  } catch {
    return [];
  }
};

test("one statement for the shell, and who, as whom and for how long on stderr", async () => {
  const { code, out, err } = await borrow(base, "sales");
  expect(code).toBe(0);
  expect(out).toMatch(/^if .* fi$/s);
  expect(err).toMatch(/^arn:aws:iam::111122223333:role\/sales as alice, for \d+ h \d+ min; env --restore gives back/);
});

test("a region is exported where somebody named one, and never invented", async () => {
  expect((await borrow(base, "sales")).out).not.toMatch(/export AWS_\w*REGION=/);
  expect((await borrow({ ...base, AWS_DEFAULT_REGION: "eu-west-1" }, "sales")).out).toContain("AWS_REGION='eu-west-1'");
});

describe("what fails says false and nothing else on stdout, and writes no file", () => {
  test.each<[string, number, string, string[], Env]>([
    ["denied", 1, "refused sts:AssumeRole", ["--role", arnOf("denied"), "--session-name", "alice"], {}],
    ["no role", 2, "--role: nothing is given", [], {}],
    ["a role with a NUL", 2, "names no role", ["--role", "role:a\0b"], {}],
    ["an option that is none", 2, "unknown option", ["--rol", "x"], {}],
    ["an argument too many", 2, "too many arguments", ["x", "--role", arnOf("sales")], {}],
    ["--json", 2, "--json: a shell evaluates this", ["--role", arnOf("sales"), "--json"], {}],
    ["another shell", 2, '--shell: "csh"', ["--role", arnOf("sales"), "--shell", "csh"], {}],
    ["two things at once", 2, "--restore: not together with --status", ["--restore", "--status"], {}],
    ["--restore of a role", 2, "--restore: not together with --role", ["--restore", "--role", "x"], {}],
    ["--restore of an account", 2, "--restore: not together with --account", ["--restore", "--account", "prod"], {}],
    ["--restore with a factor", 2, "not together with --mfa-serial", ["--restore", "--mfa-serial", "x"], {}],
    ["--restore without a handle", 2, "Nothing is borrowed in this shell", ["--restore"], {}],
    ["a handle of nobody", 2, "not what `sagewarden env` sets", ["--restore"], { SAGEWARDEN_ENV: "$(x)" }],
    [
      "a handle whose file is gone",
      2,
      "the originals cannot be told",
      ["--role", arnOf("sales")],
      { SAGEWARDEN_ENV: `${"0".repeat(32)}.${"A".repeat(43)}` },
    ],
  ])("%s", async (_what, code, why, options, env) => {
    const files = filesThere();
    const answer = await run({ ...base, ...env }, ...options);
    expect(answer).toEqual({ code, out: expect.stringMatching(/^false\n?$/), err: expect.stringContaining(why) });
    expect(filesThere()).toEqual(files);
  });

  test("to PowerShell it says so in its own way", async () => {
    const { out } = await run(base, "--role", arnOf("denied"), "--session-name", "alice", "--shell", "powershell");
    expect(out).toBe("$global:LASTEXITCODE = 1");
  });
});

describe("--status", () => {
  test("of a role there is none: nothing is taken in silence", async () => {
    const answer = await run(base, "--status", "--source-identity", "--chain", "x");
    expect(answer).toMatchObject({
      code: 2,
      err: expect.stringContaining("--status: not together with --source-identity"),
    });
  });

  test("nothing is borrowed: exit 1", async () => {
    expect(await run(base, "--status")).toMatchObject({ code: 1, out: "nothing is borrowed in this shell" });
    expect(await run(base, "--status", "--json")).toMatchObject({ code: 1, out: '{"borrowed":false}' });
  });

  test("borrowed: exit 0; expired: exit 1; and no value of an original but its access key id", async () => {
    const original = { ...base, AWS_ACCESS_KEY_ID: "AKIAORIGINAL", AWS_SECRET_ACCESS_KEY: "hidden/hidden" };
    const living = inShell(original, (await borrow(original, "sales")).out);
    const { code, out } = await run(living, "--status", "--json");
    expect(code).toBe(0);
    expect(JSON.parse(out)).toEqual({
      ...{ borrowed: true, role: arnOf("sales"), sessionName: "alice", expiresAt: "2100-07-01T11:00:00.000Z" },
      ...{ secondsLeft: expect.any(Number), expired: false, inUse: true },
      originals: { kind: "long-lived", accessKeyId: "AKIAORIGINAL" },
    });
    expect((await run(living, "--status")).out).not.toContain("hidden");
    const ended = inShell(original, (await borrow(original, "expired")).out);
    expect(await run(ended, "--status")).toMatchObject({
      code: 1,
      out: expect.stringContaining("expired    2020-07-01"),
    });
    expect(await run({ ...living, AWS_ACCESS_KEY_ID: "AKIAOTHER" }, "--status")).toMatchObject({ code: 1 });
  });

  test("restoring asks nobody: no network, and the session has ended", async () => {
    const { AWS_ENDPOINT_URL: _, ...offline } = inShell(base, (await borrow(base, "expired")).out);
    const asked = sts.taken.length;
    expect(
      await run({ ...offline, AWS_ENDPOINT_URL: "http://127.0.0.1:1" }, "--restore", "--shell", "bash"),
    ).toMatchObject({
      code: 0,
      err: "",
    });
    expect(sts.taken).toHaveLength(asked);
  });
});

describe("--print-profile", () => {
  test("whole paths, the whole ARN and the session name; the source is named where it is a profile", async () => {
    const env = { ...base, AWS_PROFILE: "work", AWS_REGION: "eu-west-1" };
    const { code, out, err } = await run(env, "--role", "role:sales", "--session-name", "alice", "--print-profile");
    expect({ code, err }).toEqual({ code: 0, err: "" });
    expect(out.split("\n")).toEqual([
      "[profile sales]",
      `credential_process = ${process.execPath} ${join(import.meta.dirname, "..", "start.mjs")} credential-process --role ${arnOf("sales")} --session-name alice --profile work`,
      "region = eu-west-1",
    ]);
  });

  test("every option of the role is kept; the file of a session policy by its whole path", async () => {
    const options = [
      "--chain",
      arnOf("jump"),
      "--external-id",
      "x:1",
      "--duration",
      "PT15M",
      "--session-policy",
      '{"Version": "2012-10-17", "Statement": []}',
    ];
    const { out } = await run(
      base,
      "--role",
      arnOf("sales"),
      "--session-name",
      "al",
      "--profile",
      "work",
      "--print-profile",
      "mine",
      ...options,
    );
    expect(out).toContain("[profile mine]\n");
    expect(out).toContain(
      ` --session-name al --chain ${arnOf("jump")} --profile work --external-id x:1 --duration 900 --session-policy '{"Version": "2012-10-17", "Statement": []}'\n`,
    );
  });

  test.each([
    [["--print-profile", "a]b"], "allowed: letters, digits"],
    [["--print-profile", "work", "--profile", "work"], "would ask itself"],
    [["--print-profile", "--mfa-serial", "arn:aws:iam::1:mfa/a", "--mfa-code", "123456"], "--mfa-code: "],
    [["--print-profile", "--status"], "--status: not together with --print-profile"],
  ])("%j is refused, and no shell is to evaluate that", async (options, why) => {
    const { code, err } = await run(base, "--role", arnOf("sales"), "--session-name", "al", ...options);
    expect({ code, err }).toEqual({ code: 2, err: expect.stringContaining(why) });
  });

  test("keys of the environment are not written anywhere, and that is said", async () => {
    const env = { ...base, AWS_ACCESS_KEY_ID: "AKIAORIGINAL", AWS_SECRET_ACCESS_KEY: "hidden" };
    const { out, err } = await run(env, "--role", arnOf("sales"), "--session-name", "al", "--print-profile");
    expect(out).not.toMatch(/hidden|AKIA|--profile/);
    expect(err).toContain("with --profile it has a source of its own");
    expect(readdirSync(folder)).not.toContain("canary");
  });
});
