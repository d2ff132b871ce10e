import { describe, expect, test } from "@jest/globals";
import { issuer, ours } from "./fixture.ts";
import { issuerKeys } from "./issuer-keys.ts";
import { ProviderSilent } from "./model.ts";

const wellKnown = `${issuer}/.well-known/openid-configuration`;
const jwksUri = "https://keys.example.com/jwks";
const perfect: Readonly<Record<string, unknown>> = {
  [wellKnown]: { issuer, jwks_uri: jwksUri },
  [jwksUri]: { keys: [ours.jwk] },
};

/** An issuer with these documents, a clock that is set, and what was asked. */
const provider = (documents: Record<string, unknown> = { ...perfect }, of = issuer) => {
  const asked: string[] = [];
  const clock = { at: 0 };
  const keys = issuerKeys(of, {
    fetchJson: async (address) => {
      asked.push(address);
      if (!(address in documents)) throw new Error("404");
      return documents[address];
    },
    now: () => clock.at,
  });
  return { keys, asked, clock, documents };
};

test("they come from where the discovery document says, once for many who ask", async () => {
  const { keys, asked } = provider();
  expect(await Promise.all([keys(false), keys(true), keys(false)])).toEqual(Array(3).fill([ours.jwk]));
  expect(asked).toEqual([wellKnown, jwksUri]);
});

test("an issuer with a slash at its end", async () => {
  const { keys } = provider({ ...perfect, [wellKnown]: { issuer: `${issuer}/`, jwks_uri: jwksUri } }, `${issuer}/`);
  expect(await keys(false)).toHaveLength(1);
});

describe("when they are asked for again", () => {
  test.each([
    ["a known key, soon", false, 599_999, 2],
    ["a known key, later", false, 600_000, 4],
    ["an unknown key, at once", true, 29_999, 2],
    ["an unknown key, a little later", true, 30_000, 4],
  ])("%s", async (_, renew, after, expected) => {
    const { keys, asked, clock } = provider();
    await keys(false);
    clock.at = after;
    await keys(renew);
    expect(asked).toHaveLength(expected);
  });

  test("an issuer that is silent has its old keys for an hour, and is not asked for each token", async () => {
    const { keys, asked, clock, documents } = provider();
    await keys(false);
    delete documents[wellKnown];
    clock.at = 3_599_000;
    expect(await keys(false)).toHaveLength(1);
    clock.at = 3_599_999;
    expect(await keys(true)).toHaveLength(1);
    expect(asked).toHaveLength(3);
    for (const at of [3_700_000, 3_700_001, 90_000_000]) {
      clock.at = at;
      await expect(keys(false)).rejects.toThrow(ProviderSilent);
    }
  });

  test("one that never answered is asked once in half a minute", async () => {
    const { keys, asked, clock } = provider({});
    for (const at of [0, 1, 29_999, 30_000]) {
      clock.at = at;
      await expect(keys(false)).rejects.toThrow(ProviderSilent);
    }
    expect(asked).toHaveLength(2);
  });
});

describe("one thing broken", () => {
  test.each<[string, Record<string, unknown>]>([
    ["no discovery document", { [wellKnown]: undefined }],
    ["another issuer's", { [wellKnown]: { issuer: "https://evil.example.com", jwks_uri: jwksUri } }],
    ["keys over http", { [wellKnown]: { issuer, jwks_uri: "http://keys.example.com/jwks" } }],
    ["keys of this machine", { [wellKnown]: { issuer, jwks_uri: "http://127.0.0.1/latest/meta-data" } }],
    ["a file", { [wellKnown]: { issuer, jwks_uri: "file:///proc/self/environ" } }],
    ["no list", { [jwksUri]: { keys: "all" } }],
    ["too many keys", { [jwksUri]: { keys: Array(51).fill(ours.jwk) } }],
    ["no keys", { [jwksUri]: [] }],
  ])("%s", async (_, change) => {
    await expect(provider({ ...perfect, ...change }).keys(false)).rejects.toThrow(ProviderSilent);
  });
});
