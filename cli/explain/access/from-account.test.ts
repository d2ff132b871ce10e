import { describe, expect, test } from "@jest/globals";
import type { AccountFacts, RoleFacts } from "#shared/model/role-facts.ts";
import { account, allow, identity, named } from "#shared/policy/fixtures.ts";
import { bob, endpoint, question, role } from "./fixture.ts";
import { groundOfAccount, type Reads } from "./from-account.ts";

const { policy } = identity(allow("*"));
const trust = named("trust", "trust", []).policy;
const boundary = { arn: `arn:aws:iam::${account}:policy/b`, policy };
const team: RoleFacts = {
  ...{ arn: role, name: "team", id: "AROA", path: "/studio/", createdAt: undefined, trust, boundary: "none" },
  ...{ policies: [{ name: "inline", policy }], tags: { team: "A" }, maxSession: 3600, lastUsed: "never", services: [] },
};
const alice = `arn:aws:iam::${account}:user/people/alice`;
const facts: AccountFacts = {
  ...{ account, partition: "aws", roles: [team], resourcePolicies: undefined, managed: new Map(), takenAt: undefined },
  users: [
    {
      ...{ arn: alice, name: "alice", path: "/people/", tags: { team: "B" }, keys: undefined, boundary },
      policies: [{ name: "managed", arn: "arn:p", policy: undefined }],
    },
  ],
};
const refused = () => Promise.reject(new Error("refused"));
const reads = (change: Partial<Reads> = {}): Reads => ({
  ...{ facts, region: "eu-west-1", tags: async () => ({ team: "A" }), bucketPolicy: async () => undefined },
  ...{ organization: async () => ({ scps: [], rcps: [], unread: [] }), session: async () => undefined, ...change },
});
const ground = (asked: object = {}, change: Partial<Reads> = {}) => groundOfAccount(reads(change), question(asked));

describe("who asks", () => {
  test.each<[string, object]>([
    [bob, { arn: role, tags: { team: "A" }, layers: { identity: [{ name: "inline", policy }] } }],
    [role, { arn: role }],
    [
      alice,
      {
        arn: alice,
        layers: { identity: [{ name: "arn:p", policy: { document: undefined } }], boundary: { name: boundary.arn } },
      },
    ],
    [`arn:aws:iam::${account}:root`, { tags: {}, layers: { identity: [] } }],
  ])("%s", async (who, expected) => expect((await ground({ who })).asker).toMatchObject(expected));

  test.each([
    "arn:aws:sts::111122223333:assumed-role/other/bob",
    "arn:aws:iam::111122223333:role/team",
    "arn:aws:iam::111122223333:user/alice",
    bob.replace(account, "999988887777"),
  ])("nobody: %s", async (who) => expect((await ground({ who })).asker).toBeUndefined());
});

describe("the session", () => {
  const session = { tags: { team: "B" }, sourceIdentity: "bob", policies: [] };
  test("as the ledger knows it", async () => {
    const { asker, notes } = await ground({ accessKey: "ASIA1" }, { session: async () => session });
    expect(asker?.session).toEqual(session);
    expect(notes).not.toContainEqual(expect.stringContaining("tags of the session"));
  });
  test.each<[string, object, Partial<Reads>, string]>([
    ["nothing said", {}, {}, "tags of the session are not known: --session-tags, or --access-key"],
    ["the ledger has none", { accessKey: "ASIA1" }, {}, "the ledger knows no session of the key ASIA1"],
    ["the ledger does not answer", { accessKey: "ASIA1" }, { session: refused }, "the ledger cannot be read: refused"],
    ["its policy", {}, {}, "a session policy, where the session has one, is not known"],
  ])("%s: a note", async (_, asked, change, note) => {
    expect((await ground(asked, change)).notes).toContainEqual(expect.stringContaining(note));
  });
  test("tags that are given are known, and a role has no session", async () => {
    expect((await ground({ sessionTags: ["a=b"] })).notes).not.toContainEqual(
      expect.stringContaining("tags of the session"),
    );
    expect((await ground({ who: role })).notes).not.toContainEqual(expect.stringContaining("session"));
  });
});

describe("the resource", () => {
  test("SageMaker tells its tags, in its region", async () => {
    const asked: string[][] = [];
    const tags = async (...about: string[]) => {
      asked.push(about);
      return { team: "A" };
    };
    expect((await ground({}, { tags })).resource.tags).toEqual({ team: "A" });
    expect(asked).toEqual([[endpoint, "us-east-1"]]);
  });
  test("tags that are given are not asked for", async () => {
    expect((await ground({ resourceTags: ["a=b"] }, { tags: refused })).resource.tags).toEqual({ a: "b" });
  });
  test("tags that may not be read are a note", async () => {
    expect(await ground({}, { tags: refused })).toMatchObject({
      resource: { tags: {} },
      notes: expect.arrayContaining(["the tags of the resource cannot be read: refused"]),
    });
  });
  test("a role has its tags, and its trust for who takes it", async () => {
    const taken = await ground({ action: "sts:AssumeRole", resource: role });
    expect(taken.resource).toEqual({ tags: { team: "A" }, policy: { name: "trust of team", policy: trust } });
    expect((await ground({ action: "iam:GetRole", resource: role })).resource.policy).toBeUndefined();
  });
  test("a bucket has its policy", async () => {
    const found = named("policy of x", "resource", []);
    const bucketPolicy = async (bucket: string) => (bucket === "x" ? found : undefined);
    const { resource, notes } = await ground(
      { action: "s3:GetObject", resource: "arn:aws:s3:::x/y" },
      { bucketPolicy },
    );
    expect(resource.policy).toBe(found);
    expect(notes).toContain("the tags of the resource are not read: --resource-tags");
    expect(notes).not.toContainEqual(expect.stringContaining("a policy on the resource itself"));
  });
  test("another's policy is a note", async () => {
    expect((await ground()).notes).toContain("a policy on the resource itself, where it has one, is not read");
  });
});

test("the organisation's policies, and what is not known of them", async () => {
  const scps = [[identity(allow("*"))]];
  const { organization, notes } = await ground(
    {},
    { organization: async () => ({ scps, rcps: [], unread: ["not read"] }) },
  );
  expect(organization).toEqual({ scps, rcps: [] });
  expect(notes[0]).toBe("not read");
});
