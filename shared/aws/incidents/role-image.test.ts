import { describe, expect, test } from "@jest/globals";
import { fakeIam, refusing, told } from "./fixture.ts";
import { readImage, readManaged } from "./role-image.ts";

const document = '{ "Version": "2012-10-17",\n  "Statement": [{"Resource":"arn:aws:s3:::a b/é%7B+\\"/*"}] }';
const encoded = encodeURIComponent(document);
const perfect = {
  GetRole: told({
    Role: {
      ...{ Arn: "arn:aws:iam::111122223333:role/x/r", RoleId: "AROAX", RoleName: "r", Path: "/x/" },
      ...{ CreateDate: new Date("2026-01-01"), Description: "of <somebody>", MaxSessionDuration: 7_200 },
      AssumeRolePolicyDocument: encoded,
      PermissionsBoundary: { PermissionsBoundaryArn: "arn:aws:iam::111122223333:policy/b" },
      Tags: [
        { Key: "team", Value: "" },
        { Key: "__proto__", Value: "x" },
      ],
    },
  }),
  ListRolePolicies: [
    told({ PolicyNames: ["two", "__proto__"], IsTruncated: true, Marker: "next" }),
    told({ PolicyNames: ["one"], IsTruncated: false, Marker: "ignored" }),
  ],
  GetRolePolicy: [
    told({ PolicyDocument: encoded }),
    told({ PolicyDocument: "%7B%7D" }),
    told({ PolicyDocument: "{}" }),
  ],
  ListAttachedRolePolicies: [
    told({ AttachedPolicies: [{ PolicyArn: "arn:b" }], IsTruncated: true, Marker: "next" }),
    told({ AttachedPolicies: [{ PolicyArn: "arn:a" }] }, "2026-11-29T20:00:09Z"),
  ],
  ListInstanceProfilesForRole: told({ InstanceProfiles: [{ InstanceProfileName: "q" }, { InstanceProfileName: "p" }] }),
};
const read = async (change: Parameters<typeof fakeIam>[0] = {}) => {
  const { client, sent } = fakeIam({ ...perfect, ...change });
  return { read: await readImage("r", client), sent };
};

test("a role with all that it holds, in order, documents byte for byte, at the newest answer's time", async () => {
  const { read: image, sent } = await read();
  expect(image).toEqual({
    at: "2026-11-29T20:00:09Z",
    value: {
      ...{ arn: "arn:aws:iam::111122223333:role/x/r", id: "AROAX", name: "r", path: "/x/" },
      ...{ createdAt: "2026-01-01T00:00:00.000Z", description: "of <somebody>", maxSession: 7_200 },
      trust: document,
      boundary: "arn:aws:iam::111122223333:policy/b",
      inline: [
        { name: "__proto__", document },
        { name: "one", document: "{}" },
        { name: "two", document: "{}" },
      ],
      attached: ["arn:a", "arn:b"],
      tags: [
        { key: "__proto__", value: "x" },
        { key: "team", value: "" },
      ],
      profiles: ["p", "q"],
    },
  });
  expect(sent.filter(({ operation }) => operation === "ListRolePolicies").map(({ input }) => input)).toEqual([
    { RoleName: "r" },
    { RoleName: "r", Marker: "next" },
  ]);
});

test("a bare role", async () => {
  const Role = { RoleName: "r", Description: "", AssumeRolePolicyDocument: encoded };
  const empty = { ListRolePolicies: told({}), ListAttachedRolePolicies: told({}) };
  const { read: image } = await read({ GetRole: told({ Role }), ...empty, ListInstanceProfilesForRole: told({}) });
  expect(image.value).toMatchObject({ description: undefined, boundary: undefined, maxSession: 3_600, path: "/" });
  expect(image.value).toMatchObject({ inline: [], attached: [], tags: [], profiles: [] });
});

describe("what is not there", () => {
  const gone = refusing("NoSuchEntityException");

  test("no role", async () => {
    const { read: image } = await read({ GetRole: gone, ListRolePolicies: gone, ListAttachedRolePolicies: gone });
    expect(image).toEqual({ value: undefined, at: "2026-11-29T20:00:00Z" });
  });

  test("a policy that went while it was read", async () => {
    const GetRolePolicy = [told({ PolicyDocument: "%7B%7D" }), gone, told({ PolicyDocument: "%7B%7D" })];
    expect((await read({ GetRolePolicy })).read.value?.inline.map(({ name }) => name)).toEqual(["__proto__", "two"]);
  });

  test("a role that is there and has no lists is half read: to be asked again", async () => {
    await expect(read({ ListAttachedRolePolicies: gone })).rejects.toMatchObject({ name: "NoSuchEntityException" });
  });
});

test.each([
  ["GetRole"],
  ["ListRolePolicies"],
  ["GetRolePolicy"],
  ["ListAttachedRolePolicies"],
  ["ListInstanceProfilesForRole"],
])("an image without %s is none", async (operation) => {
  await expect(read({ [operation]: refusing("AccessDenied") })).rejects.toMatchObject({ kind: "refused" });
  await expect(read({ [operation]: refusing("Throttling") })).rejects.toMatchObject({ name: "Throttling" });
});

describe("a managed policy", () => {
  const managed = (change: Parameters<typeof fakeIam>[0] = {}) =>
    readManaged(
      "arn:p",
      fakeIam({
        GetPolicy: told({ Policy: { DefaultVersionId: "v2" } }),
        GetPolicyVersion: told({ PolicyVersion: { Document: encoded } }),
        ...change,
      }).client,
    );

  test("in force", async () => expect(await managed()).toEqual({ arn: "arn:p", version: "v2", document }));

  test("gone", async () => {
    expect(await managed({ GetPolicy: refusing("NoSuchEntityException") })).toBeUndefined();
  });

  test("that may not be read is told", async () => {
    await expect(managed({ GetPolicyVersion: refusing("AccessDenied") })).rejects.toMatchObject({ kind: "refused" });
  });
});
