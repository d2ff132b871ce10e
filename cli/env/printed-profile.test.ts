import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "@jest/globals";
import { settingsText } from "#shared/assume/fixture.ts";
import { lenderOf } from "../assume/lender.ts";
import { readAsked } from "../assume/options.ts";
import { ownFolder } from "./fixture.ts";
import { printedProfile } from "./printed-profile.ts";

const folder = ownFolder();
const role = "arn:aws:iam::111122223333:role/sales";

const originals = {
  ...{
    region: "eu-west-1",
    isRegionNamed: true,
    env: {},
    endpoints: {},
    found: undefined,
    keys: () => Promise.reject(new Error("not asked for")),
  },
  caller: () => Promise.reject(new Error("not asked for")),
};
const lender = lenderOf([{ roleArn: role, sessionName: "alice" }], originals);

const printed = async (options: Record<string, unknown>, env: Record<string, string> = {}) => {
  const asked = readAsked({ role, ...options });
  const { text } = await printedProfile(true, { asked, lender, options }, { cwd: folder, env });
  return text.split("\n")[1]?.replace(/.* credential-process /, "");
};

test.each<[Record<string, unknown>, Record<string, string>, string]>([
  [{}, {}, ""],
  [{}, { AWS_PROFILE: "work" }, " --profile work"],
  [{ profile: "mine" }, { AWS_PROFILE: "work" }, " --profile mine"],
  [{ sessionPolicy: "policy.json" }, {}, ` --session-policy ${join(folder, "policy.json")}`],
  [{ mfaSerial: "arn:aws:iam::111122223333:mfa/a" }, {}, " --mfa-serial arn:aws:iam::111122223333:mfa/a"],
  [{ tag: ["colour=dark red"] }, {}, ` --tag 'colour=dark red' --config ${join(folder, "sagewarden.yaml")}`],
  [{ tags: true }, { SAGEWARDEN_CONFIG: "other.yaml" }, ` --tags --config ${join(folder, "other.yaml")}`],
])("%j in %j", async (options, env, further) => {
  writeFileSync(join(folder, "sagewarden.yaml"), settingsText);
  expect(await printed(options, env)).toBe(`--role ${role} --session-name alice${further}`);
});
