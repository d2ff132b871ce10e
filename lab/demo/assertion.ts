interface Claims {
  provider: string;
  role: string;
  subject: string;
  tags: Readonly<Record<string, string>>;
  transitive?: readonly string[];
  sourceIdentity?: string;
}

const attribute = (name: string, values: readonly string[]): string =>
  `<Attribute Name="https://aws.amazon.com/SAML/Attributes/${name}">${values.map((value) => `<AttributeValue>${value}</AttributeValue>`).join("")}</Attribute>`;

/** A SAML answer as an identity provider would post it to AWS, unsigned: the lab does not check signatures. */
export const assertionOf = (claims: Claims): string => {
  const { provider, role, subject, tags, transitive = [], sourceIdentity } = claims;
  const attributes = [
    attribute("Role", [`${role},${provider}`]),
    attribute("RoleSessionName", [subject]),
    ...Object.entries(tags).map(([key, value]) => attribute(`PrincipalTag:${key}`, [value])),
    ...(transitive.length > 0 ? [attribute("TransitiveTagKeys", transitive)] : []),
    ...(sourceIdentity === undefined ? [] : [attribute("SourceIdentity", [sourceIdentity])]),
  ].join("");
  const xml =
    `<Response xmlns="urn:oasis:names:tc:SAML:2.0:protocol"><Assertion xmlns="urn:oasis:names:tc:SAML:2.0:assertion" ID="_demo" Version="2.0">` +
    `<Issuer>https://idp.example.com</Issuer><Subject><NameID Format="urn:oasis:names:tc:SAML:2.0:nameid-format:persistent">${subject}</NameID></Subject>` +
    `<Conditions><AudienceRestriction><Audience>https://signin.aws.amazon.com/saml</Audience></AudienceRestriction></Conditions>` +
    `<AttributeStatement>${attributes}</AttributeStatement></Assertion></Response>`;
  return Buffer.from(xml).toString("base64");
};
