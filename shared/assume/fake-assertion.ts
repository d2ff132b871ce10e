/** For tests: a SAML response, unsigned. `attributes` by their short names. */
export const samlResponse = (attributes: Readonly<Record<string, readonly string[]>>): string => {
  const prefix = "https://aws.amazon.com/SAML/Attributes/";
  const written = Object.entries(attributes).map(([name, values]) => {
    const all = values.map((value) => `<saml:AttributeValue>${value}</saml:AttributeValue>`).join("");
    return `<saml:Attribute Name="${prefix}${name}">${all}</saml:Attribute>`;
  });
  return `<?xml version="1.0"?><samlp:Response xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol" xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion">
<saml:Assertion ID="_1"><saml:AttributeStatement>${written.join("")}</saml:AttributeStatement></saml:Assertion></samlp:Response>`;
};

/** As an identity provider names a role: the role and the provider. */
export const samlRole = (path: string, account = "111122223333"): string =>
  `arn:aws:iam::${account}:role/${path},arn:aws:iam::${account}:saml-provider/idp`;
