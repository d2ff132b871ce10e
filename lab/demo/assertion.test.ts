import { expect, test } from "@jest/globals";
import { assertionOf } from "./assertion.ts";

test("role and provider, session name and tags are where AWS looks for them", () => {
  const xml = Buffer.from(
    assertionOf({ provider: "PROVIDER", role: "ROLE", subject: "alice@example.com", tags: { team: "TeamA" } }),
    "base64",
  ).toString();
  expect(xml).toContain('Attributes/Role"><AttributeValue>ROLE,PROVIDER</AttributeValue>');
  expect(xml).toContain('Attributes/RoleSessionName"><AttributeValue>alice@example.com</AttributeValue>');
  expect(xml).toContain('Attributes/PrincipalTag:team"><AttributeValue>TeamA</AttributeValue>');
});
