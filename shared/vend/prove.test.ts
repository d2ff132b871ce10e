import { describe, expect, test } from "@jest/globals";
import { settings } from "./example-call.ts";
import { assertionXml, brokerId, encoded, makeProvider, metadataOf, signed } from "./fake-provider.ts";
import { issuer, now, ours, tokenOf } from "./fixture.ts";
import { prove } from "./prove.ts";

const provider = makeProvider();
const means = { keys: () => async () => [ours.jwk], now };
const { broker } = settings;
const withSaml = (saml: object = {}) => ({
  broker: broker && { ...broker, saml: { metadata: metadataOf(provider), audience: brokerId, ...saml } },
});
const assertion = { samlAssertion: encoded(signed(assertionXml(), provider)) };

test("a token, by the keys of the settings' issuer", async () => {
  const asked: string[] = [];
  const keys = (of: string) => {
    asked.push(of);
    return means.keys();
  };
  expect(await prove({ oidcToken: await tokenOf() }, settings, { ...means, keys })).toMatchObject({ proof: "oidc" });
  expect(asked).toEqual([issuer]);
});

describe("an assertion", () => {
  test("by the metadata's keys and its entity id", async () => {
    expect(await prove(assertion, withSaml(), means)).toMatchObject({ proof: "saml", subject: "alice@example.com" });
  });

  test("of the issuer in the settings, whatever the metadata is called", async () => {
    expect(await prove(assertion, withSaml({ issuer: "https://other" }), means)).toEqual({ doubt: "issuer" });
  });
});

test("nobody proves anything where the settings name nobody", async () => {
  const none = { broker: broker && { callers: broker.callers } };
  for (const proof of [assertion, { oidcToken: await tokenOf() }])
    for (const settled of [none, { broker: undefined }])
      expect(await prove(proof, settled, means)).toEqual({ doubt: "not-configured" });
});
