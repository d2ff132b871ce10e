import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { settings } from "../vend/example-call.ts";
import { audience, ours, tokenOf } from "../vend/fixture.ts";
import { liveVend } from "./live-vend.ts";

const server = createServer(({ url }, answer) => {
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const isAbout = url?.endsWith("/openid-configuration");
  answer.end(JSON.stringify(isAbout ? { issuer, jwks_uri: `${issuer}/jwks` } : { keys: [ours.jwk] }));
});
const before = process.env.TABLE_NAME;

beforeAll(async () => {
  process.env.TABLE_NAME = "sagewarden";
  await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready));
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
  if (before === undefined) delete process.env.TABLE_NAME;
  else process.env.TABLE_NAME = before;
});

test("a token is held against the keys of the issuer in the settings, by the clock", async () => {
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const { prove, now } = liveVend({
    ...settings,
    broker: { callers: [], oidc: { issuer, audience, claim: "sub" } },
  });
  const seconds = Math.floor(Date.parse(now()) / 1000);
  const times = { iss: issuer, iat: seconds, exp: seconds + 60 };
  for (const [change, expected] of [
    [times, { subject: "subject-of-alice" }],
    [{ ...times, exp: seconds - 60 }, { doubt: "time" }],
  ] as const)
    expect(await prove({ oidcToken: await tokenOf(change) })).toMatchObject(expected);
});
