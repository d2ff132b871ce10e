import { describe, expect, test } from "@jest/globals";
import { at, fakeIam, refusing, told } from "./fixture.ts";
import { userEdge } from "./user-edge.ts";

const gone = refusing("NoSuchEntityException");
const perfect = {
  GetUser: told({ User: { Arn: "arn:aws:iam::111122223333:user/u", UserId: "AIDAX", UserName: "u" } }),
  ListAccessKeys: [
    told({ AccessKeyMetadata: [{ AccessKeyId: "AKIAB", Status: "Inactive" }], IsTruncated: true, Marker: "next" }),
    told({ AccessKeyMetadata: [{ AccessKeyId: "AKIAA", Status: "Active" }] }),
  ],
  ListUserPolicies: told({ PolicyNames: ["two", "one"] }),
  GetUserPolicy: told({ PolicyDocument: "%7B%7D" }),
  ListAttachedUserPolicies: told({ AttachedPolicies: [{ PolicyArn: "arn:b" }, { PolicyArn: "arn:a" }] }),
};
const read = (change: Parameters<typeof fakeIam>[0] = {}) =>
  userEdge(fakeIam({ ...perfect, ...change }).client).read("u");

describe("a user", () => {
  const value = {
    ...{ arn: "arn:aws:iam::111122223333:user/u", id: "AIDAX", name: "u", hasPassword: true },
    keys: [
      { id: "AKIAA", active: true },
      { id: "AKIAB", active: false },
    ],
    inline: [
      { name: "one", document: "{}" },
      { name: "two", document: "{}" },
    ],
    attached: ["arn:a", "arn:b"],
  };

  test("with a password", async () => expect(await read()).toEqual({ value, at }));

  test("without one", async () => {
    expect(await read({ GetLoginProfile: gone })).toEqual({ value: { ...value, hasPassword: false }, at });
  });

  test("gone", async () => {
    const lists = { ListAccessKeys: gone, ListUserPolicies: gone, ListAttachedUserPolicies: gone };
    expect(await read({ GetUser: gone, GetLoginProfile: gone, ...lists })).toEqual({ value: undefined, at });
  });

  test("that may not be read is told", async () => {
    await expect(read({ ListAccessKeys: refusing("AccessDenied") })).rejects.toMatchObject({ kind: "refused" });
  });
});

describe("a key", () => {
  test("has its owner", async () => {
    expect(await userEdge(fakeIam({ GetAccessKeyLastUsed: told({ UserName: "u" }) }).client).ownerOf("AKIAA")).toBe(
      "u",
    );
    expect(await userEdge(fakeIam({ GetAccessKeyLastUsed: gone }).client).ownerOf("AKIAA")).toBeUndefined();
  });

  test("that is gone cannot be made inactive", async () => {
    const users = userEdge(fakeIam({ UpdateAccessKey: gone }).client);
    await expect(users.setKey("u", "AKIAA", "Inactive")).rejects.toMatchObject({ kind: "gone" });
  });
});

test("writes are one call each and answer IAM's time", async () => {
  const { client, sent } = fakeIam({ DeleteUserPolicy: gone, DetachUserPolicy: gone });
  const users = userEdge(client);
  expect(await users.setKey("u", "AKIAA", "Inactive")).toBe(at);
  expect(await users.putInline("u", "p", "{}")).toBe(at);
  expect(await users.deleteInline("u", "p")).toBe(at);
  expect(await users.attach("u", "arn:p")).toBe(at);
  expect(await users.detach("u", "arn:p")).toBe(at);
  expect(sent).toEqual([
    { operation: "UpdateAccessKey", input: { UserName: "u", AccessKeyId: "AKIAA", Status: "Inactive" } },
    { operation: "PutUserPolicy", input: { UserName: "u", PolicyName: "p", PolicyDocument: "{}" } },
    { operation: "DeleteUserPolicy", input: { UserName: "u", PolicyName: "p" } },
    { operation: "AttachUserPolicy", input: { UserName: "u", PolicyArn: "arn:p" } },
    { operation: "DetachUserPolicy", input: { UserName: "u", PolicyArn: "arn:p" } },
  ]);
});
