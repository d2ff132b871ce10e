import { describe, expect, test } from "@jest/globals";
import type { StudioCalls, StudioPlace } from "../aws/sagemaker-studio.ts";
import { tableCache } from "./cache.ts";
import { memoryTable } from "./memory-ledger.ts";
import { studioReads } from "./studio.ts";

const region = "eu-west-1";
const arnOf = (type: string, { domainId, name }: Pick<StudioPlace, "domainId" | "name">): string =>
  `arn:aws:sagemaker:${region}:111122223333:${type}/${domainId}/${name}`;

/** Two domains: alice lives in d-1 with the domain's role, in d-2 with her own. */
const fixture = (change: Partial<StudioCalls> = {}) => {
  const asked: string[] = [];
  const calls: StudioCalls = {
    profilesNamed: async (_, name) => [{ region, domainId: "d-1", name }],
    describeProfile: async (place) => ({
      arn: arnOf("user-profile", place),
      executionRole: place.domainId === "d-2" ? "own-role" : undefined,
    }),
    describeSpace: async (place) => ({
      arn: arnOf("space", place),
      ownerProfile: place.name === "private" ? "alice" : undefined,
    }),
    describeDomain: async () => ({ profileRole: "domain-role", spaceRole: "space-role" }),
    ...change,
  };
  const counted = Object.fromEntries(
    Object.entries(calls).map(([name, call]) => [
      name,
      (...args: unknown[]) => {
        asked.push(name);
        return (call as (...all: unknown[]) => unknown)(...args);
      },
    ]),
  ) as unknown as StudioCalls;
  let seconds = 0;
  const now = () => new Date(Date.parse("2026-11-22T10:00:00Z") + seconds * 1000).toISOString();
  const wait = (more: number) => {
    seconds += more;
  };
  return { asked, wait, reads: studioReads({ calls: counted, cache: tableCache(memoryTable(), now) }) };
};

describe("profiles by name", () => {
  test("with the domain's role, and never with tags, which would be kept", async () => {
    expect(await fixture().reads.profilesNamed("alice", region)).toEqual([
      {
        arn: arnOf("user-profile", { domainId: "d-1", name: "alice" }),
        executionRole: "domain-role",
        roleIsOwn: false,
      },
    ]);
  });

  test("with their own role, without asking for the domain's", async () => {
    const { asked, reads } = fixture({ profilesNamed: async (_, name) => [{ region, domainId: "d-2", name }] });
    expect((await reads.profilesNamed("alice", region))[0]?.executionRole).toBe("own-role");
    expect(asked).toEqual(["profilesNamed", "describeProfile"]);
  });

  test("of all domains", async () => {
    const places = ["d-1", "d-2"].map((domainId) => ({ region, domainId, name: "alice" }));
    expect(await fixture({ profilesNamed: async () => places }).reads.profilesNamed("alice", region)).toHaveLength(2);
  });

  test("are asked for once", async () => {
    const { asked, reads } = fixture();
    await reads.profilesNamed("alice", region);
    const before = asked.length;
    await reads.profilesNamed("alice", region);
    expect(asked).toHaveLength(before);
  });

  test.each<[string, Partial<StudioCalls>]>([
    ["none is there", { profilesNamed: async () => [] }],
    ["too many to tell are there", { profilesNamed: async () => undefined }],
    ["it has no ARN", { describeProfile: async () => ({ arn: undefined, executionRole: undefined }) }],
  ])("nobody when %s, and that is kept for half a minute only", async (_, change) => {
    const { asked, reads, wait } = fixture(change);
    expect(await reads.profilesNamed("alice", region)).toEqual([]);
    const before = asked.length;
    wait(29);
    await reads.profilesNamed("alice", region);
    expect(asked).toHaveLength(before);
    wait(1);
    await reads.profilesNamed("alice", region);
    expect(asked).toHaveLength(2 * before);
  });
});

describe("an identity by its ARN", () => {
  test.each([
    ["a profile", "user-profile", "alice", "user-profile/d-1/alice", "domain-role"],
    ["a private space is its owner", "space", "private", "user-profile/d-1/alice", "domain-role"],
    [
      "a shared space is its own, with a role that others have too",
      "space",
      "shared",
      "space/d-1/shared",
      "space-role",
    ],
  ])("%s", async (_, type, name, found, role) => {
    const identity = await fixture().reads.studioIdentity(arnOf(type, { domainId: "d-1", name }));
    const arn = `arn:aws:sagemaker:${region}:111122223333:${found}`;
    expect(identity).toEqual({ arn, executionRole: role, roleIsOwn: false });
  });

  test("is asked for once", async () => {
    const { asked, reads } = fixture();
    const arn = arnOf("user-profile", { domainId: "d-1", name: "alice" });
    await reads.studioIdentity(arn);
    await reads.studioIdentity(arn);
    expect(asked).toEqual(["describeProfile", "describeDomain"]);
  });

  test.each([
    ["a training job", arnOf("training-job", { domainId: "a", name: "b" })],
    ["a profile without a name", `arn:aws:sagemaker:${region}:111122223333:user-profile/d-1`],
    ["another service's resource", "arn:aws:iam::111122223333:user-profile/d-1/alice"],
    ["__proto__", "__proto__"],
    ["a type named __proto__", arnOf("__proto__", { domainId: "d-1", name: "alice" })],
  ])("%s is none, without a call", async (_, arn) => {
    const { asked, reads } = fixture();
    expect(await reads.studioIdentity(arn)).toBeUndefined();
    expect(asked).toEqual([]);
  });

  test("a space that is gone is none", async () => {
    const { reads } = fixture({ describeSpace: async () => ({ arn: undefined, ownerProfile: undefined }) });
    expect(await reads.studioIdentity(arnOf("space", { domainId: "d-1", name: "x" }))).toBeUndefined();
  });
});
