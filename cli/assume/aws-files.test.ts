import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "@jest/globals";
import { configFile, credentialsFile, profilesOf, readProfiles } from "./aws-files.ts";
import { temporaryFolder } from "./fixture.ts";

const folder = temporaryFolder();
const config = `# mine
[default]
region = eu-west-1 ; near
[profile  "my one"]
role_arn=arn:aws:iam::111122223333:role/a
s3 =
  max_concurrent_requests = 1
[sso-session x]
sso_region = us-east-1
[other]
region = us-west-2
`;
const credentials = "[default]\r\naws_access_key_id = AKIA1\r\naws_secret_access_key=a/b+c=#d\r\n[other]\r\n";

test("the profiles of both files", () => {
  const profiles = profilesOf(config, credentials);
  expect([...profiles].map(([name, settings]) => [name, { ...settings }])).toEqual([
    ["default", { region: "eu-west-1", aws_access_key_id: "AKIA1", aws_secret_access_key: "a/b+c=#d" }],
    ["my one", { role_arn: "arn:aws:iam::111122223333:role/a", s3: "" }],
    ["other", {}],
  ]);
});

test("from where the environment says, and nothing where there is nothing", async () => {
  writeFileSync(join(folder, "c"), "[profile a]\nregion = x\n");
  const env = { AWS_CONFIG_FILE: join(folder, "c"), HOME: folder };
  expect([...(await readProfiles(env)).keys()]).toEqual(["a"]);
  expect([configFile({ HOME: "/h" }), credentialsFile({ HOME: "/h" })]).toEqual([
    "/h/.aws/config",
    "/h/.aws/credentials",
  ]);
});
