import { callRecord } from "../../vendors/watch/example-acts.ts";
import { organizationExit } from "./organization-exit.ts";
import { fires, quiet, refused, registeredFor } from "./support/fixtures.ts";

const leave = callRecord("organizations", "LeaveOrganization", null);

fires(organizationExit, [
  ["it leaves", leave, "critical", "organizations LeaveOrganization"],
  ["refused", refused(leave), "high", "AccessDenied"],
  ["no contract covers it", leave, "critical", "LeaveOrganization", registeredFor("organizations")],
  ["a policy is changed", callRecord("organizations", "UpdatePolicy", { policyId: "p-1" }), "high", "UpdatePolicy"],
  [
    "declared",
    callRecord("organizations", "UpdatePolicy", { policyId: "p-1" }),
    "low",
    "UpdatePolicy",
    registeredFor("organizations"),
  ],
]);

quiet(organizationExit, [["accounts are listed", callRecord("organizations", "ListAccounts", null)]]);
