import { expect, test } from "@jest/globals";
import { account, callRecord, seenOf, vendorIdentity } from "../../vendors/watch/example-acts.ts";
import { roleChanged } from "./role-changed.ts";

const by = (userIdentity: object, change: object = {}) =>
  callRecord("iam", "PutRolePolicy", { roleName: "vendor-auger", policyName: "x" }, { userIdentity, ...change });
const roleIdentity = (path: string) => ({
  type: "AssumedRole",
  arn: `arn:aws:sts::${account}:assumed-role/${path.split("/").at(-1)}/x`,
  accountId: account,
  sessionContext: { sessionIssuer: { type: "Role", arn: `arn:aws:iam::${account}:role/${path}` } },
});
const look = (record: object, seen: Parameters<typeof seenOf>[1] = { how: "changed" }) => {
  const shown = seenOf(record, seen);
  return [roleChanged.detect(shown), roleChanged.severityOf?.(shown)];
};

test("by somebody", () => {
  expect(look(by(roleIdentity("dev")))).toEqual([
    [`arn:aws:sts::${account}:assumed-role/dev/x did PutRolePolicy`],
    "high",
  ]);
});
test("tried: medium", () => expect(look(by(roleIdentity("dev"), { errorCode: "AccessDenied" }))[1]).toBe("medium"));

test("a role that nobody registered: low", () => {
  const seen = { how: "changed", registered: false, role: `arn:aws:iam::${account}:role/dev` } as const;
  expect(look(by(roleIdentity("dev")), seen)[1]).toBe("low");
});

test.each([
  ["a provisioner", by(roleIdentity("terraform"))],
  ["Sagewarden", by(roleIdentity("sagewarden/sagewarden-contain-vendor"))],
  ["CloudFormation", by({ ...roleIdentity("cdk"), invokedBy: "cloudformation.amazonaws.com" })],
])("does not concern %s", (_what, record) => expect(look(record)[0]).toBeUndefined());

test("what the role does itself is another signal's", () => expect(look(by(vendorIdentity), {})[0]).toBeUndefined());
