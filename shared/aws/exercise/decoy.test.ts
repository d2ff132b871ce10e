import { describe, expect, test } from "@jest/globals";
import { fakeClient } from "../../../test/fake-client.ts";
import { decoyOf } from "../../vendors/role/decoy.ts";
import { place as account, contractWith } from "../../vendors/role/fixture.ts";
import { makeDecoy, removeDecoy, takeDecoy } from "./decoy.ts";

const place = { region: "us-east-1" };
const decoy = decoyOf(contractWith(), account, "made-for-this-exercise");
const error = (name: string) => Object.assign(new Error("no"), { name });
const operations = ({ sent }: ReturnType<typeof fakeClient>) => sent.map(({ operation }) => operation);

test("the role is made, then the policy that keeps it from data, then the contract's", async () => {
  const client = fakeClient({ CreateRole: {}, PutRolePolicy: {} });
  await makeDecoy(decoy, place, client as never);
  expect(client.sent.map(({ input }) => (input as { PolicyName?: string }).PolicyName)).toEqual([
    undefined,
    "exercise",
    "contract",
  ]);
  expect(client.sent[0]?.input).toMatchObject({ Path: "/vendor/auger/", RoleName: "sagewarden-exercise-auger" });
});

const there = {
  GetRole: { Role: { Arn: decoy.arn, PermissionsBoundary: { PermissionsBoundaryArn: "arn:b" } } },
  ListRoleTags: { Tags: [{ Key: "sagewarden:exercise", Value: "auger" }] },
  ListRolePolicies: { PolicyNames: ["contract", "SagewardenDenyAll"] },
  ListAttachedRolePolicies: { AttachedPolicies: [{ PolicyArn: "arn:p" }] },
  ...{ DeleteRolePolicy: {}, DetachRolePolicy: {}, DeleteRolePermissionsBoundary: {}, DeleteRole: {} },
};

describe("removing", () => {
  test("takes off all that is on it, also what contains it", async () => {
    const client = fakeClient(there);
    expect(await removeDecoy(decoy, place, client as never)).toBe("removed");
    expect(operations(client).filter((operation) => /^De/.test(operation))).toEqual([
      "DeleteRolePolicy",
      "DeleteRolePolicy",
      "DetachRolePolicy",
      "DeleteRolePermissionsBoundary",
      "DeleteRole",
    ]);
  });

  test("what is gone already is no error", async () => {
    expect(await removeDecoy(decoy, place, fakeClient({ GetRole: error("NoSuchEntityException") }) as never)).toBe(
      "none",
    );
    const going = fakeClient({ ...there, DeleteRolePolicy: error("NoSuchEntity"), DeleteRole: error("NoSuchEntity") });
    expect(await removeDecoy(decoy, place, going as never)).toBe("removed");
  });

  test.each([
    ["without the tag", { ListRoleTags: { Tags: [] } }],
    ["of another path", { GetRole: { Role: { Arn: decoy.arn.replace("/vendor/auger/", "/") } } }],
  ])("a role %s is left alone", async (_what, change) => {
    const client = fakeClient({ ...there, ...change });
    await expect(removeDecoy(decoy, place, client as never)).rejects.toThrow("is no decoy of ours: it is left alone");
    expect(operations(client).filter((operation) => /^De/.test(operation))).toEqual([]);
  });
});

describe("taking", () => {
  test("refused: no session", async () => {
    const client = fakeClient({ AssumeRole: error("AccessDenied") });
    expect(await takeDecoy(decoy, "x", place, client as never)).toBeUndefined();
  });

  test("with the external id, for a quarter of an hour", async () => {
    const client = fakeClient({
      AssumeRole: { Credentials: { AccessKeyId: "A", SecretAccessKey: "s", SessionToken: "t" } },
    });
    expect(await takeDecoy(decoy, "made-for-this-exercise", place, client as never)).toBeDefined();
    expect(client.sent[0]?.input).toMatchObject({ ExternalId: "made-for-this-exercise", DurationSeconds: 900 });
  });

  test("another fault is told", async () => {
    const client = fakeClient({ AssumeRole: error("Throttling") });
    await expect(takeDecoy(decoy, "x", place, client as never)).rejects.toThrow("no");
  });
});
