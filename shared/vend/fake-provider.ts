import { createHash, generateKeyPairSync, type KeyObject, sign } from "node:crypto";
import { SignedXml } from "xml-crypto";
import { now, seconds } from "./fixture.ts";
import { canonical, enveloped } from "./saml-names.ts";

/** For tests: an identity provider that signs assertions, with a certificate as its metadata shows it. */
export const entityId = "https://idp.example.com/saml";
export const brokerId = "urn:sagewarden:broker";

const der = (tag: number, ...parts: readonly Buffer[]): Buffer => {
  const body = Buffer.concat(parts);
  const { length } = body;
  const size = length < 128 ? [length] : length < 256 ? [0x81, length] : [0x82, length >> 8, length & 255];
  return Buffer.concat([Buffer.from([tag, ...size]), body]);
};

/** A self-signed certificate of version 1, from 2026 to 2046: Node reads certificates, and makes none. */
const certificateOf = (privateKey: KeyObject, publicKey: KeyObject): string => {
  const sha256WithRsa = der(0x30, Buffer.from("06092a864886f70d01010b0500", "hex"));
  const name = der(0x30, der(0x31, der(0x30, Buffer.from("0603550403", "hex"), der(0x0c, Buffer.from("idp")))));
  const validity = der(0x30, ...["260101000000Z", "460101000000Z"].map((time) => der(0x17, Buffer.from(time))));
  const key = publicKey.export({ type: "spki", format: "der" });
  const body = der(0x30, der(0x02, Buffer.from([1])), sha256WithRsa, name, validity, name, key);
  const signature = der(0x03, Buffer.from([0]), sign("sha256", body, privateKey));
  return der(0x30, body, sha256WithRsa, signature).toString("base64");
};

export interface Provider {
  privateKey: KeyObject;
  /** Base64 of the DER. */
  certificate: string;
  pem: string;
}

export const makeProvider = (modulusLength = 2_048): Provider => {
  const { privateKey, publicKey } = generateKeyPairSync("rsa", { modulusLength });
  const certificate = certificateOf(privateKey, publicKey);
  const lines = certificate.match(/.{1,64}/g)?.join("\n");
  return { privateKey, certificate, pem: `-----BEGIN CERTIFICATE-----\n${lines}\n-----END CERTIFICATE-----\n` };
};

export const metadataOf = ({ certificate }: Provider, entity = entityId): string =>
  `<?xml version="1.0"?><md:EntityDescriptor xmlns:md="urn:oasis:names:tc:SAML:2.0:metadata" entityID="${entity}">
  <md:IDPSSODescriptor protocolSupportEnumeration="urn:oasis:names:tc:SAML:2.0:protocol"><md:KeyDescriptor use="signing">
  <ds:KeyInfo xmlns:ds="http://www.w3.org/2000/09/xmldsig#"><ds:X509Data><ds:X509Certificate>
${certificate.match(/.{1,64}/g)?.join("\n")}
  </ds:X509Certificate></ds:X509Data></ds:KeyInfo></md:KeyDescriptor></md:IDPSSODescriptor></md:EntityDescriptor>`;

export const timeAt = (after: number): string => new Date((seconds + after) * 1000).toISOString();

/** What stands in an assertion: each part can be replaced. */
export const parts = {
  id: "_assertion",
  version: "2.0",
  issued: now,
  issuer: entityId,
  subject: "alice@example.com",
  name: "",
  method: "urn:oasis:names:tc:SAML:2.0:cm:bearer",
  data: `NotOnOrAfter="${timeAt(300)}"`,
  conditions: `NotBefore="${timeAt(-60)}" NotOnOrAfter="${timeAt(300)}"`,
  audiences: `<saml:AudienceRestriction><saml:Audience>${brokerId}</saml:Audience></saml:AudienceRestriction>`,
  signIn: `<saml:AuthnStatement AuthnInstant="${timeAt(-3_600)}" SessionNotOnOrAfter="${timeAt(300)}"/>`,
};
export type AssertionParts = typeof parts;

export const assertionXml = (change: Partial<AssertionParts> = {}): string => {
  const said = { ...parts, ...change };
  return (
    `<saml:Assertion xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion" ID="${said.id}" Version="${said.version}" IssueInstant="${said.issued}">` +
    `<saml:Issuer>${said.issuer}</saml:Issuer><saml:Subject><saml:NameID ${said.name}>${said.subject}</saml:NameID>` +
    `<saml:SubjectConfirmation Method="${said.method}"><saml:SubjectConfirmationData ${said.data}/></saml:SubjectConfirmation></saml:Subject>` +
    `<saml:Conditions ${said.conditions}>${said.audiences}</saml:Conditions>${said.signIn}</saml:Assertion>`
  );
};

export interface How {
  signatureAlgorithm: string;
  digestAlgorithm: string;
  canonicalizationAlgorithm: string;
  transforms: string[];
}
export const usual: How = {
  signatureAlgorithm: "http://www.w3.org/2001/04/xmldsig-more#rsa-sha256",
  digestAlgorithm: "http://www.w3.org/2001/04/xmlenc#sha256",
  canonicalizationAlgorithm: canonical,
  transforms: [enveloped, canonical],
};

/** The same with a signature of the element of this name, put behind its issuer. */
export const signed = (
  xml: string,
  { privateKey, pem }: Provider,
  name = "Assertion",
  how: Partial<How> = {},
): string => {
  const { digestAlgorithm, transforms, ...algorithms } = { ...usual, ...how };
  const signer = new SignedXml({
    privateKey: privateKey.export({ type: "pkcs8", format: "pem" }),
    publicCert: pem,
    ...algorithms,
  });
  const xpath = `//*[local-name(.)='${name}']`;
  signer.addReference({ xpath, digestAlgorithm, transforms });
  const reference = `${xpath}/*[local-name(.)='Issuer']`;
  signer.computeSignature(xml, { prefix: "ds", location: { reference, action: "after" } });
  return signer.getSignedXml();
};

/** A response with what stands in it. */
export const responseWith = (inner: string, status = "Success"): string =>
  `<samlp:Response xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol" ID="_response" Version="2.0" IssueInstant="${now}">` +
  `<saml:Issuer xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion">${entityId}</saml:Issuer>` +
  `<samlp:Status><samlp:StatusCode Value="urn:oasis:names:tc:SAML:2.0:status:${status}"/></samlp:Status>${inner}</samlp:Response>`;

export const encoded = (xml: string): string => Buffer.from(xml).toString("base64");

/** Of the assertion that a provider signs: what a test compares digests by. */
export const digestOf = (id: string): string => createHash("sha256").update(`saml\n${entityId}\n${id}`).digest("hex");
