import type { Doubt } from "./model.ts";
import { canonical, digests, dsig, enveloped, saml, samlp, signatures, success } from "./saml-names.ts";
import { allOf, childrenOf, isNamed, onlyChild, parseXml, type XmlElement } from "./xml.ts";

/**
 * What an answer of an identity provider must look like before its signature is even looked at: exactly one assertion, in its
 * place, and in it exactly one signature, of it. A wrapped one has a second assertion, a second signature or a second id somewhere.
 */
export interface SignedAssertion {
  assertion: XmlElement;
  signature: XmlElement;
  id: string;
}

/** In any namespace: an element that only looks like an assertion is none either. */
const called = (root: XmlElement, name: string): readonly XmlElement[] =>
  allOf(root).filter(({ localName }) => localName === name);

/** An assertion alone, or in a response that says that all is well. */
const isInPlace = (root: XmlElement, assertion: XmlElement): boolean => {
  if (root === assertion) return true;
  const status = onlyChild(onlyChild(root, samlp, "Status"), samlp, "StatusCode");
  return isNamed(root, samlp, "Response") && assertion.parentNode === root && status?.getAttribute("Value") === success;
};

const hasDistinctIds = (root: XmlElement): boolean => {
  const ids = allOf(root).flatMap(({ attributes }) =>
    Array.from(attributes).flatMap(({ localName, value }) => (/^id$/i.test(localName) ? [value] : [])),
  );
  return new Set(ids).size === ids.length;
};

/** One of the assertion; the response may have one of its own, which nobody looks at. */
const signatureOf = (root: XmlElement, assertion: XmlElement): XmlElement | undefined => {
  const own = onlyChild(assertion, dsig, "Signature");
  const others = called(root, "Signature").filter((each) => each !== own);
  const isOfTheResponse = (each: XmlElement): boolean =>
    root !== assertion && isNamed(each, dsig, "Signature") && each.parentNode === root;
  return others.length <= 1 && others.every(isOfTheResponse) ? own : undefined;
};

const hasOnly = (element: XmlElement, names: readonly string[]): boolean =>
  childrenOf(element).every((child) => child.namespaceURI === dsig && names.includes(child.localName));

const algorithmOf = (element: XmlElement | undefined, name: string): string =>
  onlyChild(element, dsig, name)?.getAttribute("Algorithm") ?? "";

const transformsOf = (reference: XmlElement): readonly string[] => {
  const list = onlyChild(reference, dsig, "Transforms");
  return list === undefined ? [] : childrenOf(list).map((each) => each.getAttribute("Algorithm") ?? "");
};

/** What is wrong in how a signature says that it was made. */
const signatureDoubt = (signature: XmlElement, id: string): Doubt | undefined => {
  const info = onlyChild(signature, dsig, "SignedInfo");
  const reference = onlyChild(info, dsig, "Reference");
  if (info === undefined || reference === undefined) return "malformed";
  const parts = [
    hasOnly(signature, ["SignedInfo", "SignatureValue", "KeyInfo"]),
    hasOnly(info, ["CanonicalizationMethod", "SignatureMethod", "Reference"]),
    hasOnly(reference, ["Transforms", "DigestMethod", "DigestValue"]),
    onlyChild(signature, dsig, "SignatureValue") !== undefined,
    onlyChild(reference, dsig, "DigestValue") !== undefined,
    reference.getAttribute("URI") === `#${id}`,
  ];
  if (parts.includes(false)) return "malformed";
  const isTaken =
    algorithmOf(info, "CanonicalizationMethod") === canonical &&
    signatures.includes(algorithmOf(info, "SignatureMethod")) &&
    digests.includes(algorithmOf(reference, "DigestMethod")) &&
    transformsOf(reference).join(" ") === `${enveloped} ${canonical}`;
  return isTaken ? undefined : "algorithm";
};

const idForm = /^[A-Za-z_][\w.-]{0,255}$/;

/** Each element costs canonicalisation all namespaces around it. Of 120 groups, each value with two, it is 240. */
const mostNamespaces = 300;
const isCostly = (xml: string): boolean => xml.split("xmlns", mostNamespaces + 2).length > mostNamespaces + 1;

/** The assertion and its signature, or what is wrong with their form. */
export const signedAssertion = (xml: string): SignedAssertion | Doubt => {
  const root = isCostly(xml) ? undefined : parseXml(xml);
  if (root === undefined) return "malformed";
  const [assertion, ...others] = called(root, "Assertion");
  if (assertion === undefined || others.length > 0 || called(root, "EncryptedAssertion").length > 0) return "malformed";
  if (!isNamed(assertion, saml, "Assertion") || !isInPlace(root, assertion)) return "malformed";
  if (!hasDistinctIds(root)) return "malformed";
  const id = assertion.getAttribute("ID") ?? "";
  const signature = signatureOf(root, assertion);
  if (!idForm.test(id) || signature === undefined) return "malformed";
  return signatureDoubt(signature, id) ?? { assertion, signature, id };
};
