import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "@jest/globals";
import { fakeEndpoint } from "#shared/aws/fake-endpoint.ts";
import { temporaryFolder } from "./fixture.ts";
import { originalsOf } from "./originals.ts";

const folder = temporaryFolder();
writeFileSync(
  join(folder, "config"),
  `[default]
region = eu-west-1
[profile pair]
region = eu-west-2
aws_access_key_id = AKIAPAIR
aws_secret_access_key = s2
[profile role]
role_arn = arn:aws:iam::111122223333:role/a
aws_access_key_id = AKIAROLE
aws_secret_access_key = s3
[profile far]
region = Mars
[profile lost]
endpoint_url = localhost:1
[profile lab]
endpoint_url = http://127.0.0.1:9
`,
);
writeFileSync(join(folder, "default"), "[default]\nendpoint_url = http://127.0.0.1:9\n");
const files = { AWS_CONFIG_FILE: join(folder, "config"), AWS_SHARED_CREDENTIALS_FILE: join(folder, "none") };
const keys = { AWS_ACCESS_KEY_ID: "AKIAENV", AWS_SECRET_ACCESS_KEY: "s1" };
const usual = async (profile: string | undefined) => ({ accessKeyId: `usual of ${profile}`, secretAccessKey: "s" });

test.each([
  ["the environment", {}, keys, { accessKeyId: "AKIAENV", secretAccessKey: "s1" }, "eu-west-1"],
  [
    "a session of the environment",
    {},
    { ...keys, AWS_SESSION_TOKEN: "t", AWS_REGION: "ap-south-1" },
    { accessKeyId: "AKIAENV", secretAccessKey: "s1", sessionToken: "t" },
    "ap-south-1",
  ],
  [
    "a profile that is named",
    { profile: "pair" },
    keys,
    { accessKeyId: "AKIAPAIR", secretAccessKey: "s2" },
    "eu-west-2",
  ],
  ["the environment before AWS_PROFILE", {}, { ...keys, AWS_PROFILE: "pair" }, { accessKeyId: "AKIAENV" }, "eu-west-2"],
  ["AWS_PROFILE", {}, { AWS_PROFILE: "pair" }, { accessKeyId: "AKIAPAIR" }, "eu-west-2"],
  ["AWS_DEFAULT_PROFILE", {}, { AWS_DEFAULT_PROFILE: "pair" }, { accessKeyId: "AKIAPAIR" }, "eu-west-2"],
  [
    "AWS_PROFILE before it",
    {},
    { AWS_PROFILE: "role", AWS_DEFAULT_PROFILE: "pair" },
    { accessKeyId: "usual of role" },
    "us-east-1",
  ],
  ["a profile that is more than a key pair", { profile: "role" }, keys, { accessKeyId: "usual of role" }, "us-east-1"],
  ["nothing", { partition: "aws-cn" }, {}, { accessKeyId: "usual of undefined" }, "eu-west-1"],
  ["half a pair", {}, { AWS_ACCESS_KEY_ID: "AKIAENV" }, { accessKeyId: "usual of undefined" }, "eu-west-1"],
])("%s", async (_, source, env, expected, region) => {
  const originals = await originalsOf(source, { ...files, ...env }, usual);
  expect(await originals.keys()).toMatchObject(expected);
  expect(originals.region).toBe(region);
});

test("no region anywhere: the partition's home", async () => {
  const env = { AWS_CONFIG_FILE: "/dev/null", AWS_SHARED_CREDENTIALS_FILE: "/dev/null", ...keys };
  expect((await originalsOf({ partition: "aws-cn" }, env)).region).toBe("cn-north-1");
});

test.each([
  [{ profile: "none" }, {}, '--profile: "none" is in neither file; allowed'],
  [{}, { AWS_PROFILE: "none" }, 'AWS_PROFILE: "none" is in neither file; allowed'],
  [{}, { AWS_DEFAULT_PROFILE: "none" }, 'AWS_DEFAULT_PROFILE: "none" is in neither file; allowed'],
  [{}, { AWS_REGION: "EU" }, 'AWS_REGION: "EU" is not a region'],
  [{}, { AWS_DEFAULT_REGION: "EU" }, 'AWS_DEFAULT_REGION: "EU" is not a region'],
  [{ profile: "far" }, {}, 'region of profile "far": "Mars" is not a region'],
  [{ profile: "lost" }, {}, 'endpoint_url of profile "lost": "localhost:1" is not a URL'],
])("%j, %j: wrong use, and where", async (source, env, message) => {
  await expect(originalsOf(source, { ...files, ...env })).rejects.toMatchObject({
    name: "BadInput",
    message: expect.stringContaining(message),
  });
});

test("a profile that is nowhere is in nobody's way where the environment has keys", async () => {
  const env = { ...files, ...keys, AWS_PROFILE: "none" };
  expect(await (await originalsOf({}, env)).keys()).toMatchObject({ accessKeyId: "AKIAENV" });
});

test("the addresses that a profile names are asked, and handed on where it was named", async () => {
  const endpoints = { AWS_ENDPOINT_URL: "http://127.0.0.1:9" };
  expect(await originalsOf({ profile: "lab" }, files)).toMatchObject({ endpoints, env: endpoints });
  expect(await originalsOf({}, { ...files, AWS_DEFAULT_PROFILE: "lab" })).toMatchObject({ endpoints, env: endpoints });
  const ofDefault = { AWS_CONFIG_FILE: join(folder, "default"), AWS_SHARED_CREDENTIALS_FILE: "/dev/null" };
  expect(await originalsOf({}, { ...ofDefault, ...keys, AWS_REGION: "us-east-1" })).toMatchObject({
    endpoints: {},
    env: endpoints,
  });
});

test("what the SDK found is read anew shortly before it ends, and after a failure", async () => {
  const ends = [Date.now() + 3_600_000, Date.now() + 60_000];
  let asked = 0;
  const find = async () => {
    asked++;
    if (asked === 1) throw new Error("not yet");
    return { accessKeyId: `${asked}`, secretAccessKey: "s", expiration: new Date(ends.pop() ?? 0) };
  };
  const originals = await originalsOf({}, files, find);
  await expect(originals.keys()).rejects.toThrow("not yet");
  for (const id of ["2", "3", "3"]) expect(await originals.keys()).toMatchObject({ accessKeyId: id });
});

test("AWS is asked once who they are", async () => {
  const aws = await fakeEndpoint({
    GetCallerIdentity: () => ({ body: "<Account>1</Account><Arn>arn:aws:iam::1:user/a</Arn>" }),
  });
  try {
    const originals = await originalsOf({}, { ...process.env });
    expect(await Promise.all([originals.caller(), originals.caller()])).toHaveLength(2);
    expect(aws.sent).toHaveLength(1);
  } finally {
    await aws.close();
  }
});
