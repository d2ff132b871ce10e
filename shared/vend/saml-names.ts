/** Namespaces, and the algorithms that are taken: no SHA-1, and nothing that turns what was signed into something else. */
export const saml = "urn:oasis:names:tc:SAML:2.0:assertion";
export const samlp = "urn:oasis:names:tc:SAML:2.0:protocol";
export const metadataNamespace = "urn:oasis:names:tc:SAML:2.0:metadata";
export const dsig = "http://www.w3.org/2000/09/xmldsig#";

export const canonical = "http://www.w3.org/2001/10/xml-exc-c14n#";
export const enveloped = `${dsig}enveloped-signature`;
export const signatures: readonly string[] = [
  "http://www.w3.org/2001/04/xmldsig-more#rsa-sha256",
  "http://www.w3.org/2001/04/xmldsig-more#rsa-sha512",
  "http://www.w3.org/2007/05/xmldsig-more#sha256-rsa-MGF1",
];
export const digests: readonly string[] = [
  "http://www.w3.org/2001/04/xmlenc#sha256",
  "http://www.w3.org/2001/04/xmlenc#sha512",
];

export const transient = "urn:oasis:names:tc:SAML:2.0:nameid-format:transient";
export const bearer = "urn:oasis:names:tc:SAML:2.0:cm:bearer";
export const success = "urn:oasis:names:tc:SAML:2.0:status:Success";
