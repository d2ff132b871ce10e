import { callRecord } from "../../vendors/watch/example-acts.ts";
import { foreignTrustWritten } from "./foreign-trust-written.ts";
import { fires, quiet, refused, registeredFor } from "./support/fixtures.ts";

const trust = (principal: unknown, rest: object = {}) =>
  JSON.stringify({
    Version: "2012-10-17",
    Statement: [
      { Effect: "Allow", Principal: { Service: "ec2.amazonaws.com" }, Action: "sts:AssumeRole" },
      { Effect: "Allow", Principal: principal, Action: "sts:AssumeRole", ...rest },
    ],
  });
const updated = (principal: unknown, rest?: object) =>
  callRecord("iam", "UpdateAssumeRolePolicy", { roleName: "r", policyDocument: trust(principal, rest) });
const foreign = { AWS: "arn:aws:iam::193672423079:root" };
const created = callRecord("iam", "CreateRole", { roleName: "r", assumeRolePolicyDocument: trust(foreign) });

fires(foreignTrustWritten, [
  [
    "a second statement trusts another account",
    updated(foreign),
    "critical",
    "UpdateAssumeRolePolicy on r; it trusts 193672423079",
  ],
  ["a new role does", created, "critical", "it trusts 193672423079"],
  ["by its digits alone", updated({ AWS: ["193672423079"] }), "critical", "193672423079"],
  [
    "the vendor's own account is no exception",
    updated({ AWS: "arn:aws:iam::999988887777:role/x" }),
    "critical",
    "999988887777",
  ],
  ["everybody", updated("*"), "critical", "anybody"],
  [
    "an external id limits nobody to us",
    updated("*", { Condition: { StringEquals: { "sts:ExternalId": "x" } } }),
    "critical",
    "anybody",
  ],
  ["no contract covers it", created, "critical", "193672423079", registeredFor("iam")],
  [
    "it failed, with its parameters",
    { ...created, errorCode: "EntityAlreadyExistsException" },
    "high",
    "tried, EntityAlreadyExists",
  ],
]);

quiet(foreignTrustWritten, [
  ["its own account", updated({ AWS: "arn:aws:iam::111122223333:root" })],
  ["a service", updated({ Service: "lambda.amazonaws.com" })],
  ["a deny", updated(foreign, { Effect: "Deny" })],
  [
    "our own provider",
    updated({ Federated: "arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com" }),
  ],
  [
    "everybody of an organisation",
    updated("*", { Condition: { StringEquals: { "aws:PrincipalOrgID": "o-4amkskbcf3" } } }),
  ],
  ["refused: no policy is told", refused(created)],
  ["a policy that is no JSON", callRecord("iam", "UpdateAssumeRolePolicy", { roleName: "r", policyDocument: "{" })],
]);
