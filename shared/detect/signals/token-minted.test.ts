import { callRecord } from "../../vendors/watch/example-acts.ts";
import { fires, quiet, refused, registeredFor } from "./support/fixtures.ts";
import { tokenMinted } from "./token-minted.ts";

const federation = callRecord("sts", "GetFederationToken", { name: "stay", policy: '{"Version":"2012-10-17"}' });

fires(tokenMinted, [
  ["a user that it made", federation, "high", "GetFederationToken on stay", { how: "minted" }],
  ["refused: a role cannot", refused(federation), "medium", "AccessDenied"],
  ["a session of a user", callRecord("sts", "GetSessionToken", null), "medium", "GetSessionToken"],
  ["declared", federation, "low", "stay", registeredFor("sts")],
]);

quiet(tokenMinted, [
  ["a token for images", callRecord("ecr", "GetAuthorizationToken", {})],
  ["who am I", callRecord("sts", "GetCallerIdentity", null)],
]);
