import { callRecord } from "../../vendors/watch/example-acts.ts";
import { federationMade } from "./federation-made.ts";
import { fires, quiet, refused, registeredFor } from "./support/fixtures.ts";

const saml = callRecord("iam", "CreateSAMLProvider", { name: "evil", sAMLMetadataDocument: "<xml/>" });
const anchor = callRecord("rolesanywhere", "CreateTrustAnchor", { name: "malicious", enabled: true });

fires(federationMade, [
  ["a SAML provider", saml, "critical", "CreateSAMLProvider on evil"],
  ["a trust anchor", anchor, "critical", "rolesanywhere CreateTrustAnchor on malicious"],
  [
    "its profile",
    callRecord("rolesanywhere", "CreateProfile", { name: "p", roleArns: [] }),
    "critical",
    "CreateProfile",
  ],
  ["refused", refused(saml), "high", "AccessDenied"],
  ["declared", saml, "low", "evil", registeredFor("iam")],
]);

quiet(federationMade, [
  ["Route 53 has profiles too", callRecord("route53profiles", "CreateProfile", { name: "p" })],
  ["an instance of Connect", callRecord("connect", "CreateInstance", { name: "p" })],
  ["providers are listed", callRecord("iam", "ListSAMLProviders", null)],
]);
