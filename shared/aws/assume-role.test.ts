import { expect, test } from "@jest/globals";
import type { RoleWanted } from "../assume/model.ts";
import { askCaller, assumeRole, getSessionToken } from "./assume-role.ts";
import { fakeEndpoint } from "./fake-endpoint.ts";

const issued = `<AssumeRoleResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><AssumeRoleResult><Credentials>
<AccessKeyId>ASIA1</AccessKeyId><SecretAccessKey>sec/ret+</SecretAccessKey><SessionToken>to&amp;ken==</SessionToken>
<Expiration>2026-07-01T11:00:00Z</Expiration></Credentials></AssumeRoleResult></AssumeRoleResponse>`;
const headers = { date: "Wed, 01 Jul 2026 10:00:00 GMT" };
const keys = { accessKeyId: "AKIA1", secretAccessKey: "secret" };
const place = () => ({ region: "us-east-1", keys, env: { ...process.env } });

const asked = async (body: string, ask: () => Promise<unknown>) => {
  const answer = () => ({ body, headers });
  const aws = await fakeEndpoint({ AssumeRole: answer, GetSessionToken: answer, GetCallerIdentity: answer });
  try {
    const answered = await ask();
    const sent = Object.fromEntries(new URLSearchParams(aws.sent[0]?.body));
    return { answered, sent };
  } finally {
    await aws.close();
  }
};

const taking = (wanted: RoleWanted, body = issued) => asked(body, () => assumeRole(wanted, place()));
const least = { roleArn: "arn:aws:iam::111122223333:role/sales", sessionName: "alice" };
const said = { Version: "2011-06-15", RoleArn: least.roleArn, RoleSessionName: "alice" };

test("the least that is asked", async () => {
  const { answered, sent } = await taking(least);
  expect(sent).toEqual({ Action: "AssumeRole", ...said });
  expect(answered).toEqual({
    ...{ accessKeyId: "ASIA1", secretAccessKey: "sec/ret+", sessionToken: "to&ken==" },
    ...{ expiresAt: "2026-07-01T11:00:00.000Z", issuedAt: "2026-07-01T10:00:00.000Z" },
  });
});

test("all that can be asked", async () => {
  const { sent } = await taking({
    ...least,
    ...{ seconds: 900, externalId: "x-1", sourceIdentity: "alice", policy: "{}" },
    ...{ tags: { team: "TeamA", "cost center": "a+b=1" }, transitiveKeys: ["team"] },
  });
  expect(sent).toEqual({
    ...{ Action: "AssumeRole", ...said, DurationSeconds: "900", ExternalId: "x-1", SourceIdentity: "alice" },
    ...{ Policy: "{}", "TransitiveTagKeys.member.1": "team" },
    ...{ "Tags.member.1.Key": "team", "Tags.member.1.Value": "TeamA" },
    ...{ "Tags.member.2.Key": "cost center", "Tags.member.2.Value": "a+b=1" },
  });
});

test("a second factor", async () => {
  const mfa = { serial: "arn:aws:iam::111122223333:mfa/alice", code: "123456" };
  const { sent } = await asked(issued, () => getSessionToken(mfa, place()));
  expect(sent).toEqual({
    ...{ Action: "GetSessionToken", Version: "2011-06-15", SerialNumber: mfa.serial, TokenCode: "123456" },
  });
});

test("who has the keys", async () => {
  const body = "<Account>111122223333</Account><Arn>arn:aws-cn:iam::111122223333:user/alice</Arn>";
  expect((await asked(body, () => askCaller(place()))).answered).toEqual({
    ...{ account: "111122223333", arn: "arn:aws-cn:iam::111122223333:user/alice", partition: "aws-cn" },
  });
});

test.each(["", issued.replace("ASIA1", ""), issued.replace("2026-07-01T11", "soon")])(
  "no credentials in %#",
  async (body) => {
    await expect(taking(least, body)).rejects.toThrow("STS answered without credentials");
  },
);
