import { describe, expect, test } from "@jest/globals";
import type { Creation, Principal } from "../model/activity.ts";
import type { Settings } from "../model/settings.ts";
import {
  account,
  creationBy,
  lookupsOf,
  place,
  roleArn,
  rolePrincipal,
  sessionOf,
  settingsWith,
  short,
  type Table,
  userPrincipal,
} from "./fixtures.ts";
import { attribute, isProvisioner } from "./index.ts";

const run = async (principal: Principal, requestTags: Record<string, string>, table: Table = {}) => {
  const lookups = lookupsOf(table);
  const seen = await attribute(creationBy(principal, { requestTags }), settingsWith(), lookups);
  return { ...seen, short: short(seen.owner), calls: lookups.calls };
};

describe("a claim of the request", () => {
  const alice = userPrincipal("alice-iam");
  test("that the proof agrees with is corroborated", async () => {
    const { owner, conflicts } = await run(alice, { studiouserid: "alice", team: "TeamA" });
    expect(owner).toEqual({
      studiouserid: {
        value: "alice",
        evidence: {
          resolver: "request-tags",
          field: "requestParameters.tags.studiouserid, as iam-user: userIdentity.userName",
          strength: "corroborated",
        },
      },
      team: {
        value: "TeamA",
        evidence: {
          resolver: "request-tags",
          field: "requestParameters.tags.team, as iam-user: settings.people.alice.team",
          strength: "corroborated",
        },
      },
    });
    expect(conflicts).toEqual([]);
  });

  test("of one tag leaves the other to the next resolver", async () => {
    const { owner } = await run(alice, { team: "TeamA" });
    expect(owner.team?.evidence.resolver).toBe("request-tags");
    expect(owner.studiouserid?.evidence.resolver).toBe("iam-user");
  });

  test("that the proof contradicts is a conflict, and the proof is the owner", async () => {
    const seen = await run(alice, { studiouserid: "bob", team: "TeamB" });
    expect(seen.short).toBe("alice/TeamA");
    expect(seen.unproven).toEqual([]);
    expect(seen.conflicts).toEqual([
      {
        tag: "team",
        claimed: "TeamB",
        claimedIn: "requestParameters.tags.team",
        proven: "TeamA",
        provenIn: "settings.people.alice.team",
      },
      {
        tag: "studiouserid",
        claimed: "bob",
        claimedIn: "requestParameters.tags.studiouserid",
        proven: "alice",
        provenIn: "userIdentity.userName",
      },
    ]);
  });

  test("that nothing supports is unproven and no owner", async () => {
    const seen = await run(rolePrincipal("etl", "bob"), { studiouserid: "bob", team: "TeamB" });
    expect(seen.short).toBe("-/-");
    expect(seen.conflicts).toEqual([]);
    expect(seen.unproven).toEqual([
      { tag: "team", value: "TeamB", why: "nothing proves who called (requestParameters.tags.team)" },
      { tag: "studiouserid", value: "bob", why: "nothing proves who called (requestParameters.tags.studiouserid)" },
    ]);
  });

  test("of the team may be corroborated by the role's tag, of the person not", async () => {
    const roles = { [roleArn("etl")]: { team: "TeamB", studiouserid: "bob" } };
    const seen = await run(rolePrincipal("etl", "x"), { studiouserid: "bob", team: "TeamB" }, { roles });
    expect(seen.short).toBe("-/TeamB");
    expect(seen.owner.team?.evidence).toMatchObject({ resolver: "request-tags", strength: "corroborated" });
  });

  test.each<[string, Record<string, string>, string]>([
    ["outside the directory", { studiouserid: "mallory" }, "the directory has no such person"],
    ["of a team outside the directory", { team: "TeamX" }, "the directory has no such team"],
    ["in another case", { studiouserid: "BOB" }, "the directory has no such person"],
    ["that is a property of every object", { studiouserid: "constructor" }, "the directory has no such person"],
  ])("%s is told", async (_, tags, why) => {
    const seen = await run(rolePrincipal("etl", "x"), tags);
    expect(seen.short).toBe("-/-");
    expect(seen.unproven[0]?.why).toMatch(why);
  });

  test("under a key in another case is another tag", async () => {
    expect((await run(alice, { StudioUserId: "bob" })).conflicts).toEqual([]);
  });

  test("of a state-change event is found among its tags", async () => {
    const creation = creationBy(
      { type: "Unknown" },
      { announcedBy: "state-change", requestTags: { studiouserid: "bob" } },
    );
    const { unproven } = await attribute(creation, settingsWith(), lookupsOf({}));
    expect(unproven[0]?.why).toBe("nothing proves who called (detail.Tags.studiouserid)");
  });

  test("that is huge is cut before it is told", async () => {
    const { unproven } = await run(rolePrincipal("etl", "x"), { studiouserid: "x".repeat(1_000_000) });
    expect(unproven[0]?.value).toHaveLength(257);
  });

  test("beside proofs that exclude each other is unproven", async () => {
    const row = sessionOf("etl", "x", { tags: { studiouserid: "alice", team: "TeamB" } });
    const seen = await run(rolePrincipal("etl", "x"), { studiouserid: "alice" }, { sessions: [row] });
    expect(seen.short).toBe("-/-");
    expect(seen.unproven[0]?.why).toMatch("the proofs exclude each other");
  });
});

describe("a provisioner", () => {
  const terraform = rolePrincipal("terraform", "run-1");
  test("is believed, without a lookup", async () => {
    const seen = await run(terraform, { studiouserid: "bob", team: "TeamB" });
    expect(seen.owner.studiouserid).toEqual({
      value: "bob",
      evidence: {
        resolver: "request-tags",
        field: "requestParameters.tags.studiouserid, by a declared provisioner",
        strength: "corroborated",
      },
    });
    expect(seen.short).toBe("bob/TeamB");
    expect(seen.calls).toEqual([]);
  });

  const bobRuns: Table = { sessions: [sessionOf("terraform", "run-1", { issuedTo: userPrincipal("bob-iam") })] };
  test.each<[string, Record<string, string>, Table, string, number]>([
    ["the person alone: the team is the directory's", { studiouserid: "bob" }, {}, "bob/TeamB", 0],
    ["a team alone: whoever runs the provisioner is not the owner", { team: "TeamA" }, bobRuns, "-/TeamA", 0],
    ["a team alone, of the person who runs it", { team: "TeamB" }, bobRuns, "bob/TeamB", 0],
    ["a team that is not the person's", { studiouserid: "bob", team: "TeamA" }, {}, "-/-", 1],
    ["a person outside the directory", { studiouserid: "mallory", team: "TeamA" }, {}, "-/TeamA", 0],
    ["a team outside the directory", { team: "TeamX" }, {}, "-/-", 0],
    ["nothing: then the session says", {}, bobRuns, "bob/TeamB", 0],
  ])("names %s", async (_, tags, table, expected, conflicts) => {
    const seen = await run(terraform, tags, table);
    expect(seen.short).toBe(expected);
    expect(seen.conflicts).toHaveLength(conflicts);
  });

  const is = (principal: Creation["principal"], change: Partial<Settings> = {}): boolean =>
    isProvisioner(principal, { recorded: { ...creationBy(principal), ...place }, settings: settingsWith(change) });
  const withRole = (arn: string): Principal => ({ ...terraform, session: { roleArn: arn, name: "x" } });
  test.each<[string, Principal, boolean]>([
    ["the role", terraform, true],
    ["the user", userPrincipal("ci"), true],
    ["another user", userPrincipal("ci2"), false],
    ["another role", rolePrincipal("terraform2", "x"), false],
    ["a role with a path", rolePrincipal("x/terraform", "x"), false],
    ["a role whose path spells out the pattern", withRole(`arn:aws:iam::${account}:role/x:role/terraform`), false],
    ["a role of another account", withRole(roleArn("terraform", "999988887777")), false],
    ["a session that is named so", rolePrincipal("other", "terraform"), false],
    ["a session without its role", { ...terraform, session: { name: "terraform" } }, false],
    ["a text that is no ARN", withRole("terraform"), false],
  ])("is %s: %s", (_, principal, expected) => {
    expect(is(principal)).toBe(expected);
  });
  test("of an account of the organisation", () => {
    const other = withRole(roleArn("terraform", "999988887777"));
    expect(is(other, { organization: { accounts: ["999988887777"] } })).toBe(true);
  });
});
