import { SignedXml } from "xml-crypto";
import { canonical, digests, enveloped, signatures } from "./saml-names.ts";
import { parseXml, type XmlElement } from "./xml.ts";

const only = <Value>(table: Record<string, Value>, names: readonly string[]): Record<string, Value> =>
  Object.fromEntries(Object.entries(table).filter(([name]) => names.includes(name)));

/** The bytes that this certificate's key signed, as one element; undefined where it did not. */
const signedWith = (xml: string, signature: XmlElement, certificate: string): XmlElement | undefined => {
  // What the document says of its key is not asked: only ours counts.
  const check = new SignedXml({ publicCert: certificate, getCertFromKeyInfo: () => null });
  check.SignatureAlgorithms = only(check.SignatureAlgorithms, signatures);
  check.HashAlgorithms = only(check.HashAlgorithms, digests);
  check.CanonicalizationAlgorithms = only(check.CanonicalizationAlgorithms, [canonical, enveloped]);
  try {
    check.loadSignature(signature as never);
    if (!check.checkSignature(xml)) return undefined;
  } catch {
    return undefined;
  }
  const [signed, ...others] = check.getSignedReferences();
  return signed === undefined || others.length > 0 ? undefined : parseXml(signed);
};

/** What one of the identity provider's keys signed, read anew from the signed bytes: nothing else of the document counts. */
export const signedBy = (
  certificates: readonly string[],
  xml: string,
  signature: XmlElement,
): XmlElement | undefined => {
  for (const certificate of certificates) {
    const signed = signedWith(xml, signature, certificate);
    if (signed !== undefined) return signed;
  }
  return undefined;
};
