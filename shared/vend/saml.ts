import { createHash } from "node:crypto";
import { epochOf } from "../model/time.ts";
import { type Doubt, type Doubted, oldest, type Proven, tolerance } from "./model.ts";
import { bearer, saml, transient } from "./saml-names.ts";
import { signedBy } from "./saml-signature.ts";
import { signedAssertion } from "./saml-structure.ts";
import { childrenNamed, childrenOf, isNamed, onlyChild, rawTextOf, textOf, type XmlElement } from "./xml.ts";

/** The identity provider whose assertions are taken. */
export interface SamlProvider {
  issuer: string;
  /** PEM. Of its metadata, as it was deployed. */
  certificates: readonly string[];
  /** The broker's own entity id. */
  audience: string;
}

const utc = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d{1,9})?Z$/;

/** Seconds since 1970 of an attribute. */
const timeOf = (element: XmlElement, name: string): number | undefined => {
  const value = element.getAttribute(name) ?? "";
  const ms = utc.test(value) ? epochOf(value) : undefined;
  return ms === undefined ? undefined : ms / 1000;
};

const has = (element: XmlElement, name: string): boolean =>
  Array.from(element.attributes).some(({ localName }) => localName === name);

/** It must end, and may begin. */
const isNow = (element: XmlElement, at: number): boolean => {
  const end = timeOf(element, "NotOnOrAfter");
  const begin = has(element, "NotBefore") ? timeOf(element, "NotBefore") : Number.NEGATIVE_INFINITY;
  return end !== undefined && begin !== undefined && at < end + tolerance && at >= begin - tolerance;
};

const isRecent = (assertion: XmlElement, at: number): boolean => {
  const issued = timeOf(assertion, "IssueInstant");
  return issued !== undefined && issued <= at + tolerance && at - issued <= oldest + tolerance;
};

const known = ["AudienceRestriction", "OneTimeUse", "ProxyRestriction"];

/** For us and for nobody else, and without a condition that we do not know. */
const isForUs = (conditions: XmlElement, audience: string): boolean => {
  const restriction = onlyChild(conditions, saml, "AudienceRestriction");
  const areKnown = childrenOf(conditions).every(
    (child) => child.namespaceURI === saml && known.includes(child.localName),
  );
  return (
    areKnown &&
    restriction !== undefined &&
    childrenOf(restriction).length === 1 &&
    textOf(onlyChild(restriction, saml, "Audience")) === audience
  );
};

/** Whoever brings it is whom it is about, for as long as it says. */
const isConfirmed = (subject: XmlElement, at: number): boolean =>
  childrenNamed(subject, saml, "SubjectConfirmation").some((confirmation) => {
    const data = onlyChild(confirmation, saml, "SubjectConfirmationData");
    return confirmation.getAttribute("Method") === bearer && data !== undefined && isNow(data, at);
  });

/** The person's name. Not one of this session alone, which could be another's tomorrow; not one that blanks make look like another's. */
const nameIn = (subject: XmlElement | undefined): string => {
  const id = onlyChild(subject, saml, "NameID");
  const name = rawTextOf(id);
  return id?.getAttribute("Format") === transient || name !== name.trim() ? "" : name;
};

/** It tells of a sign-in: without one it answers a question for somebody's attributes. */
const signInDoubt = (assertion: XmlElement, at: number): Doubt | undefined => {
  const statements = childrenNamed(assertion, saml, "AuthnStatement");
  const lasts = (statement: XmlElement): boolean => {
    const end = timeOf(statement, "SessionNotOnOrAfter");
    return !has(statement, "SessionNotOnOrAfter") || (end !== undefined && at < end + tolerance);
  };
  if (statements.length === 0) return "kind";
  return statements.every(lasts) ? undefined : "time";
};

const doubtIn = (assertion: XmlElement, { issuer, audience }: SamlProvider, at: number): Doubt | undefined => {
  if (!isNamed(assertion, saml, "Assertion") || assertion.getAttribute("Version") !== "2.0") return "malformed";
  if (textOf(onlyChild(assertion, saml, "Issuer")) !== issuer) return "issuer";
  const conditions = onlyChild(assertion, saml, "Conditions");
  if (conditions === undefined || !isForUs(conditions, audience)) return "audience";
  if (!isRecent(assertion, at) || !isNow(conditions, at)) return "time";
  const subject = onlyChild(assertion, saml, "Subject");
  if (subject === undefined || nameIn(subject) === "") return "subject";
  return isConfirmed(subject, at) ? signInDoubt(assertion, at) : "time";
};

const base64 = /^[A-Za-z0-9+/\s]+={0,2}\s*$/;

/** Whom an assertion proves: a SAML response with it, or it alone, in base64. `now` is ISO 8601. */
export const readAssertion = (given: string, provider: SamlProvider, now: string): Proven | Doubted => {
  const bytes = base64.test(given) ? Buffer.from(given, "base64") : Buffer.alloc(0);
  const xml = bytes.toString("utf8");
  if (xml === "" || !Buffer.from(xml, "utf8").equals(bytes)) return { doubt: "malformed" };
  const form = signedAssertion(xml);
  if (typeof form === "string") return { doubt: form };
  const assertion = signedBy(provider.certificates, xml, form.signature);
  if (assertion === undefined || assertion.getAttribute("ID") !== form.id) return { doubt: "signature" };
  const doubt = doubtIn(assertion, provider, (epochOf(now) ?? Number.NaN) / 1000);
  if (doubt !== undefined) return { doubt };
  const subject = nameIn(onlyChild(assertion, saml, "Subject"));
  const proofId = createHash("sha256").update(`saml\n${provider.issuer}\n${form.id}`).digest("hex");
  return { proof: "saml", identity: "samlSubject", subject, proofId };
};
