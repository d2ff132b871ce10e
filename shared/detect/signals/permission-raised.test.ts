import { callRecord, vendorIdentity } from "../../vendors/watch/example-acts.ts";
import { permissionRaised } from "./permission-raised.ts";
import { fires, quiet, refused, registeredFor } from "./support/fixtures.ts";

const attach = callRecord("iam", "AttachUserPolicy", {
  userName: "backdoor",
  policyArn: "arn:aws:iam::aws:policy/AdministratorAccess",
});
const own = callRecord("iam", "PutRolePolicy", { roleName: "vendor-auger", policyName: "x", policyDocument: "{}" });

fires(permissionRaised, [
  ["a policy for a user", attach, "critical", "AttachUserPolicy on backdoor"],
  ["refused", refused(attach), "high", "tried, AccessDenied"],
  ["declared", attach, "low", "backdoor", registeredFor("iam")],
  ["its own role, though iam is declared", own, "critical", "its own role", registeredFor("iam")],
  ["a boundary goes", callRecord("iam", "DeleteUserPermissionsBoundary", { userName: "x" }), "critical", "on x"],
  ["a deny goes", callRecord("iam", "DeleteRolePolicy", { roleName: "x", policyName: "deny" }), "high", "on x"],
  [
    "a cluster's entry",
    callRecord("eks", "CreateAccessEntry", { name: "c", principalArn: "arn:aws:iam::1:role/x" }),
    "critical",
    "on c",
  ],
  [
    "a role is made",
    callRecord("iam", "CreateRole", { roleName: "x", assumeRolePolicyDocument: "{}" }),
    "high",
    "on x",
  ],
  ["a policy is made", callRecord("iam", "CreatePolicy", { policyName: "x" }), "medium", "CreatePolicy"],
]);

quiet(permissionRaised, [
  [
    "a service makes its linked role",
    callRecord(
      "iam",
      "CreateServiceLinkedRole",
      { aWSServiceName: "autoscaling.amazonaws.com" },
      { userIdentity: { ...vendorIdentity, invokedBy: "autoscaling.amazonaws.com" } },
    ),
  ],
  ["policies are listed", callRecord("iam", "ListAttachedUserPolicies", { userName: "x" })],
  ["a policy of another service", callRecord("autoscaling", "PutScalingPolicy", { policyName: "x" })],
  ["somebody else edits the role", own, { how: "changed" }],
]);
