import { describe, expect, test } from "@jest/globals";
import { fakeClient } from "../../../test/fake-client.ts";
import { findRole, listRoles, listRolesUnder, listUsers, userOfKey } from "./iam.ts";

const place = { region: "us-east-1" };

describe("a role", () => {
  const policy = {
    Statement: [
      { Effect: "Allow", Action: ["s3:GetObject", "s3:List*"] },
      { Effect: "Allow", Action: "sns:Publish" },
      { Effect: "Deny", Action: "sqs:*" },
    ],
  };

  test.each([encodeURIComponent(JSON.stringify(policy)), JSON.stringify(policy)])(
    "with its boundary, its policies and their actions %#",
    async (PolicyDocument) => {
      const client = fakeClient({
        GetRole: { Role: { Arn: "arn:r", PermissionsBoundary: { PermissionsBoundaryArn: "arn:b" } } },
        ListRolePolicies: { PolicyNames: ["own"] },
        GetRolePolicy: { PolicyDocument },
        ListAttachedRolePolicies: { AttachedPolicies: [{ PolicyName: "attached" }] },
      });
      expect(await findRole("r", place, client)).toEqual({
        arn: "arn:r",
        boundary: "arn:b",
        policies: ["own", "attached"],
        allowed: ["s3:GetObject", "s3:List*", "sns:Publish"],
        denied: ["sqs:*"],
      });
    },
  );

  test("with a policy of one statement, and one of none", async () => {
    const client = fakeClient({
      GetRole: { Role: { Arn: "arn:r" } },
      ListRolePolicies: { PolicyNames: ["one", "none"] },
      GetRolePolicy: [{ PolicyDocument: JSON.stringify({ Statement: policy.Statement[1] }) }, {}],
      ListAttachedRolePolicies: {},
    });
    expect(await findRole("r", place, client)).toMatchObject({ allowed: ["sns:Publish"], denied: [] });
  });

  test.each(["NoSuchEntity", "NoSuchEntityException"])("that is not there: %s", async (name) => {
    expect(await findRole("r", place, fakeClient({ GetRole: Object.assign(new Error(), { name }) }))).toBeUndefined();
  });

  test("another error goes on", async () => {
    const client = fakeClient({ GetRole: Object.assign(new Error("no"), { name: "AccessDenied" }) });
    await expect(findRole("r", place, client)).rejects.toThrow("no");
  });
});

test("roles with their trust, decoded where it is encoded", async () => {
  const client = fakeClient({
    ListRoles: [
      { Roles: [{ Arn: "a", AssumeRolePolicyDocument: "%7B%7D" }], Marker: "m" },
      { Roles: [{ Arn: "b", AssumeRolePolicyDocument: '{"100%":1}' }] },
    ],
  });
  expect(await listRoles(10, place, client)).toEqual([
    { arn: "a", trust: "{}" },
    { arn: "b", trust: '{"100%":1}' },
  ]);
});

test("users with their tags", async () => {
  const client = fakeClient({
    ListUsers: [{ Users: [{ UserName: "al" }], Marker: "m" }, { Users: [{ UserName: "bo" }] }],
    ListUserTags: [{ Tags: [{ Key: "__proto__", Value: "x" }] }, {}],
  });
  const [al, bo] = await listUsers(10, place, client);
  expect(Object.entries(al?.tags ?? {})).toEqual([["__proto__", "x"]]);
  expect(bo).toEqual({ name: "bo", tags: {} });
});

test("roles under a path, with their tags and boundaries; one that has just gone is left out", async () => {
  const client = fakeClient({
    ListRoles: [{ Roles: [{ RoleName: "a" }, { RoleName: "gone" }], Marker: "m" }, { Roles: [{ RoleName: "b" }] }],
    GetRole: [
      {
        Role: {
          Arn: "arn:a",
          Path: "/sagemaker/T/",
          Tags: [{ Key: "team", Value: "T" }],
          PermissionsBoundary: { PermissionsBoundaryArn: "arn:p" },
        },
      },
      Object.assign(new Error(), { name: "NoSuchEntityException" }),
      { Role: { Arn: "arn:b", Path: "/sagemaker/" } },
    ],
  });
  expect(await listRolesUnder("/sagemaker/", place, client)).toEqual([
    { arn: "arn:a", name: "a", path: "/sagemaker/T/", tags: { team: "T" }, boundary: "arn:p" },
    { arn: "arn:b", name: "b", path: "/sagemaker/", tags: {}, boundary: undefined },
  ]);
  expect(client.sent[0]?.input).toEqual({ PathPrefix: "/sagemaker/" });
});

test.each([
  ["used", { LastUsedDate: new Date("2026-11-22T10:00:00Z"), ServiceName: "s3" }, "2026-11-22T10:00:00.000Z", "s3"],
  ["never used", { ServiceName: "N/A", Region: "N/A" }, undefined, undefined],
])("the user of a key that was %s", async (_, AccessKeyLastUsed, lastUsed, service) => {
  const client = fakeClient({ GetAccessKeyLastUsed: { UserName: "alice", AccessKeyLastUsed } });
  expect(await userOfKey("AKIA1", place, client)).toEqual({ user: "alice", lastUsed, service });
});

test("a key of no user here", async () => {
  const client = fakeClient({ GetAccessKeyLastUsed: Object.assign(new Error(), { name: "NoSuchEntityException" }) });
  expect(await userOfKey("AKIA1", place, client)).toBeUndefined();
});
