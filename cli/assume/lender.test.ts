import { expect, test } from "@jest/globals";
import { fakeEndpoint } from "#shared/aws/fake-endpoint.ts";
import { lenderOf } from "./lender.ts";
import { originalsOf } from "./originals.ts";

const answer = (body: string) => {
  const name = new URLSearchParams(body).get("RoleArn")?.split("/").at(-1);
  const issued = `<AccessKeyId>ASIA${name}</AccessKeyId><SecretAccessKey>s</SecretAccessKey><SessionToken>t</SessionToken>`;
  const text = `<AssumeRoleResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><AssumeRoleResult><Credentials>${issued}
<Expiration>2026-07-01T11:00:00Z</Expiration></Credentials></AssumeRoleResult></AssumeRoleResponse>`;
  return { body: text, headers: { "content-type": "text/xml" } };
};

const role = (name: string) => ({ roleArn: `arn:aws:iam::111122223333:role/${name}`, sessionName: "alice" });

test("of a chain, the last role's session is lent", async () => {
  const aws = await fakeEndpoint({ AssumeRole: answer });
  try {
    const lender = lenderOf([role("jump"), role("sales")], await originalsOf({}, process.env));
    expect(await lender.lend()).toMatchObject({ accessKeyId: "ASIAsales", expiresAt: "2026-07-01T11:00:00.000Z" });
    expect(aws.sent.map(({ body }) => new URLSearchParams(body).get("RoleArn")?.split("/").at(-1))).toEqual([
      "jump",
      "sales",
    ]);
  } finally {
    await aws.close();
  }
});
