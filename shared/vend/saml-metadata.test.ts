import { describe, expect, test } from "@jest/globals";
import { entityId, makeProvider, metadataOf } from "./fake-provider.ts";
import { readMetadata } from "./saml-metadata.ts";

const provider = makeProvider();
const perfect = metadataOf(provider);
const [key = ""] = /<md:KeyDescriptor[\s\S]*<\/md:KeyDescriptor>/.exec(perfect) ?? [];

test("the entity and its certificate", () => {
  expect(readMetadata(perfect)).toEqual({ entityId, certificates: [provider.pem] });
});

test.each<[string, string, number]>([
  ["a key for both", perfect.replace(' use="signing"', ""), 1],
  ["a key for encrypting beside it", perfect.replace(key, key + key.replace("signing", "encryption")), 1],
  ["the same key twice", perfect.replace(key, key + key), 1],
  [
    "two keys, while one is exchanged",
    perfect.replace(key, key + /<md:KeyDescriptor[\s\S]*<\/md:KeyDescriptor>/.exec(metadataOf(makeProvider()))?.[0]),
    2,
  ],
  ["a comment", perfect.replace(key, `<!-- of 2026 -->${key}`), 1],
])("%s", (_, text, expected) => {
  expect(readMetadata(text).certificates).toHaveLength(expected);
});

describe("one thing broken", () => {
  test.each<[string, string, string]>([
    ["no XML", "metadata", "no plain XML"],
    ["a DOCTYPE", `<!DOCTYPE x>${perfect}`, "no plain XML"],
    ["no entity", "<x/>", "0 entities; allowed: one"],
    [
      "two entities",
      `<x>${[perfect, perfect].map((text) => text.replace('<?xml version="1.0"?>', "")).join("")}</x>`,
      "2 entities",
    ],
    ["only a key for encrypting", perfect.replace("signing", "encryption"), "no key to sign with"],
    ["another role's key", perfect.replaceAll("IDPSSODescriptor", "SPSSODescriptor"), "no key to sign with"],
    ["no certificate", perfect.replace(provider.certificate.slice(0, 20), "AAAA"), "cannot be read"],
    ["a weak key", metadataOf(makeProvider(1_024)), "allowed: RSA of at least 2048 bits"],
  ])("%s", (_, text, expected) => {
    expect(() => readMetadata(text)).toThrow(expected);
  });
});
