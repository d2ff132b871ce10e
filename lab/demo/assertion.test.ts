import { expect, test } from "@jest/globals";
import { assertionOf } from "./assertion.ts";

const claims = { provider: "PROVIDER", role: "ROLE", subject: "alice@example.com", tags: { team: "TeamA" } };
const xmlOf = (more: object = {}) => Buffer.from(assertionOf({ ...claims, ...more }), "base64").toString();

test("role and provider, session name and tags are where AWS looks for them", () => {
  const xml = xmlOf();
  expect(xml).toContain('Attributes/Role"><AttributeValue>ROLE,PROVIDER</AttributeValue>');
  expect(xml).toContain('Attributes/RoleSessionName"><AttributeValue>alice@example.com</AttributeValue>');
  expect(xml).toContain('Attributes/PrincipalTag:team"><AttributeValue>TeamA</AttributeValue>');
});

test("what goes along to further roles is named where it is wished for", () => {
  expect(xmlOf()).not.toMatch(/TransitiveTagKeys|SourceIdentity/);
  const xml = xmlOf({ transitive: ["team", "studiouserid"], sourceIdentity: "alice" });
  expect(xml).toContain(
    'Attributes/TransitiveTagKeys"><AttributeValue>team</AttributeValue><AttributeValue>studiouserid</AttributeValue>',
  );
  expect(xml).toContain('Attributes/SourceIdentity"><AttributeValue>alice</AttributeValue>');
});
