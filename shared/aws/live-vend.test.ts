import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { settings } from "../vend/example-call.ts";
import { type FakeIssuer, startIssuer } from "../vend/fake-issuer.ts";
import { audience } from "../vend/fixture.ts";
import { liveVend } from "./live-vend.ts";

const before = process.env.TABLE_NAME;
let issuer: FakeIssuer;

beforeAll(async () => {
  process.env.TABLE_NAME = "sagewarden";
  issuer = await startIssuer();
});
afterAll(() => {
  issuer.stop();
  if (before === undefined) delete process.env.TABLE_NAME;
  else process.env.TABLE_NAME = before;
});

test("a token is held against the keys of the issuer in the settings, by the clock", async () => {
  const oidc = { issuer: issuer.address, audience, parties: [], claim: "sub" as const };
  const { prove } = liveVend({ ...settings, broker: { callers: [], oidc } });
  expect(await prove({ oidcToken: await issuer.tokenFor("alice") })).toMatchObject({ subject: "alice" });
  const old = await issuer.tokenFor("alice", { exp: Math.floor(Date.now() / 1000) - 60 });
  expect(await prove({ oidcToken: old })).toEqual({ doubt: "time" });
});
