import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import {
  type AssertionParts,
  assertionXml,
  brokerId,
  digestOf,
  encoded,
  entityId,
  type How,
  makeProvider,
  parts,
  responseWith,
  signed,
  timeAt,
} from "./fake-provider.ts";
import { now } from "./fixture.ts";
import { readAssertion } from "./saml.ts";
import { transient } from "./saml-names.ts";

const ours = makeProvider();
const theirs = makeProvider();
const provider = { issuer: entityId, audience: brokerId, certificates: [ours.pem] };

const read = (xml: string, certificates: readonly string[] = provider.certificates) =>
  readAssertion(encoded(xml), { ...provider, certificates }, now);
const perfect = signed(responseWith(assertionXml()), ours);
const alice = { proof: "saml", identity: "samlSubject", subject: "alice@example.com", proofId: digestOf(parts.id) };

const audienceOf = (...names: string[]): string =>
  `<saml:AudienceRestriction>${names.map((name) => `<saml:Audience>${name}</saml:Audience>`).join("")}</saml:AudienceRestriction>`;
const ours2 = audienceOf(brokerId);
const namespaces = (count: number): string => Array.from({ length: count }, (_, n) => `xmlns:n${n}="u"`).join(" ");
const signIn = (end: string): string => `<saml:AuthnStatement SessionNotOnOrAfter="${end}"/>`;

describe("a perfect assertion", () => {
  test.each<[string, string, (readonly string[])?]>([
    ["in a response", perfect],
    ["alone", signed(assertionXml(), ours)],
    ["in a response that is signed too", signed(perfect, theirs, "Response")],
    ["signed with the newer of two keys", perfect, [theirs.pem, ours.pem]],
    [
      "with RSA and SHA-512",
      signed(assertionXml(), ours, "Assertion", {
        signatureAlgorithm: "http://www.w3.org/2001/04/xmldsig-more#rsa-sha512",
        digestAlgorithm: "http://www.w3.org/2001/04/xmlenc#sha512",
      }),
    ],
    ["used once, by its own word", signed(assertionXml({ audiences: `${ours2}<saml:OneTimeUse/>` }), ours)],
    ["from a clock that is a little ahead", signed(assertionXml({ issued: timeAt(30) }), ours)],
    ["with as many namespaces as groups", signed(assertionXml({ name: namespaces(240) }), ours)],
    ["whose session has no end", signed(assertionXml({ signIn: "<saml:AuthnStatement/>" }), ours)],
    ["with a name that has an entity's character", signed(assertionXml({ subject: "alice&#64;example.com" }), ours)],
  ])("%s", (_, xml, certificates = provider.certificates) => {
    expect(read(xml, certificates)).toEqual(alice);
  });
});

describe("one thing broken", () => {
  test.each<[string, string, Partial<AssertionParts>]>([
    ["another issuer", "issuer", { issuer: "https://evil.example.com" }],
    ["another audience", "audience", { audiences: audienceOf("urn:other") }],
    ["two audiences", "audience", { audiences: audienceOf(brokerId, "urn:other") }],
    ["two restrictions", "audience", { audiences: ours2 + audienceOf("urn:other") }],
    ["no audience", "audience", { audiences: "" }],
    ["a condition that we do not know", "audience", { audiences: `${ours2}<saml:Condition/>` }],
    ["ended", "time", { conditions: `NotOnOrAfter="${timeAt(-30)}"` }],
    ["not yet", "time", { conditions: `NotBefore="${timeAt(31)}" NotOnOrAfter="${timeAt(300)}"` }],
    ["no end", "time", { conditions: "" }],
    ["an end in another form", "time", { conditions: `NotOnOrAfter="2099-01-01"` }],
    ["a beginning in another form", "time", { conditions: `NotBefore="now" NotOnOrAfter="${timeAt(300)}"` }],
    ["confirmed until before", "time", { data: `NotOnOrAfter="${timeAt(-30)}"` }],
    ["confirmed for ever", "time", { data: "" }],
    ["confirmed in another way", "time", { method: "urn:oasis:names:tc:SAML:2.0:cm:sender-vouches" }],
    ["too old", "time", { issued: timeAt(-631) }],
    ["of the future", "time", { issued: timeAt(31) }],
    ["no sign-in: an answer to a question for attributes", "kind", { signIn: "" }],
    ["a sign-in whose session ended", "time", { signIn: signIn(timeAt(-30)) }],
    ["one of two", "time", { signIn: signIn(timeAt(300)) + signIn(timeAt(-30)) }],
    ["a session's end in another form", "time", { signIn: signIn("2099-01-01") }],
    ["nobody", "subject", { subject: "" }],
    ["a name of this session alone", "subject", { name: `Format="${transient}"` }],
    ...["\u00a0", "\ufeff", "\u3000", " ", "\n"].flatMap((blank): [string, string, Partial<AssertionParts>][] => [
      [`${JSON.stringify(blank)} before the name`, "subject", { subject: `${blank}alice@example.com` }],
      [`${JSON.stringify(blank)} behind the name`, "subject", { subject: `alice@example.com${blank}` }],
    ]),
    ["a blank of Unicode around the issuer", "issuer", { issuer: `${entityId}\u00a0` }],
    ["an element in the name", "subject", { subject: "alice@example.com<saml:x/>" }],
    ["two names", "subject", { subject: "alice@example.com</saml:NameID><saml:NameID>bob@example.com" }],
    ["another version", "malformed", { version: "1.1" }],
  ])("%s", (_, doubt, change) => {
    expect(read(signed(responseWith(assertionXml(change)), ours))).toEqual({ doubt });
  });

  test.each<[string, string, Partial<How>]>([
    ["SHA-1 in the signature", "algorithm", { signatureAlgorithm: "http://www.w3.org/2000/09/xmldsig#rsa-sha1" }],
    ["SHA-1 in the digest", "algorithm", { digestAlgorithm: "http://www.w3.org/2000/09/xmldsig#sha1" }],
    [
      "with comments",
      "algorithm",
      { canonicalizationAlgorithm: "http://www.w3.org/2001/10/xml-exc-c14n#WithComments" },
    ],
    ["without its transforms", "algorithm", { transforms: ["http://www.w3.org/2001/10/xml-exc-c14n#"] }],
  ])("%s", (_, doubt, how) => {
    expect(read(signed(responseWith(assertionXml()), ours, "Assertion", how))).toEqual({ doubt });
  });

  test.each<[string, string, string]>([
    ["another's signature", "signature", signed(responseWith(assertionXml()), theirs)],
    ["no signature", "malformed", responseWith(assertionXml())],
    ["only the response signed", "malformed", signed(responseWith(assertionXml()), ours, "Response")],
    ["another name under the signature", "signature", perfect.replace("alice@", "bob@")],
    ["a longer life under the signature", "signature", perfect.replaceAll(timeAt(300), timeAt(3000))],
    ["a response of failure", "malformed", signed(responseWith(assertionXml(), "Requester"), ours)],
    ["a comment in the name", "malformed", perfect.replace("alice@", "alice@<!---->")],
    ["CDATA", "malformed", perfect.replace("alice@", "<![CDATA[alice@]]>")],
    ["an instruction", "malformed", perfect.replace("alice@", "<?x?>alice@")],
    ["a DOCTYPE", "malformed", `<!DOCTYPE r [<!ENTITY x "y">]>${perfect}`],
    ["entities that grow", "malformed", `<!DOCTYPE l [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]><l>&b;</l>`],
    ["a file", "malformed", `<!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/passwd">]><r>&x;</r>`],
    ["an entity of nobody's", "malformed", perfect.replace("alice@", "&alice;@")],
    ["half a document", "malformed", perfect.slice(0, -10)],
    ["two documents", "malformed", perfect + perfect],
    ["a deep one", "malformed", `${"<a>".repeat(60)}${"</a>".repeat(60)}`],
    [
      "more namespaces than a sign-in has",
      "malformed",
      perfect.replace("<saml:Subject>", `<saml:Subject ${namespaces(300)}>`),
    ],
    ["a broad one", "malformed", `<a>${"<b/>".repeat(3_000)}</a>`],
    [
      "encrypted beside it",
      "malformed",
      perfect.replace("</samlp:Response>", "<EncryptedAssertion/></samlp:Response>"),
    ],
    ["nothing", "malformed", ""],
  ])("%s", (_, doubt, xml) => {
    expect(read(xml)).toEqual({ doubt });
  });

  test("no base64, and bytes that are no text", () => {
    for (const given of ["<Response/>", "&", Buffer.from([0xc3, 0x28, 0x3c]).toString("base64"), ""])
      expect(readAssertion(given, provider, now)).toEqual({ doubt: "malformed" });
  });
});

test("whatever is changed in an assertion, it proves nobody else, and nothing is thrown", () => {
  fc.assert(
    fc.property(fc.nat(perfect.length - 1), fc.string({ maxLength: 4 }), (at, text) => {
      const found = read(perfect.slice(0, at) + text + perfect.slice(at + 1));
      if ("doubt" in found) return;
      expect(found).toEqual(alice);
    }),
    { numRuns: 400 },
  );
});
