import { expect, test } from "@jest/globals";
import { gather, type Sources } from "./facts.ts";

const sources: Sources = {
  region: async () => "us-east-1",
  account: async () => "111122223333",
  profiles: async () => [{ name: "alice", domainId: "d-1", tags: {} }],
  users: async () => [],
  roles: async () => [],
  records: async () => [{}],
};

test("everything is read from the region of the environment", async () => {
  expect(await gather(sources)).toEqual({
    account: "111122223333",
    region: "us-east-1",
    profiles: [{ name: "alice", domainId: "d-1", tags: {} }],
    users: [],
    roles: [],
    records: [{}],
    unread: [],
  });
});

test("what is refused is named, the rest is read", async () => {
  const facts = await gather({ ...sources, users: () => Promise.reject(new Error("denied")) });
  expect(facts.unread).toEqual(["IAM users: denied"]);
  expect(facts.profiles).toHaveLength(1);
});

test("without an account there is nothing to write", async () => {
  await expect(gather({ ...sources, account: () => Promise.reject(new Error("no credentials")) })).rejects.toThrow(
    "no credentials",
  );
});
