import { expect, test } from "@jest/globals";
import { fakeClient } from "../../../test/fake-client.ts";
import { readRole } from "./role.ts";

const place = { region: "us-east-1" };
const document = (Action: string) =>
  encodeURIComponent(
    JSON.stringify({ Version: "2012-10-17", Statement: [{ Effect: "Allow", Action, Resource: "*" }] }),
  );
const trust = { Version: "2012-10-17", Statement: [{ Effect: "Allow", Principal: "*", Action: "sts:AssumeRole" }] };
const arn = "arn:aws:iam::111122223333:role/x/r";
const boundary = "arn:aws:iam::111122223333:policy/b";
const named = (name: string) => Object.assign(new Error(name), { name, $metadata: { httpStatusCode: 400 } });

const perfect = {
  GetRole: {
    Role: {
      ...{ Arn: arn, RoleId: "AROAX", Path: "/x/", CreateDate: new Date("2026-01-01"), MaxSessionDuration: 7_200 },
      AssumeRolePolicyDocument: encodeURIComponent(JSON.stringify(trust)),
      Tags: [{ Key: "team", Value: "TeamA" }],
      PermissionsBoundary: { PermissionsBoundaryArn: boundary },
      RoleLastUsed: { LastUsedDate: new Date("2026-11-01"), Region: "eu-west-1" },
    },
  },
  ListRolePolicies: [{ PolicyNames: ["one"], Marker: "next" }, { PolicyNames: ["two"] }],
  GetRolePolicy: [{ PolicyDocument: document("s3:*") }, { PolicyDocument: document("sqs:*") }],
  ListAttachedRolePolicies: { AttachedPolicies: [{ PolicyName: "audit", PolicyArn: "arn:aws:iam::aws:policy/audit" }] },
  GetPolicy: { Policy: { DefaultVersionId: "v2" } },
  GetPolicyVersion: { PolicyVersion: { Document: document("iam:List*") } },
  GenerateServiceLastAccessedDetails: { JobId: "j" },
  GetServiceLastAccessedDetails: [
    { JobStatus: "IN_PROGRESS" },
    {
      JobStatus: "COMPLETED",
      ServicesLastAccessed: [
        { ServiceNamespace: "s3", LastAuthenticated: new Date("2026-11-02") },
        { ServiceNamespace: "iam" },
      ],
    },
  ],
};
const read = (change: object = {}) => {
  const client = fakeClient({ ...perfect, ...change });
  return readRole("r", place, client, async () => undefined);
};

test("a role with all of its policies, pages included", async () => {
  const role = await read();
  expect(role).toMatchObject({
    ...{ arn, name: "r", id: "AROAX", path: "/x/", maxSession: 7_200, createdAt: "2026-01-01T00:00:00.000Z" },
    trust: { problems: [], document: { statements: [{ principals: { anybody: true } }] } },
    boundary: { arn: boundary, policy: { problems: [] } },
    lastUsed: { at: "2026-11-01T00:00:00.000Z", region: "eu-west-1" },
    services: [
      { service: "s3", lastAt: "2026-11-02T00:00:00.000Z" },
      { service: "iam", lastAt: undefined },
    ],
  });
  expect(role?.policies.map(({ name, policy }) => [name, policy?.document?.statements[0]?.actions])).toEqual([
    ["one", ["s3:*"]],
    ["two", ["sqs:*"]],
    ["audit", ["iam:List*"]],
  ]);
});

test("no such role", async () => expect(await read({ GetRole: named("NoSuchEntityException") })).toBeUndefined());

test("what may not be read is unknown", async () => {
  const denied = named("AccessDenied");
  const role = await read({ GetPolicy: denied, GetRolePolicy: denied, GenerateServiceLastAccessedDetails: denied });
  expect(role?.policies.map(({ policy }) => policy)).toEqual([undefined, undefined, undefined]);
  expect(role).toMatchObject({ boundary: { arn: boundary, policy: undefined }, services: undefined });
});

test("a report that never comes is unknown, and so is one that failed", async () => {
  expect((await read({ GetServiceLastAccessedDetails: { JobStatus: "IN_PROGRESS" } }))?.services).toBeUndefined();
  expect((await read({ GetServiceLastAccessedDetails: { JobStatus: "FAILED" } }))?.services).toBeUndefined();
});

test("a report that could not be asked for is told", async () => {
  await expect(read({ GenerateServiceLastAccessedDetails: new Error("no network") })).rejects.toThrow("no network");
});

test("no boundary, never used", async () => {
  const { PermissionsBoundary: _, RoleLastUsed: __, ...Role } = perfect.GetRole.Role;
  expect(await read({ GetRole: { Role } })).toMatchObject({ boundary: "none", lastUsed: "never" });
});

test("another failure is told", async () => {
  await expect(read({ ListRolePolicies: named("ServiceFailure") })).rejects.toThrow("ServiceFailure");
});
