import { afterEach, beforeEach, expect, test } from "@jest/globals";
import { fakeEndpoint } from "#shared/aws/fake-endpoint.ts";
import { originalsOf } from "./originals.ts";
import { withSecondFactor } from "./second-factor.ts";

const serial = "arn:aws:iam::111122223333:mfa/alice";
let hours = 12;
let aws: Awaited<ReturnType<typeof fakeEndpoint>>;
beforeEach(async () => {
  hours = 12;
  aws = await fakeEndpoint({
    GetSessionToken: (body) =>
      new URLSearchParams(body).get("TokenCode") === "000000"
        ? {
            status: 403,
            body: "<Code>AccessDenied</Code><Message>MultiFactorAuthentication failed with invalid MFA one time pass code. </Message>",
          }
        : {
            body: `<AccessKeyId>ASIAMFA</AccessKeyId><SecretAccessKey>s</SecretAccessKey><SessionToken>t</SessionToken><Expiration>${new Date(Date.now() + hours * 3_600_000).toISOString()}</Expiration>`,
          },
  });
});
afterEach(() => aws.close());

let asked: string[] = [];
const source = async (code: string | undefined, seconds?: number) => {
  asked = [];
  const ask = async (of: string) => asked.push(of) && "123456";
  return withSecondFactor({ serial, code }, seconds, await originalsOf({}, { ...process.env }), ask as never);
};

test("of sessions up to an hour a person is asked once, and renewing asks nobody", async () => {
  const find = await source(undefined, 3_600);
  for (let time = 0; time < 3; time++) expect(await find()).toMatchObject({ keys: { accessKeyId: "ASIAMFA" } });
  expect([asked, aws.sent.length]).toEqual([[serial], 1]);
});

test("a code that is given is not asked for", async () => {
  await (await source("123456"))();
  expect(asked).toEqual([]);
  expect(new URLSearchParams(aws.sent[0]?.body).get("TokenCode")).toBe("123456");
});

test("longer sessions take the code themselves, with the user's own key, once", async () => {
  const find = await source("123456", 7_200);
  expect(await find()).toEqual({
    keys: { accessKeyId: "111122223333", secretAccessKey: "test" },
    mfa: { serial, code: "123456" },
  });
  await expect(find()).rejects.toThrow("renewing needs another code, and nobody is asked while the command runs");
  expect(aws.sent).toEqual([]);
});

test("when the session with the second factor ends, nobody is asked behind the command's back", async () => {
  hours = 0.01;
  const find = await source(undefined);
  await find();
  await expect(find()).rejects.toThrow("renewing needs another code");
});

test("a wrong code is one clear error", async () => {
  await expect((await source("000000"))()).rejects.toThrow(
    "the MFA code is wrong, or was used before: wait for the next one",
  );
});
