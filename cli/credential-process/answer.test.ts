import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import { fakeEndpoint } from "#shared/aws/fake-endpoint.ts";
import { ownFolder } from "../env/fixture.ts";
import { drive } from "../fixture.ts";
import { callsAbove } from "./own-call.ts";

const home = ownFolder();
const hour = 3_600_000;
/** How far STS's clock is on from this machine's. */
let onMs = 0;
let onCall = (): void => undefined;
const issued = (body: string) => {
  onCall();
  const name = new URLSearchParams(body).get("RoleArn")?.split("/").at(-1);
  const keys = `<AccessKeyId>ASIA${name}</AccessKeyId><SecretAccessKey>s</SecretAccessKey><SessionToken>t</SessionToken>`;
  const now = Date.now() + onMs;
  const ends = `<Expiration>${new Date(now + hour).toISOString()}</Expiration>`;
  const headers = { "content-type": "text/xml", date: new Date(now).toUTCString() };
  const role = "<AssumedRoleUser><Arn>a</Arn><AssumedRoleId>b</AssumedRoleId></AssumedRoleUser>";
  const result = `<AssumeRoleResult><Credentials>${keys}${ends}</Credentials>${role}</AssumeRoleResult>`;
  return { body: `<AssumeRoleResponse>${result}</AssumeRoleResponse>`, headers };
};
const refused = () => ({
  status: 403,
  body: "<ErrorResponse><Error><Code>AccessDenied</Code><Message>not you</Message></Error></ErrorResponse>",
});

let aws: Awaited<ReturnType<typeof fakeEndpoint>>;
beforeEach(async () => {
  onMs = 0;
  aws = await fakeEndpoint({
    AssumeRole: (body) => (body.includes("refused") ? refused() : issued(body)),
    GetCallerIdentity: () => ({ body: "<R><Arn>arn:aws:iam::111122223333:user/alice</Arn></R>" }),
  });
});
afterEach(() => aws.close());

const askIn = (env: NodeJS.ProcessEnv, role: string, ...more: string[]) => {
  const argv = ["credential-process", "--role", `arn:aws:iam::111122223333:role/${role}`, ...more];
  const own = { HOME: home, XDG_CACHE_HOME: "", XDG_STATE_HOME: "", [callsAbove]: "" };
  return drive(argv, ".", { ...process.env, ...own, ...env });
};
const ask = (role: string, ...more: string[]) => askIn({}, role, ...more);

test("one document and nothing else; the second time nobody is asked", async () => {
  const first = await ask("sales");
  expect(first).toMatchObject({ code: 0, err: "" });
  expect(JSON.parse(first.out)).toMatchObject({ Version: 1, AccessKeyId: "ASIAsales", SessionToken: "t" });
  expect(await ask("sales")).toEqual(first);
  expect(aws.sent.map(({ operation }) => operation)).toEqual(["GetCallerIdentity", "AssumeRole"]);
  expect((await ask("sales", "--session-name", "bob")).code).toBe(0);
  expect(aws.sent).toHaveLength(3);
});

test.each([hour, -hour])(
  "STS's clock is %i ms on from ours: the end by ours, and nobody is asked again",
  async (ms) => {
    onMs = ms;
    const first = await ask(`clock${ms}`);
    const left = Date.parse(JSON.parse(first.out).Expiration) - Date.now();
    expect(Math.abs(left - hour)).toBeLessThan(60_000);
    const asked = aws.sent.length;
    expect(await ask(`clock${ms}`)).toEqual(first);
    expect(aws.sent).toHaveLength(asked);
  },
);

test("refused: 1, one line, and it is not asked again at once", async () => {
  const first = await ask("refused", "--external-id", "hidden");
  expect(first).toMatchObject({ code: 1, out: "" });
  expect(first.err).toMatch(/^sagewarden: .*: refused sts:AssumeRole: [^\n]*$/);
  expect(first.err).not.toContain("hidden");
  const asked = aws.sent.length;
  expect(await ask("refused", "--external-id", "hidden")).toEqual(first);
  expect(aws.sent).toHaveLength(asked);
});

describe("a source that has other keys each time", () => {
  const [config, told] = [join(home, "config"), join(home, "told")];
  const script = join(home, "give.cjs");
  writeFileSync(
    script,
    `const { appendFileSync, readFileSync } = require("node:fs"); appendFileSync(${JSON.stringify(told)}, "x");
const AccessKeyId = "ASIA" + readFileSync(${JSON.stringify(told)}).length;
console.log(JSON.stringify({ Version: 1, AccessKeyId, SecretAccessKey: "s", SessionToken: "t" }));`,
  );
  const command = `"${process.execPath}" "${script}"`;
  const write = (more = "") =>
    writeFileSync(
      config,
      `[profile command]\ncredential_process = ${command}${more}
[profile role]\nrole_arn = arn:aws:iam::111122223333:role/first\nsource_profile = base
[profile base]\naws_access_key_id = AKIA1\naws_secret_access_key = s\n`,
    );
  const from = (profile: string, role: string, env: NodeJS.ProcessEnv = {}) =>
    askIn(
      { AWS_ACCESS_KEY_ID: "", AWS_SECRET_ACCESS_KEY: "", AWS_CONFIG_FILE: config, ...env },
      role,
      "--profile",
      profile,
    );
  beforeEach(() => {
    write();
    writeFileSync(told, "");
  });

  test.each(["command", "role"])("%s: the second time nobody is asked, not even the source", async (profile) => {
    const first = await from(profile, `of-${profile}`);
    expect(first).toMatchObject({ code: 0, err: "" });
    const [asked, ran] = [aws.sent.length, readFileSync(told, "utf8")];
    expect(await from(profile, `of-${profile}`)).toEqual(first);
    expect([aws.sent.length, readFileSync(told, "utf8")]).toEqual([asked, ran]);
  });

  test("another profile, a changed one, another environment: each its own", async () => {
    const calls = () => aws.sent.filter(({ body }) => body.includes("role%2Ftarget")).length;
    await from("command", "target");
    await from("role", "target");
    expect(calls()).toBe(2);
    await from("command", "target", { CUSTOMER: "b" });
    expect(calls()).toBe(3);
    write(" --as bob");
    await from("command", "target");
    expect(calls()).toBe(4);
    write();
    await from("command", "target");
    expect(calls()).toBe(4);
  });

  test("what was lent while the profile was changed is kept for nobody", async () => {
    onCall = () => write(" --as bob");
    await from("command", "changing");
    onCall = () => undefined;
    write();
    const asked = aws.sent.length;
    await from("command", "changing");
    expect(aws.sent.length).toBeGreaterThan(asked);
  });
});

test("bad input: 2, and nobody is asked", async () => {
  expect(await ask("sales", "--duration", "PT1S")).toMatchObject({ code: 2, out: "" });
  expect(aws.sent).toEqual([]);
});

test("where nothing can be kept the session is served all the same", async () => {
  const argv = ["credential-process", "--role", "arn:aws:iam::111122223333:role/r"];
  const env = { ...process.env, HOME: "/dev/null", XDG_CACHE_HOME: "", XDG_STATE_HOME: "", [callsAbove]: "" };
  for (const _call of [1, 2]) expect(await drive(argv, ".", env)).toMatchObject({ code: 0, err: "" });
  expect(aws.sent.filter(({ operation }) => operation === "AssumeRole")).toHaveLength(2);
});
