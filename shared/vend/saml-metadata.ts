import { X509Certificate } from "node:crypto";
import { BadInput } from "../model/errors.ts";
import { dsig, metadataNamespace } from "./saml-names.ts";
import { allOf, childrenNamed, isNamed, parseXml, textOf, type XmlElement } from "./xml.ts";

export interface ProviderMetadata {
  entityId: string;
  /** PEM, of the keys that it signs with. */
  certificates: readonly string[];
}

const weakest = 2_048;

const refuse = (what: string): never => {
  throw new BadInput(`broker.saml.metadata: ${what}`);
};

/** The signatures that we take are RSA's. */
const pemOf = (text: string): string => {
  const body = text.replaceAll(/\s/g, "");
  const pem = `-----BEGIN CERTIFICATE-----\n${body.match(/.{1,64}/g)?.join("\n") ?? ""}\n-----END CERTIFICATE-----\n`;
  try {
    const { asymmetricKeyType, asymmetricKeyDetails } = new X509Certificate(pem).publicKey;
    if (asymmetricKeyType === "rsa" && (asymmetricKeyDetails?.modulusLength ?? 0) >= weakest) return pem;
  } catch {
    return refuse("a certificate that cannot be read; allowed: X.509 in base64");
  }
  return refuse(`a certificate with another key; allowed: RSA of at least ${weakest} bits`);
};

const certificatesOf = (role: XmlElement): readonly string[] =>
  childrenNamed(role, metadataNamespace, "KeyDescriptor")
    .filter((key) => (key.getAttribute("use") || "signing") === "signing")
    .flatMap((key) => allOf(key).filter((each) => isNamed(each, dsig, "X509Certificate")))
    .map((certificate) => pemOf(textOf(certificate)));

/** What a metadata document says of one identity provider. Throws BadInput. */
export const readMetadata = (text: string): ProviderMetadata => {
  const plain = text.replaceAll(/<!--[\s\S]*?-->/g, "").trim();
  const root = parseXml(plain);
  if (root === undefined) return refuse("no plain XML; allowed: a metadata document without DOCTYPE and CDATA");
  const [entity, ...others] = allOf(root).filter((each) => isNamed(each, metadataNamespace, "EntityDescriptor"));
  if (entity === undefined || others.length > 0)
    return refuse(`${others.length + (entity ? 1 : 0)} entities; allowed: one`);
  const roles = childrenNamed(entity, metadataNamespace, "IDPSSODescriptor");
  const certificates = [...new Set(roles.flatMap(certificatesOf))];
  if (certificates.length === 0)
    return refuse("no key to sign with; allowed: an IDPSSODescriptor with its certificate");
  return { entityId: entity.getAttribute("entityID") ?? "", certificates };
};
