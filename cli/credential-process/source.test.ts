import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { beforeEach, describe, expect, test } from "@jest/globals";
import { ownFolder } from "../env/fixture.ts";
import { lastingSource, sourceOf } from "./source.ts";

const home = ownFolder();
const put = (name: string, text: string): void => {
  mkdirSync(dirname(join(home, name)), { recursive: true });
  writeFileSync(join(home, name), text);
};
const config = `[default]
region = eu-west-1
[profile command]
credential_process = give
[profile deeper]
role_arn = arn:aws:iam::111122223333:role/deeper
source_profile = command
[profile role]
role_arn = arn:aws:iam::111122223333:role/role
source_profile = base
[profile web]
role_arn = arn:aws:iam::111122223333:role/web
web_identity_token_file = ${home}/token
[profile sso]
sso_session = work
[profile older-sso]
sso_start_url = https://example.awsapps.com/start
[profile login]
login_session = arn:aws:iam::111122223333:user/al
[profile circle]
role_arn = arn:aws:iam::111122223333:role/circle
source_profile = circle
`;
beforeEach(() => {
  rmSync(home, { recursive: true, force: true });
  put(".aws/config", config);
  put(".aws/credentials", "[base]\naws_access_key_id = AKIA1\naws_secret_access_key = s1\n");
  put(".aws/sso/cache/one.json", "{}");
  put("token", "token");
});

type Env = Readonly<Record<string, string>>;
const sourceIn = (profile: string | undefined, env: Env = {}, cwd = "/") =>
  lastingSource({ env: { HOME: home, ...env }, found: { profile } }, cwd);

const lasting = ["command", "deeper", "role", "web", "sso", "older-sso", "login", "circle"];
const byToken = {
  AWS_WEB_IDENTITY_TOKEN_FILE: join(home, "token"),
  AWS_ROLE_ARN: "arn:aws:iam::111122223333:role/pod",
};

test.each(lasting)("%s: the same each time, and no secret in its name", (profile) => {
  const source = sourceIn(profile);
  expect(source?.id).toMatch(/^found [0-9a-f]{64}$/);
  expect(sourceIn(profile)).toEqual(source);
});

test("one for each profile, and for the token of a pod", () => {
  const ids = [...lasting.map((profile) => sourceIn(profile)?.id), sourceIn(undefined, byToken)?.id];
  expect(new Set(ids).size).toBe(lasting.length + 1);
});

test.each([
  ["a profile without credentials, so an instance's or a container's", "default"],
  ["no profile", undefined],
  ["a profile that is nowhere", "none"],
])("%s: by the keys themselves", (_what, profile) => {
  expect(sourceIn(profile)).toBeUndefined();
});

test("a pair, or an assertion: by the keys themselves, and nothing is read", async () => {
  const keys = async () => ({ accessKeyId: "AKIA1", secretAccessKey: "s1" });
  const place = { region: "us-east-1", isRegionNamed: true, env: { HOME: home }, endpoints: {} };
  const caller = async () => ({ account: "", arn: "", partition: "" });
  expect(await sourceOf({ ...place, found: undefined, keys, caller }, "/")).toMatchObject({
    ...{ id: "AKIA1", secret: "s1" },
  });
});

describe("another one when whose they are may have changed", () => {
  const rewrite = (from: string, to: string) => () => put(".aws/config", config.replace(from, to));
  test.each<[string, string, () => unknown]>([
    ["its profile", "role", rewrite("role/role", "role/other")],
    ["the command of its profile", "command", rewrite("= give", "= give --as bob")],
    ["the profile that it stands on", "role", () => put(".aws/credentials", "[base]\naws_access_key_id = AKIA2\n")],
    ["the profile that is its command", "deeper", rewrite("= give", "= give --as bob")],
    ["somebody else signed in", "sso", () => put(".aws/sso/cache/one.json", '{"accessToken":"2"}')],
    ["nobody is signed in any more", "older-sso", () => rmSync(join(home, ".aws/sso/cache/one.json"))],
    ["somebody else signed in by aws login", "login", () => put(".aws/login/cache/one.json", "{}")],
    ["the token of a profile", "web", () => put("token", "other")],
    ["the files are gone", "role", () => rmSync(join(home, ".aws"), { recursive: true })],
  ])("%s (%s)", (_what, profile, change) => {
    const before = sourceIn(profile);
    change();
    expect(sourceIn(profile)?.id).not.toBe(before?.id);
  });

  test.each<[string, Env]>([
    ["another file", { AWS_CONFIG_FILE: join(home, ".aws/config"), AWS_SHARED_CREDENTIALS_FILE: "/dev/null" }],
    ["keys that credential_source = Environment takes", { AWS_ACCESS_KEY_ID: "AKIA9" }],
    ["another container", { AWS_CONTAINER_CREDENTIALS_FULL_URI: "http://127.0.0.1:1/" }],
    ["a pod's token", byToken],
    ["another session's name", { AWS_ROLE_SESSION_NAME: "bob" }],
    ["a call above it", { SAGEWARDEN_CREDENTIAL_PROCESSES: "0123" }],
  ])("the environment: %s", (_what, env) => {
    for (const profile of lasting) expect(sourceIn(profile, env)?.id).not.toBe(sourceIn(profile)?.id);
  });

  test("a pod's token file has another token", () => {
    const before = sourceIn(undefined, byToken);
    put("token", "other");
    expect(sourceIn(undefined, byToken)?.id).not.toBe(before?.id);
  });

  test("whatever a command may go by: any variable, and where it runs", () => {
    for (const profile of lasting) {
      const isCommand = ["command", "deeper"].includes(profile);
      expect(sourceIn(profile, { CUSTOMER: "b" })?.id !== sourceIn(profile)?.id).toBe(isCommand);
      expect(sourceIn(profile, {}, "/tmp")?.id !== sourceIn(profile)?.id).toBe(isCommand);
    }
    const ofShell = { SHLVL: "3", _: "/usr/bin/node", OLDPWD: "/tmp" };
    expect(sourceIn("command", ofShell)).toEqual(sourceIn("command"));
  });

  test("while a session was lent: it tells", async () => {
    const never = async () => {
      throw new Error("asked");
    };
    const place = { region: "us-east-1", isRegionNamed: true, env: { HOME: home }, endpoints: {} };
    const source = await sourceOf({ ...place, found: { profile: "role" }, keys: never, caller: never }, "/");
    expect(source.isStill()).toBe(true);
    rmSync(join(home, ".aws/credentials"));
    expect(source.isStill()).toBe(false);
  });
});
