import { expect, test } from "@jest/globals";
import { fakeClient } from "../../../test/fake-client.ts";
import { findIdentities } from "./identity-center.ts";

const place = { region: "us-east-1" };
const instance = { Instances: [{ IdentityStoreId: "d-9067000000" }] };
const gone = Object.assign(new Error("no user"), { name: "ResourceNotFoundException" });

test("users that are there, with their addresses; one that is not is left out", async () => {
  const store = fakeClient({ DescribeUser: [{ Emails: [{ Value: "a@example.com" }, {}] }, gone, {}] });
  expect(
    await findIdentities(["u-1", "u-2", "u-3"], place, { admin: fakeClient({ ListInstances: instance }), store }),
  ).toEqual([
    { userId: "u-1", emails: ["a@example.com"] },
    { userId: "u-3", emails: [] },
  ]);
  expect(store.sent[0]?.input).toEqual({ IdentityStoreId: "d-9067000000", UserId: "u-1" });
});

test("an account that sees no instance knows nothing", async () => {
  const store = fakeClient({});
  expect(await findIdentities(["u-1"], place, { admin: fakeClient({ ListInstances: {} }), store })).toBeUndefined();
});

test("what is refused is told", async () => {
  const denied = Object.assign(new Error("no"), { name: "AccessDeniedException" });
  const clients = { admin: fakeClient({ ListInstances: instance }), store: fakeClient({ DescribeUser: denied }) };
  await expect(findIdentities(["u-1"], place, clients)).rejects.toThrow("no");
});
