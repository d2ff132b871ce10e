import { describe, expect, test } from "@jest/globals";
import type { Creation, IssuedSession, Retag } from "#shared/model/activity.ts";
import { nobody, type Owner } from "#shared/model/owner.ts";
import { type Tags, tagMap } from "#shared/model/tags.ts";
import { knowledgeOf } from "./lookups.ts";

const account = "123456789012";
const keys = { team: "team", studiouserid: "studiouserid" };
const here = `arn:aws:sagemaker:us-east-1:${account}:`;
const role = (name: string): string => `arn:aws:iam::${account}:role/${name}`;
const recorded = {
  eventId: "e",
  eventName: "x",
  at: "2026-07-01T12:00:00Z",
  account,
  region: "us-east-1",
  partition: "aws",
  principal: { type: "IAMUser" },
};
const creation = (kind: string, resource: string, requestTags: Tags, executionRole?: string): Creation => ({
  type: "creation",
  ...recorded,
  resource: { arn: resource.startsWith("arn:") ? resource : `${here}${resource}`, kind },
  announcedBy: "api",
  requestTags,
  tagsComplete: true,
  parents: [],
  ...(executionRole === undefined ? {} : { executionRole }),
});
const retag = (resource: string, added: Tags, removed: string[] = []): Retag => ({
  type: "retag",
  ...recorded,
  resource: { arn: `${here}${resource}`, kind: undefined },
  added,
  removed,
});
const session: IssuedSession = {
  accessKeyId: "ASIAKEY",
  operation: "AssumeRole",
  roleId: "AROAROLE",
  name: "alice",
  issuedAt: "2026-07-01T10:00:00Z",
  tags: tagMap([["team", "TeamA"]]),
  transitiveKeys: [],
  inheritedTags: tagMap([]),
  issuedTo: { type: "SAMLUser" },
};
const alice = tagMap([["studiouserid", "alice"]]);

describe("sessions", () => {
  const lookups = knowledgeOf([session], keys).of(account);
  test("by the issued key", async () => {
    expect(await lookups.sessionByKey("ASIAKEY")).toBe(session);
    expect(await lookups.sessionByKey("ASIAOTHER")).toBeUndefined();
  });
  test("by role id, name and the second", async () => {
    expect(await lookups.sessionByRole("AROAROLE", "alice", "2026-07-01T10:00:00.900Z")).toBe(session);
    expect(await lookups.sessionByRole("AROAROLE", "alice", "2026-07-01T10:00:01Z")).toBeUndefined();
    expect(await lookups.sessionByRole("AROAROLE", "bob", "2026-07-01T10:00:00Z")).toBeUndefined();
    expect(await lookups.sessionByRole("AROAOTHER", "alice", "2026-07-01T10:00:00Z")).toBeUndefined();
  });
  test.each<[string, Partial<IssuedSession>, IssuedSession | undefined]>([
    ["alike are one", {}, session],
    ["with other tags are nobody's", { tags: tagMap([["team", "TeamB"]]) }, undefined],
  ])("two of one name and second, %s", async (_, change, expected) => {
    const { sessionByRole } = knowledgeOf([session, { ...session, accessKeyId: "ASIASECOND", ...change }], keys).of(
      account,
    );
    expect(await sessionByRole("AROAROLE", "alice", "2026-07-01T10:00:00Z")).toBe(expected);
  });
});

describe("user profiles and spaces", () => {
  const knowledge = knowledgeOf([], keys);
  knowledge.learnCreation(creation("Domain", "domain/d-1", tagMap([]), role("Default")), nobody);
  knowledge.learnCreation(creation("UserProfile", "user-profile/d-1/alice", alice, role("Alice")), nobody);
  knowledge.learnCreation(creation("UserProfile", "user-profile/d-1/bob", tagMap([])), nobody);
  knowledge.learnCreation(creation("UserProfile", "user-profile/d-2/bob", tagMap([])), nobody);
  knowledge.learnCreation(creation("Space", "space/d-1/alice", alice), nobody);
  knowledge.learnCreation(
    creation("UserProfile", `arn:aws:sagemaker:us-east-1:999999999999:user-profile/d-1/carol`, alice),
    nobody,
  );
  const lookups = knowledge.of(account);

  test("a profile with its own role", async () => {
    const expected = {
      arn: `${here}user-profile/d-1/alice`,
      tags: alice,
      executionRole: role("Alice"),
      roleIsOwn: true,
    };
    expect(await lookups.profilesNamed("alice", "us-east-1")).toEqual([expected]);
    expect(await lookups.studioIdentity(expected.arn)).toEqual(expected);
  });
  test("all of one name: with the domain's role, or with none where the domain is not known", async () => {
    const found = await lookups.profilesNamed("bob", "us-east-1");
    expect(found.map(({ executionRole }) => executionRole)).toEqual([role("Default"), undefined]);
    expect(found.map(({ roleIsOwn }) => roleIsOwn)).toEqual([false, false]);
  });
  test("none of another region or account", async () => {
    expect(await lookups.profilesNamed("alice", "eu-west-1")).toEqual([]);
    expect(await lookups.profilesNamed("carol", "us-east-1")).toEqual([]);
    expect(await knowledge.of("999999999999").profilesNamed("carol", "us-east-1")).toHaveLength(1);
  });
  test("a space by its ARN", async () => {
    expect(await lookups.studioIdentity(`${here}space/d-1/alice`)).toMatchObject({
      tags: alice,
      executionRole: role("Default"),
    });
    expect(await lookups.studioIdentity(`${here}space/d-1/other`)).toBeUndefined();
  });
  test("what is tagged later is known later", async () => {
    knowledge.learnRetag(retag("user-profile/d-1/alice", tagMap([["team", "TeamA"]]), ["studiouserid"]));
    expect(await lookups.tagsOf(`${here}user-profile/d-1/alice`)).toEqual({ team: "TeamA" });
    expect((await lookups.studioIdentity(`${here}user-profile/d-1/alice`))?.tags).toEqual({ team: "TeamA" });
  });
});

test("a profile with a proven owner stays that owner's, whatever is tagged later", async () => {
  const knowledge = knowledgeOf([], keys);
  const evidence = { resolver: "request-tags", field: "f", strength: "corroborated" } as const;
  const owner = { team: null, studiouserid: { value: "alice", evidence } };
  knowledge.learnCreation(creation("UserProfile", "user-profile/d-1/alice", alice), owner);
  knowledge.learnRetag(retag("user-profile/d-1/alice", tagMap([["studiouserid", "bob"]])));
  const { studioIdentity, tagsOf } = knowledge.of(account);
  expect((await studioIdentity(`${here}user-profile/d-1/alice`))?.tags).toEqual({ studiouserid: "alice" });
  expect(await tagsOf(`${here}user-profile/d-1/alice`)).toEqual({ studiouserid: "bob" });
});

test("an owner is recorded", async () => {
  const knowledge = knowledgeOf([], keys);
  const owner: Owner = {
    team: { value: "TeamA", evidence: { resolver: "session-tags", field: "f", strength: "proven" } },
    studiouserid: null,
  };
  knowledge.learnCreation(
    creation("HyperParameterTuningJob", "hyper-parameter-tuning-job/t", tagMap([]), role("Jobs")),
    owner,
  );
  const arn = `${here}hyper-parameter-tuning-job/t`;
  expect(await knowledge.of(account).recordedOwner(arn)).toEqual({ arn, owner });
});

test("what no file tells is not known", async () => {
  const lookups = knowledgeOf([], keys).of(account);
  expect(await lookups.userTags("alice")).toEqual({});
  expect(await lookups.roleTags(role("x"))).toEqual({});
  expect(await lookups.tagsOf(`${here}model/m`)).toEqual({});
  expect(await lookups.recordedOwner(`${here}model/m`)).toBeUndefined();
  expect(await lookups.lineage({ arn: `${here}model/m`, kind: "Model" })).toBeUndefined();
});
