import { expect, test } from "@jest/globals";
import { callRecord, ownIdentity, role, seenOf } from "../../vendors/watch/example-acts.ts";
import { emptyState } from "../../vendors/watch/state.ts";
import { containmentUndone } from "./containment-undone.ts";

const call = (eventName: string, request: object = {}, change: object = {}) =>
  callRecord("iam", eventName, { roleName: "vendor-auger", ...request }, change);
const contained = { ...emptyState(role), contained: { at: "2026-07-01T09:00:00Z", newSessions: "denied" as const } };
const look = (record: object, seen: Parameters<typeof seenOf>[1] = {}) => {
  const shown = seenOf(record, { how: "changed", ...seen });
  return [containmentUndone.detect(shown)?.length, containmentUndone.severityOf?.(shown)];
};

test.each([
  ["our policy is deleted", call("DeleteRolePolicy", { policyName: "SagewardenDenyEverything" }), {}, 1],
  ["our policy is rewritten", call("PutRolePolicy", { policyName: "SagewardenRevokeOlderSessions" }), {}, 1],
  [
    "our policy is detached",
    call("DetachRolePolicy", { policyArn: "arn:aws:iam::1:policy/sagewarden/SagewardenDenyAll" }),
    {},
    1,
  ],
  ["by the role itself", call("DeleteRolePolicy", { policyName: "SagewardenDenyEverything" }), { how: "session" }, 1],
  ["another policy", call("DeleteRolePolicy", { policyName: "SagemakerDeny" }), {}, 0],
  ["the trust, while contained", call("UpdateAssumeRolePolicy"), { before: contained }, 1],
  ["the trust, otherwise", call("UpdateAssumeRolePolicy"), {}, 0],
  ["the boundary, while contained", call("DeleteRolePermissionsBoundary"), { before: contained }, 1],
] as const)("%s", (_what, record, seen, count) => expect(look(record, seen)).toEqual([count, "critical"]));

test("a try: high", () => {
  expect(look(call("DeleteRolePolicy", { policyName: "SagewardenDeny" }, { errorCode: "AccessDenied" }))).toEqual([
    1,
    "high",
  ]);
});

test.each([
  ["Sagewarden itself is no concern", ownIdentity("sagewarden-contain-vendor"), undefined],
  ["another role below our path is", ownIdentity("helper"), 1],
  ["a role of another account is", ownIdentity("sagewarden-contain-vendor", "444455556666"), 1],
  ["a path that looks like ours is", ownIdentity("x:role/sagewarden/sagewarden-contain-vendor"), 1],
])("%s", (_what, userIdentity, count) => {
  expect(look(call("DeleteRolePolicy", { policyName: "SagewardenDeny" }, { userIdentity }))[0]).toBe(count);
});
