import { expect, test } from "@jest/globals";
import {
  assertionXml,
  brokerId,
  encoded,
  entityId,
  makeProvider,
  parts,
  responseWith,
  signed,
} from "./fake-provider.ts";
import { now } from "./fixture.ts";
import { readAssertion } from "./saml.ts";

/**
 * The eight ways of "On Breaking SAML: Be Whoever You Want to Be" (Somorovsky and others, 2012): what was signed is moved aside, and
 * another assertion, mallory's, stands where it is looked for. And some of their relatives.
 */
const provider = makeProvider();
const read = (xml: string) =>
  readAssertion(encoded(xml), { issuer: entityId, audience: brokerId, certificates: [provider.pem] }, now);

const original = signed(assertionXml(), provider);
const [signature = ""] = /<ds:Signature[\s\S]*<\/ds:Signature>/.exec(original) ?? [];
const unsigned = original.replace(signature, "");
const forged = assertionXml({ id: "_forged", subject: "mallory@example.com" });
const forgedSame = assertionXml({ subject: "mallory@example.com" });
const before = (xml: string, tag: string, what: string): string => xml.replace(tag, `${what}${tag}`);
const behindIssuer = (xml: string, what: string): string => xml.replace("</saml:Issuer>", `</saml:Issuer>${what}`);

const signedResponse = signed(responseWith(assertionXml()), provider, "Response");
const [responseSignature = ""] = /<ds:Signature[\s\S]*<\/ds:Signature>/.exec(signedResponse) ?? [];
const innerResponse = signedResponse.replace(responseSignature, "");
const forgedResponse = responseWith(forged).replace('ID="_response"', 'ID="_other"');
const objectOf = (xml: string): string => `<ds:Object xmlns:ds="http://www.w3.org/2000/09/xmldsig#">${xml}</ds:Object>`;
const holding = (what: string): string => before(signature, "</ds:Signature>", objectOf(what));

const attacks: readonly (readonly [string, string])[] = [
  ["XSW1", behindIssuer(forgedResponse, before(responseSignature, "</ds:Signature>", innerResponse))],
  ["XSW2", behindIssuer(forgedResponse, innerResponse + responseSignature)],
  ["XSW3", responseWith(forged + original)],
  ["XSW4", responseWith(before(forged, "</saml:Assertion>", original))],
  ["XSW5", responseWith(behindIssuer(forged, signature) + unsigned)],
  ["XSW6", responseWith(behindIssuer(forged, before(signature, "</ds:Signature>", unsigned)))],
  ["XSW7", responseWith(`<samlp:Extensions>${forged}</samlp:Extensions>${original}`)],
  ["XSW8", responseWith(behindIssuer(forged, holding(unsigned)))],
  ["the forged one behind", responseWith(original + forged)],
  ["with the same id", responseWith(behindIssuer(forgedSame, holding(unsigned)))],
  ["the forged one in the signature", responseWith(original.replace(signature, holding(forged)))],
  ["the signature of another", responseWith(behindIssuer(forged, signature))],
  ["a second signature", responseWith(behindIssuer(original, signature))],
  [
    "a second SignedInfo",
    responseWith(
      original.replace(
        "<ds:SignatureValue",
        `${/<ds:SignedInfo[\s\S]*<\/ds:SignedInfo>/.exec(signature)?.[0]}<ds:SignatureValue`,
      ),
    ),
  ],
  ["the id of another attribute", responseWith(original.replace("<saml:Subject>", `<saml:Subject Id="${parts.id}">`))],
  ["no reference", responseWith(original.replace(`URI="#${parts.id}"`, 'URI=""'))],
  ["another namespace", responseWith(original.replace("<saml:Subject>", '<saml:Subject><Assertion xmlns="urn:x"/>'))],
  ["not below the response", responseWith(`<x>${original}</x>`)],
  ["in no response", `<x>${original}</x>`],
];

test("the original is taken, alone and in its response", () => {
  for (const xml of [original, responseWith(original)]) expect(read(xml)).toHaveProperty("subject", parts.subject);
});

test.each(attacks)("%s is refused", (_, xml) => {
  expect(xml).toContain("<saml:Assertion");
  expect(read(xml)).toHaveProperty("doubt");
});

test("each of the eight holds mallory's assertion and what was signed", () => {
  for (const [, xml] of attacks.slice(0, 8))
    expect([xml.includes("mallory@"), xml.includes("alice@")]).toEqual([true, true]);
});
