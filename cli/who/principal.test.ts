import { expect, test } from "@jest/globals";
import { account } from "#shared/attribute/fixtures.ts";
import type { IssuedSession } from "#shared/model/activity.ts";
import { keyId, salesRole, session } from "./fixture.ts";
import { principalOf } from "./principal.ts";

test("a role's session is whom a record would show", () => {
  expect(principalOf(session({ sourceIdentity: "alice" }))).toEqual({
    ...{ type: "AssumedRole", accessKeyId: keyId, account, arn: `arn:aws:sts::${account}:assumed-role/sales/alice` },
    session: {
      ...{ roleArn: salesRole, roleId: "AROASALES", name: "alice", createdAt: "2026-05-04T09:30:00Z" },
      sourceIdentity: "alice",
    },
  });
});

test.each<[IssuedSession["operation"], object]>([
  ["GetSessionToken", { ...session().issuedTo, accessKeyId: keyId }],
  ["GetFederationToken", { type: "FederatedUser", account, accessKeyId: keyId }],
  ["AssumeRoot", { type: "Root", accessKeyId: keyId }],
])("%s", (operation, expected) => expect(principalOf(session({ operation }))).toEqual(expected));

test("a row without a role is nobody in particular", () => {
  const { roleArn: _, roleId: _id, name: _name, ...bare } = session();
  expect(principalOf(bare)).toEqual({
    ...{ type: "AssumedRole", accessKeyId: keyId, session: { roleArn: "", createdAt: "2026-05-04T09:30:00Z" } },
  });
});
