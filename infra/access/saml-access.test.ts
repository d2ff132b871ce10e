import { describe, expect, test } from "@jest/globals";
import { App, Stack } from "aws-cdk-lib";
import { BadInput } from "../../shared/model/errors.ts";
import { type AskedRole, admits } from "../../shared/policy/trust.ts";
import { only } from "../constructs/fixture.ts";
import { studio, trustOf } from "./fixture.ts";
import { SamlAccess, type SamlAccessProps } from "./saml-access.ts";
import { StudioTeam } from "./studio-team.ts";

const issuer = "https://idp.example.com/metadata";
const metadata = (more = "") =>
  `<?xml version="1.0"?><md:EntityDescriptor xmlns:md="urn:x" entityID="${issuer}">${more}${" ".repeat(1_000)}</md:EntityDescriptor>`;

const resources = studio((stack, policies) => {
  const signIn = new SamlAccess(stack, "Saml", { metadata: metadata(), providerName: "corporate" });
  new StudioTeam(stack, "Team", { team: "TeamB", policies, signIn });
});

test("the provider is made of the metadata", () => {
  expect(only(resources, "AWS::IAM::SAMLProvider").Properties).toEqual({
    ...{ Name: "corporate", SamlMetadataDocument: metadata() },
  });
});

const role = "sagewarden-studio-TeamB";
const right: AskedRole = {
  principal: { arn: "arn:aws:iam::111122223333:saml-provider/corporate" },
  role: `arn:aws:iam::111122223333:role/sagewarden/studio/${role}`,
  action: "sts:AssumeRoleWithSAML",
  context: { "SAML:aud": "https://signin.aws.amazon.com/saml", "saml:iss": issuer },
  sessionTags: { team: "TeamB", studiouserid: "bob" },
  transitiveTagKeys: ["team", "studiouserid"],
  sourceIdentity: "bob",
};

describe("the role of a team is taken", () => {
  test("by an assertion with its tags", () => {
    expect(admits(trustOf(resources, role), right).decision).toBe("allowed");
  });

  test.each<[string, Partial<AskedRole>]>([
    ["another provider", { principal: { arn: "arn:aws:iam::111122223333:saml-provider/other" } }],
    ["another audience", { context: { ...right.context, "SAML:aud": "https://example.com/saml" } }],
    ["another issuer", { context: { ...right.context, "saml:iss": "https://evil.example.com" } }],
    ["another team", { sessionTags: { team: "TeamA", studiouserid: "bob" } }],
    ["no team", { sessionTags: { studiouserid: "bob" } }],
    ["nobody", { sessionTags: { team: "TeamB", studiouserid: "" } }],
    ["a further tag", { sessionTags: { team: "TeamB", studiouserid: "bob", admin: "true" } }],
    ["no transitive tags", { transitiveTagKeys: [] }],
    ["a further transitive tag", { transitiveTagKeys: ["team", "studiouserid", "admin"] }],
    ["somebody else as source identity", { sourceIdentity: "alice" }],
  ])("not with %s", (_, change) => {
    expect(admits(trustOf(resources, role), { ...right, ...change }).decision).toMatch(/Deny$|ambiguous/);
  });
});

const accessOf = (props: Partial<SamlAccessProps>, region = "us-east-1") =>
  new SamlAccess(new Stack(new App(), "Test", { env: { region } }), "Saml", { metadata: metadata(), ...props });

test.each([
  ["cn-north-1", "https://signin.amazonaws.cn/saml"],
  ["us-gov-west-1", "https://signin.amazonaws-us-gov.com/saml"],
  ["eu-west-1", "https://signin.aws.amazon.com/saml"],
])("the audience of %s", (region, audience) => {
  expect(accessOf({}, region).valuesFor()["saml-audience"]).toBe(audience);
});

test("issuer and audience may be given", () => {
  expect(accessOf({ issuer: "urn:idp", audience: "urn:aud", metadata: " ".repeat(1_000) }).valuesFor()).toMatchObject({
    ...{ "saml-issuer": "urn:idp", "saml-audience": "urn:aud" },
  });
});

test("the identity provider is told role and provider, in this order", () => {
  expect(accessOf({ providerName: "corporate" }).roleAttribute("arn:role")).toMatch(
    /^arn:role,arn:.*:saml-provider\/corporate$/,
  );
});

test.each([
  ["short", "<EntityDescriptor entityID='x'/>", "32 characters; allowed: at least 1000"],
  ["without an entity", " ".repeat(1_000), "0 entity descriptors"],
  ["with two entities", metadata('<EntityDescriptor entityID="two"/>'), "2 entity descriptors"],
  ["with a pattern for a name", metadata().replace(issuer, "https://*"), "other characters"],
])("metadata %s", (_, text, message) => {
  const act = () => accessOf({ metadata: text });
  expect(act).toThrow(BadInput);
  expect(act).toThrow(message);
});
