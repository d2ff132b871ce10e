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
  expect([...readProfiles(env).keys()]).toEqual(["a"]);
  expect([configFile({ HOME: "/h" }), credentialsFile({ HOME: "/h" })]).toEqual([
    "/h/.aws/config",
    "/h/.aws/credentials",
  ]);
});

test.each([
  ["a: b=c", { a: "b=c" }],
  ["a = b:c", { a: "b:c" }],
  ["a:=b", { a: "=b" }],
  ["  a = 1\n  b = 2", { a: "1", b: "2" }],
  ["a =\n  b = 1\n\n  # c\n  d = 2\ne = 3", { a: "", e: "3" }],
  ["a = # none\nb = 1", { a: "", b: "1" }],
  ["; a = 1\n # b = 2\nc", {}],
])("%j, as the AWS CLI reads it", (text, settings) => {
  expect({ ...profilesOf(`[default]\n${text}\n`, "").get("default") }).toEqual(settings);
});

test.each([
  ["~", "/h"],
  ["~/x", "/h/x"],
  ["~x/y", "~x/y"],
  ["x/~/y", "x/~/y"],
])("AWS_CONFIG_FILE=%s that no shell has read", (named, file) => {
  const env = { HOME: "/h", AWS_CONFIG_FILE: named, AWS_SHARED_CREDENTIALS_FILE: named };
  expect([configFile(env), credentialsFile(env)]).toEqual([file, file]);
});
