import { describe, expect, test } from "@jest/globals";
import { retryStep } from "../../contain/patience.ts";
import { IamRefusal, type RoleEdge, type RoleImage } from "../../model/role-image.ts";
import { at, fakeIam, refusing, told } from "./fixture.ts";
import { roleEdge } from "./role-edge.ts";

const image: RoleImage = {
  ...{ arn: "arn:aws:iam::111122223333:role/x/r", id: "AROAX", name: "r", path: "/x/" },
  ...{ createdAt: "2026-01-01T00:00:00.000Z", description: "d", maxSession: 7_200, trust: "{}", boundary: "arn:b" },
  ...{ inline: [], attached: [], profiles: [] },
  tags: [
    { key: "aws:cloudformation:stack-name", value: "s" },
    { key: "team", value: "" },
  ],
};
const gone = refusing("NoSuchEntityException");

type Write = (roles: RoleEdge) => Promise<string>;

describe("a write is one call and answers IAM's time", () => {
  test.each<[string, object, Write]>([
    [
      "PutRolePolicy",
      { RoleName: "r", PolicyName: "p", PolicyDocument: "{}" },
      (roles) => roles.putInline("r", "p", "{}"),
    ],
    ["DeleteRolePolicy", { RoleName: "r", PolicyName: "p" }, (roles) => roles.deleteInline("r", "p")],
    ["UpdateAssumeRolePolicy", { RoleName: "r", PolicyDocument: "{}" }, (roles) => roles.setTrust("r", "{}")],
    ["AttachRolePolicy", { RoleName: "r", PolicyArn: "arn:p" }, (roles) => roles.attach("r", "arn:p")],
    ["DetachRolePolicy", { RoleName: "r", PolicyArn: "arn:p" }, (roles) => roles.detach("r", "arn:p")],
    [
      "PutRolePermissionsBoundary",
      { RoleName: "r", PermissionsBoundary: "arn:b" },
      (roles) => roles.setBoundary("r", "arn:b"),
    ],
    ["DeleteRolePermissionsBoundary", { RoleName: "r" }, (roles) => roles.setBoundary("r", undefined)],
    ["UpdateRole", { RoleName: "r", MaxSessionDuration: 7_200, Description: "d" }, (roles) => roles.update("r", image)],
    [
      "UpdateRole",
      { RoleName: "r", MaxSessionDuration: 3_600, Description: "" },
      (roles) => roles.update("r", { maxSession: 3_600, description: undefined }),
    ],
    ["TagRole", { RoleName: "r", Tags: [{ Key: "team", Value: "" }] }, (roles) => roles.tag("r", image.tags)],
    ["UntagRole", { RoleName: "r", TagKeys: ["a"] }, (roles) => roles.untag("r", ["a", "aws:b"])],
    ["GetRole", { RoleName: "r" }, (roles) => roles.tag("r", [])],
    ["GetRole", { RoleName: "r" }, (roles) => roles.untag("r", ["AWS:b"])],
    ["AddRoleToInstanceProfile", { RoleName: "r", InstanceProfileName: "p" }, (roles) => roles.addToProfile("r", "p")],
    [
      "RemoveRoleFromInstanceProfile",
      { RoleName: "r", InstanceProfileName: "p" },
      (roles) => roles.removeFromProfile("r", "p"),
    ],
    [
      "CreateRole",
      {
        ...{ RoleName: "r", Path: "/x/", AssumeRolePolicyDocument: "{}", Description: "d", MaxSessionDuration: 7_200 },
        PermissionsBoundary: "arn:b",
        Tags: [{ Key: "team", Value: "" }],
      },
      (roles) => roles.create(image),
    ],
    ["DeleteRole", { RoleName: "r" }, (roles) => roles.delete("r")],
  ])("%s %j", async (operation, input, act) => {
    const { client, sent } = fakeIam({});
    expect(await act(roleEdge(client))).toBe(at);
    expect(sent).toEqual([{ operation, input }]);
  });
});

describe("what is gone already is taken away", () => {
  test.each<[string, Write]>([
    ["DeleteRolePolicy", (roles) => roles.deleteInline("r", "p")],
    ["DetachRolePolicy", (roles) => roles.detach("r", "arn:p")],
    ["DeleteRolePermissionsBoundary", (roles) => roles.setBoundary("r", undefined)],
    ["RemoveRoleFromInstanceProfile", (roles) => roles.removeFromProfile("r", "p")],
    ["DeleteRole", (roles) => roles.delete("r")],
  ])("%s", async (operation, act) => {
    expect(await act(roleEdge(fakeIam({ [operation]: gone }).client))).toBe(at);
  });

  test.each<[string, Write]>([
    ["PutRolePolicy", (roles) => roles.putInline("r", "p", "{}")],
    ["UpdateAssumeRolePolicy", (roles) => roles.setTrust("r", "{}")],
    ["AttachRolePolicy", (roles) => roles.attach("r", "arn:p")],
    ["PutRolePermissionsBoundary", (roles) => roles.setBoundary("r", "arn:b")],
    ["TagRole", (roles) => roles.tag("r", image.tags)],
    ["UntagRole", (roles) => roles.untag("r", ["team"])],
    ["UpdateRole", (roles) => roles.update("r", image)],
  ])("%s needs the role", async (operation, act) => {
    const roles = roleEdge(fakeIam({ [operation]: gone }).client);
    await expect(act(roles)).rejects.toMatchObject({ name: "IamRefusal", kind: "gone" });
  });
});

describe("an instance profile", () => {
  const full = { AddRoleToInstanceProfile: refusing("LimitExceededException") };
  const role = { GetRole: told({ Role: { RoleName: "r" } }) };

  test("that has the role is as it should be", async () => {
    const ListInstanceProfilesForRole = told({ InstanceProfiles: [{ InstanceProfileName: "p" }] });
    const { client } = fakeIam({ ...full, ...role, ListInstanceProfilesForRole });
    expect(await roleEdge(client).addToProfile("r", "p")).toBe(at);
  });

  test("that has another role is full", async () => {
    const { client } = fakeIam({ ...full, ...role });
    await expect(roleEdge(client).addToProfile("r", "p")).rejects.toMatchObject({ kind: "full" });
  });

  test("that is gone cannot take it", async () => {
    const { client } = fakeIam({ AddRoleToInstanceProfile: gone });
    await expect(roleEdge(client).addToProfile("r", "p")).rejects.toMatchObject({ kind: "gone" });
  });
});

describe("making a role again", () => {
  const exists = { CreateRole: refusing("EntityAlreadyExistsException") };

  test("that is there already", async () => {
    const { client } = fakeIam({ ...exists, GetRole: told({ Role: { Path: "/x/" } }) });
    expect(await roleEdge(client).create(image)).toBe(at);
  });

  test("whose name another role took", async () => {
    const { client } = fakeIam({ ...exists, GetRole: told({ Role: { Path: "/", Arn: "arn:other" } }) });
    await expect(roleEdge(client).create(image)).rejects.toThrow("another role has the name r: arn:other");
  });

  test("that IAM does not show yet is asked for again", async () => {
    const { client } = fakeIam({ ...exists, GetRole: gone });
    const error = await roleEdge(client)
      .create(image)
      .catch((thrown: unknown) => thrown);
    expect(error).not.toBeInstanceOf(IamRefusal);
    expect(retryStep(error as Error, 1)).toMatchObject({ shouldRetry: true });
  });

  test("of a trust that names who is no longer there", async () => {
    const { client } = fakeIam({ CreateRole: refusing("MalformedPolicyDocumentException") });
    await expect(roleEdge(client).create(image)).rejects.toMatchObject({ kind: "malformed" });
  });
});
