import { existsSync, mkdtempSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { expect, test } from "@jest/globals";
import { profilesOf } from "../assume/aws-files.ts";
import { temporaryFolder } from "../assume/fixture.ts";
import { ownProfile } from "./own-profile.ts";

const all = temporaryFolder();

const never = (): never => {
  throw new Error("a profile of its own was expected");
};

const own = async (config: string, credentials = "") => {
  const folder = mkdtempSync(join(all, "own-"));
  writeFileSync(join(folder, "config"), config);
  writeFileSync(join(folder, "credentials"), credentials);
  const env = { AWS_CONFIG_FILE: join(folder, "config"), AWS_SHARED_CREDENTIALS_FILE: join(folder, "credentials") };
  return ownProfile(env);
};

test.each(["", "[default]\nregion = x\n", "[profile a]\naws_access_key_id = A\n"])(
  "%j is in nobody's way",
  async (config) => {
    expect(await own(config)).toBeUndefined();
  },
);

test.each([
  ["[default]\naws_access_key_id = A\n", ""],
  ["", "[default]\naws_access_key_id = A\n"],
  ["[default]\nrole_arn = x\nsource_profile = a\n", ""],
  ["[default]\nsso_session = x\n", ""],
  ["[default]\ncredential_process = x\n", ""],
  ["[default]\naws_access_key_id: A\n", ""],
  ["[default]\n  region: x\n  aws_access_key_id = A\n", ""],
  [" [profile default]\naws_access_key_id=A\n", ""],
])("%j, %j would be preferred", async (config, credentials) => {
  const { env, remove } = (await own(config, credentials))?.() ?? never();
  expect(env.AWS_PROFILE).toMatch(/^sagewarden-[0-9a-f]{16}$/);
  remove();
  expect(existsSync(dirname(env.AWS_CONFIG_FILE ?? ""))).toBe(false);
});

const settings = `region = eu-west-1
ca_bundle: /etc/proxy.pem
services = lab
s3 =
  addressing_style = path
  max_concurrent_requests = 1
max_attempts = 7`;

test("every setting of [default] is kept, but for its credentials", async () => {
  const secret = "aws_access_key_id = A\naws_secret_access_key = s\nsso_region = x\nrole_arn: r\n";
  const { env, remove } =
    (await own(`[default]\n${settings}\n${secret}`, `[default]\n${secret}max_attempts = 9`))?.() ?? never();
  const text = readFileSync(env.AWS_CONFIG_FILE ?? "", "utf8");
  expect(text.split(`[profile ${env.AWS_PROFILE}]\n`)[1]).toBe(`${settings.replace("= 7", "= 9")}\n`);
  remove();
});

test("a copy for the command alone: a profile without credentials, the others as they were", async () => {
  const config = "[default]\nregion = eu-west-1\nrole_arn = x\n[profile a]\naws_access_key_id = A";
  const { env, remove } = (await own(config))?.() ?? never();
  const file = env.AWS_CONFIG_FILE ?? "";
  expect([statSync(file).mode & 0o777, statSync(dirname(file)).mode & 0o777]).toEqual([0o600, 0o700]);
  const profiles = profilesOf(readFileSync(file, "utf8"), "");
  expect({ ...profiles.get(env.AWS_PROFILE ?? "") }).toEqual({ region: "eu-west-1" });
  expect({ ...profiles.get("a") }).toEqual({ aws_access_key_id: "A" });
  remove();
});
