import { expect, test } from "@jest/globals";
import { fakeEndpoint } from "#shared/aws/fake-endpoint.ts";
import { drive } from "../fixture.ts";

const issued = `<AssumeRoleResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><AssumeRoleResult><Credentials>
<AccessKeyId>ASIA1</AccessKeyId><SecretAccessKey>secret</SecretAccessKey><SessionToken>token</SessionToken>
<Expiration>2026-07-01T11:00:00Z</Expiration></Credentials></AssumeRoleResult></AssumeRoleResponse>`;
const caller = "<Arn>arn:aws:iam::111122223333:user/alice</Arn><Account>111122223333</Account>";
const answers = { AssumeRole: () => ({ body: issued }), GetCallerIdentity: () => ({ body: caller }) };
const role = "arn:aws:iam::111122223333:role/sales";

test("the command's exit code is ours, and it has the session's credentials", async () => {
  const aws = await fakeEndpoint(answers);
  try {
    const script = "process.exit(process.env.AWS_SESSION_TOKEN === 'token' ? 7 : 1)";
    expect(await drive(["exec", "--role", role, "--", process.execPath, "-e", script], ".", process.env)).toMatchObject(
      { code: 7 },
    );
    expect(aws.sent.map(({ operation }) => operation)).toEqual(["GetCallerIdentity", "AssumeRole"]);
  } finally {
    await aws.close();
  }
});

test("a command that is not there is bad input", async () => {
  const aws = await fakeEndpoint(answers);
  try {
    expect(await drive(["exec", "--role", role, "--", "no-such-command"], ".", process.env)).toMatchObject({
      code: 2,
      err: "no-such-command: there is no such command",
    });
  } finally {
    await aws.close();
  }
});
