import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "@jest/globals";
import { Command } from "commander";
import { samlResponse, samlRole } from "#shared/assume/fake-assertion.ts";
import { settingsText } from "#shared/assume/fixture.ts";
import { fakeEndpoint } from "#shared/aws/fake-endpoint.ts";
import { temporaryFolder } from "./fixture.ts";
import { makeLender } from "./make-lender.ts";
import { addAssumeOptions, readAsked } from "./options.ts";

const withSettings = temporaryFolder();
writeFileSync(join(withSettings, "sagewarden.yaml"), settingsText);
const withNone = temporaryFolder();

let who = "";
let aws: Awaited<ReturnType<typeof fakeEndpoint>>;
beforeEach(async () => {
  who = "arn:aws:iam::111122223333:user/alice.smith";
  aws = await fakeEndpoint({ GetCallerIdentity: () => ({ body: `<Account>111122223333</Account><Arn>${who}</Arn>` }) });
});
afterEach(() => aws.close());

const saml = samlResponse({
  Role: [samlRole("sagewarden/studio/sagewarden-studio-TeamA"), samlRole("x/sales"), samlRole("sales", "444455556666")],
  ...{ RoleSessionName: ["alice"], TransitiveTagKeys: ["CostTeam", "studiouserid"] },
});
writeFileSync(join(withSettings, "saml.xml"), saml);

const lender = (argv: readonly string[], cwd = withSettings, env: NodeJS.ProcessEnv = {}) => {
  const command = addAssumeOptions(new Command()).parse(argv, { from: "user" });
  return makeLender(
    readAsked(command.opts()),
    {},
    {
      cwd,
      env: { ...process.env, ...env },
      stdin: (async function* all() {
        yield Buffer.from(saml);
      })(),
    },
  );
};
const roles = async (argv: readonly string[], cwd?: string) => (await lender(argv, cwd)).roles();
const arn = (path: string, account = "111122223333") => `arn:aws:iam::${account}:role/${path}`;

test("by its ARN and with a session's name, nothing is asked and no settings are read", async () => {
  expect(await roles(["--role", arn("sales"), "--session-name", "al"], withNone)).toEqual([
    { roleArn: arn("sales"), sessionName: "al" },
  ]);
  expect(aws.sent).toEqual([]);
});

test("without settings the session is called as AWS calls the caller", async () => {
  who = "arn:aws:sts::111122223333:assumed-role/x/al@example.com";
  expect(await roles(["--role", "role:sales", "--chain", arn("jump", "444455556666")], withNone)).toEqual([
    { roleArn: arn("jump", "444455556666"), sessionName: "al@example.com" },
    { roleArn: arn("sales"), sessionName: "al@example.com" },
  ]);
  expect(aws.sent).toHaveLength(1);
});

test("a team's role gets what the directory says", async () => {
  const said = {
    ...{ sessionName: "alice", sourceIdentity: "alice", tags: { CostTeam: "TeamA", studiouserid: "alice" } },
    transitiveKeys: ["CostTeam", "studiouserid"],
  };
  const team = arn("sagewarden/studio/sagewarden-studio-TeamA");
  for (const named of ["TeamA", team, "role:sagewarden/studio/sagewarden-studio-TeamA"]) {
    expect(await roles(["--role", named])).toEqual([{ roleArn: team, ...said }]);
  }
});

test("another account, by name and by number; everything else that can be asked", async () => {
  const policy = '{"Statement":[]}';
  const more = ["--tags", "--tag", "colour=red", "--source-identity", "--external-id", "x1", "--duration", "900"];
  expect(await roles(["--role", "role:sales", "--account", "prod", ...more, "--session-policy", policy])).toEqual([
    {
      ...{ roleArn: arn("sales", "444455556666"), sessionName: "alice", externalId: "x1", seconds: 900, policy },
      ...{ sourceIdentity: "alice", tags: { colour: "red", CostTeam: "TeamA", studiouserid: "alice" } },
      transitiveKeys: ["CostTeam", "studiouserid"],
    },
  ]);
  expect((await roles(["--role", "role:sales", "--account", "999988887777"], withNone))[0].roleArn).toContain("::9999");
});

test.each([
  [["--role", "role:sales", "--tag", "CostTEAM=x"], '--tag: "CostTEAM" is guarded'],
  [
    ["--role", "sales", "--account", "prd"],
    '"prd" is no account of the settings; allowed: 12 digits, prod; did you mean "prod"?',
  ],
  [["--role", arn("sales"), "--account", "prod"], "--account: 444455556666 is not the account of"],
  [["--role", "team:TeamC"], '--role: "TeamC" is no team'],
  [["--role", "sales", "--session-policy", "none"], "there is no such file"],
])("%j is refused", async (argv, message) => {
  await expect(roles(argv)).rejects.toThrow(message);
});

test.each([
  [["--role", "TeamA"], "--role:"],
  [["--role", "role:sales", "--tags"], "--tags:"],
])("who is nobody of the directory gets no %j", async (argv, place) => {
  who = "arn:aws:iam::111122223333:user/mallory";
  await expect(roles(argv)).rejects.toThrow(`${place} "${who}" is nobody of the directory`);
});

test("names, tags and guarded keys need settings", async () => {
  for (const more of [
    ["--role", "TeamA"],
    ["--role", "role:a", "--tag", "a=b"],
    ["--role", "role:a", "--tags"],
  ]) {
    await expect(lender(more, withNone)).rejects.toThrow("sagewarden.yaml: there is no such file");
  }
});

test("whatever decides what is lent is in the fingerprint, and AWS is not asked for it", async () => {
  const all = [
    ["--role", "role:a"],
    ["--role", "role:b"],
    ["--role", "role:a", "--tags"],
    ["--role", "role:a", "--external-id", "x1"],
  ];
  const prints = await Promise.all([...all, ...all].map(async (argv) => (await lender(argv)).fingerprint));
  expect(new Set(prints).size).toBe(all.length);
  expect(aws.sent).toEqual([]);
});

const signIn = (...argv: string[]) => ["--saml-assertion", "saml.xml", ...argv];
const studio = arn("sagewarden/studio/sagewarden-studio-TeamA");

test.each([
  [["--role", studio], studio],
  [["--role", "TeamA"], studio],
  [["--role", "role:sales", "--account", "prod"], arn("sales", "444455556666")],
  [["--role", "role:sales", "--account", "111122223333"], arn("x/sales")],
])("signed in by an assertion, %j is one that it names; who it is, it says itself", async (argv, roleArn) => {
  expect(await roles(signIn(...argv))).toEqual([{ roleArn, sessionName: "alice" }]);
  expect(aws.sent).toEqual([]);
});

test("what is kept of it goes by the assertion, not by a profile that is there too", async () => {
  const web = { AWS_WEB_IDENTITY_TOKEN_FILE: "/dev/null", AWS_ROLE_ARN: arn("pod") };
  const env = { AWS_ACCESS_KEY_ID: "", AWS_SECRET_ACCESS_KEY: "", ...web };
  expect((await lender(["--role", studio], withSettings, env)).originals.found).toEqual({ profile: undefined });
  expect((await lender(signIn("--role", studio), withSettings, env)).originals.found).toBeUndefined();
});

test("the assertion from stdin, and a further role with its session", async () => {
  const argv = ["--saml-assertion", "-", "--chain", studio, "--role", arn("jump"), "--tags", "--external-id", "x1"];
  expect(await roles(argv)).toEqual([
    { roleArn: studio, sessionName: "alice" },
    { roleArn: arn("jump"), sessionName: "alice", externalId: "x1" },
  ]);
});

test("STS is asked with the assertion and without a signature", async () => {
  await expect((await lender(signIn("--role", "TeamA"))).lend()).rejects.toThrow();
  const sent = aws.sent.map(({ operation, body }) => [operation, Object.fromEntries(new URLSearchParams(body))]);
  expect(sent).toEqual([
    [
      "AssumeRoleWithSAML",
      {
        ...{ Action: "AssumeRoleWithSAML", Version: "2011-06-15", RoleArn: studio },
        PrincipalArn: "arn:aws:iam::111122223333:saml-provider/idp",
        SAMLAssertion: Buffer.from(saml).toString("base64"),
      },
    ],
  ]);
});

test.each([
  [[], "--role: the assertion names 3 roles; allowed: one of "],
  [["--role", "role:sales"], "--role: the assertion names 2 roles; allowed: one of "],
  [["--role", "TeamB"], "--role: the assertion does not name it; allowed: "],
  [["--role", "TeamA", "--tags"], "--tags: not with --saml-assertion"],
  [["--role", "TeamA", "--profile", "x"], "--profile: not with --saml-assertion"],
  [["--role", "TeamA", "--mfa-serial", "123456789"], "--mfa-serial: not with --saml-assertion"],
  [["--chain", "TeamA"], "--role: nothing is given"],
])("by an assertion %j is refused", async (argv, message) => {
  await expect(async () => roles(signIn(...argv))).rejects.toThrow(message);
});

test("an assertion that is nowhere", async () => {
  await expect(lender(["--saml-assertion", "none.xml", "--role", "TeamA"])).rejects.toThrow(
    '--saml-assertion "none.xml": there is no such file; allowed: a file, or - for stdin',
  );
});

test("a name, and no settings that would know it", async () => {
  const hint = '--role "sales" may be a team\'s: role:NAME or an ARN needs no settings';
  await expect(lender(["--role", "sales"], withNone)).rejects.toThrow(hint);
  await expect(lender(["--role", "team:sales"], withNone)).rejects.not.toThrow(hint);
});
