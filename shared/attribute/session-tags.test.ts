import { describe, expect, test } from "@jest/globals";
import type { Creation, IssuedSession } from "../model/activity.ts";
import { tagMap } from "../model/tags.ts";
import {
  account,
  aliceProfile,
  creationBy,
  key,
  lookupsOf,
  roleArn,
  rolePrincipal,
  samlUser,
  sessionOf,
  settingsWith,
  short,
  type Table,
  userPrincipal,
} from "./fixtures.ts";
import { attribute } from "./index.ts";

const run = async (principal: Creation["principal"], table: Table, settings = settingsWith()) => {
  const lookups = lookupsOf(table);
  const attribution = await attribute(creationBy(principal), settings, lookups);
  return { ...attribution, short: short(attribution.owner), calls: lookups.calls };
};

/** alice, federated by SAML with session tags: the perfect case. */
const federated = (change: Partial<IssuedSession> = {}): IssuedSession =>
  sessionOf("analyst", "alice", {
    operation: "AssumeRoleWithSAML",
    tags: { studiouserid: "alice", team: "TeamA" },
    subject: "transient-1",
    issuedTo: samlUser,
    ...change,
  });
const analyst = rolePrincipal("analyst", "alice");

describe("a session with tags", () => {
  test("proves both with one ledger read", async () => {
    const seen = await run(analyst, { sessions: [federated()] });
    expect(seen.owner).toEqual({
      studiouserid: {
        value: "alice",
        evidence: {
          resolver: "session-tags",
          field: "AssumeRoleWithSAML: requestParameters.principalTags.studiouserid",
          strength: "proven",
        },
      },
      team: {
        value: "TeamA",
        evidence: {
          resolver: "session-tags",
          field: "AssumeRoleWithSAML: requestParameters.principalTags.team",
          strength: "proven",
        },
      },
    });
    expect(seen.calls).toEqual([`sessionByKey ${key}`]);
    expect(seen.conflicts).toEqual([]);
  });

  test.each<[string, Partial<IssuedSession>, string]>([
    ["the keys are written StudioUserId and TEAM", { tags: { StudioUserId: "alice", TEAM: "TeamA" } }, "alice/TeamA"],
    ["only studiouserid is given", { tags: { studiouserid: "alice" } }, "alice/TeamA"],
    ["only the team is given", { tags: { team: "TeamA" } }, "-/TeamA"],
    ["another session", { accessKeyId: "ASIAEXAMPLE000000002" }, "-/-"],
    ["the row is of another role", { roleId: "AROAOTHER", roleArn: roleArn("other") }, "-/-"],
    ["the row has the role's name but another id", { roleId: "AROAOTHER" }, "-/-"],
    ["the row is of another session name", { name: "bob" }, "-/-"],
    ["the row tells no role", { roleId: undefined, roleArn: undefined } as never, "-/-"],
    ["the row is of another operation", { operation: "GetFederationToken" }, "-/-"],
    ["the session was issued 4 minutes after the call", { issuedAt: "2026-05-04T10:04:00Z" }, "alice/TeamA"],
    ["the session was issued 6 minutes after the call", { issuedAt: "2026-05-04T10:06:00Z" }, "-/-"],
    ["the time of issue is none", { issuedAt: "yesterday" }, "-/-"],
    ["the session expired 59 minutes before the call", { expiresAt: "2026-05-04T09:01:00Z" }, "alice/TeamA"],
    ["the session expired 61 minutes before the call", { expiresAt: "2026-05-04T08:59:00Z" }, "-/-"],
    ["the expiry is not told", { expiresAt: undefined } as never, "alice/TeamA"],
    ["two keys differ only by case", { tags: { studiouserid: "alice", StudioUserId: "bob" } }, "-/-"],
    ["the person is not in the directory", { tags: { studiouserid: "mallory", team: "TeamA" } }, "-/TeamA"],
    ["the person's name differs in case", { tags: { studiouserid: "Alice" } }, "-/-"],
    ["the team is not in the directory", { tags: { studiouserid: "alice", team: "TeamX" } }, "alice/TeamA"],
    ["the person is __proto__", { tags: tagMap([["studiouserid", "__proto__"]]) }, "-/-"],
    ["the team is constructor", { tags: { team: "constructor" } }, "-/-"],
    ["it was asked for from another account", { issuedTo: { type: "AWSAccount", account: "999988887777" } }, "-/-"],
  ])("%s", async (_, change, expected) => {
    const { short, conflicts } = await run(analyst, { sessions: [federated(change)] });
    expect(short).toBe(expected);
    expect(conflicts).toEqual([]);
  });

  test("a value outside the directory is told", async () => {
    const { unproven } = await run(analyst, { sessions: [federated({ tags: { studiouserid: "mallory" } })] });
    expect(unproven).toEqual([
      {
        tag: "studiouserid",
        value: "mallory",
        why: "the directory has no such person (AssumeRoleWithSAML: requestParameters.principalTags.studiouserid)",
      },
    ]);
  });

  test("a team that is not the person's excludes both", async () => {
    const seen = await run(analyst, {
      sessions: [federated({ tags: { studiouserid: "alice", team: "TeamB" } })],
      roles: { [roleArn("analyst")]: { team: "TeamB" } },
    });
    expect(seen.short).toBe("-/-");
    expect(seen.conflicts).toEqual([
      expect.objectContaining({ tag: "team", claimed: "TeamB", proven: null }) as unknown,
    ]);
    expect(seen.calls).toEqual([`sessionByKey ${key}`]);
  });

  test("a call at a time that is none has no session", async () => {
    const creation = creationBy(analyst, { at: "once" });
    const rows = [federated({ expiresAt: undefined } as never)];
    expect(short((await attribute(creation, settingsWith(), lookupsOf({ sessions: rows }))).owner)).toBe("-/-");
  });

  test.each<[string, Partial<IssuedSession>, string]>([
    ["the row tells only the role's id", { roleArn: undefined } as never, "alice/TeamA"],
    ["the row tells only the role's ARN", { roleId: undefined } as never, "alice/TeamA"],
    ["the row tells another ARN and no id", { roleId: undefined, roleArn: roleArn("other") } as never, "-/-"],
  ])("is the principal's when %s", async (_, change, expected) => {
    expect((await run(analyst, { sessions: [federated(change)] })).short).toBe(expected);
  });

  test("is not taken when neither tells a role", async () => {
    const { roleArn: _, roleId: __, ...session } = analyst.session ?? {};
    const row = federated({ roleArn: undefined, roleId: undefined } as never);
    expect((await run({ ...analyst, session }, { sessions: [row] })).short).toBe("-/-");
  });

  test("an organisation's account is not another account", async () => {
    const issuedTo = { type: "AWSAccount", account: "999988887777" };
    const settings = settingsWith({ organization: { accounts: ["999988887777"] } });
    const row = federated({ operation: "AssumeRole", issuedTo });
    expect((await run(analyst, { sessions: [row] }, settings)).short).toBe("alice/TeamA");
  });

  test("a principal of another account proves nothing", async () => {
    const foreign = rolePrincipal("analyst", "alice", { account: "999988887777" });
    expect((await run(foreign, { sessions: [federated()] })).short).toBe("-/-");
  });
});

describe("whom AWS authenticated behind the session", () => {
  const untagged = { tags: {} };
  test.each<[string, Partial<IssuedSession>, string, number]>([
    ["a SAML subject", { ...untagged, subject: "alice@idp.example.com" }, "alice/TeamA", 0],
    ["a SAML subject of nobody", { ...untagged, subject: "eve@idp.example.com" }, "-/-", 0],
    ["a SAML subject that differs in case", { ...untagged, subject: "Alice@idp.example.com" }, "-/-", 0],
    [
      "a web identity's subject, which any provider may choose",
      { ...untagged, operation: "AssumeRoleWithWebIdentity", subject: "alice@idp.example.com" },
      "-/-",
      0,
    ],
    [
      "a web identity's tags, which its provider asserts",
      { operation: "AssumeRoleWithWebIdentity", subject: "bob@idp.example.com" },
      "alice/TeamA",
      0,
    ],
    ["an IAM user", { ...untagged, operation: "AssumeRole", issuedTo: userPrincipal("alice-iam") }, "alice/TeamA", 0],
    [
      "an IAM user of another account",
      { ...untagged, operation: "AssumeRole", issuedTo: userPrincipal("alice-iam", { account: "999988887777" }) },
      "-/-",
      0,
    ],
    ["an unknown IAM user", { ...untagged, operation: "AssumeRole", issuedTo: userPrincipal("x") }, "-/-", 0],
    [
      "an IAM user who asked for somebody else's tag",
      { tags: { studiouserid: "bob" }, operation: "AssumeRole", issuedTo: userPrincipal("alice-iam") },
      "alice/TeamA",
      1,
    ],
    [
      "an IAM user who asked for another team",
      { tags: { team: "TeamB" }, operation: "AssumeRole", issuedTo: userPrincipal("alice-iam") },
      "alice/TeamA",
      1,
    ],
    [
      "an IAM user who asked for a name outside the directory",
      { tags: { studiouserid: "zed" }, operation: "AssumeRole", issuedTo: userPrincipal("alice-iam") },
      "alice/TeamA",
      1,
    ],
    [
      "an IAM user who asked for the right tags",
      { operation: "AssumeRole", issuedTo: userPrincipal("alice-iam") },
      "alice/TeamA",
      0,
    ],
    [
      "an Identity Center user",
      {
        ...untagged,
        operation: "AssumeRole",
        issuedTo: rolePrincipal(
          "aws-reserved/sso.amazonaws.com/AWSReservedSSO_Analyst_0123456789abcdef",
          "alice@example.com",
          { accessKeyId: "ASIAEXAMPLE000000009" },
        ),
      },
      "alice/TeamA",
      0,
    ],
    [
      "a role that only looks like Identity Center's",
      {
        ...untagged,
        operation: "AssumeRole",
        issuedTo: rolePrincipal("AWSReservedSSO_Analyst_0123456789abcdef", "alice@example.com", {
          accessKeyId: "ASIAEXAMPLE000000009",
        }),
      },
      "-/-",
      0,
    ],
    ["a provider that asserts two people", { subject: "bob@idp.example.com" }, "-/-", 2],
    [
      "a provider whose tags are outside the directory",
      { subject: "alice@idp.example.com", tags: { studiouserid: "alice@example.com", team: "Sales" } },
      "alice/TeamA",
      0,
    ],
    ["a provider that asserts another team", { subject: "alice@idp.example.com", tags: { team: "TeamB" } }, "-/-", 1],
    ["a provider that asserts the same person twice", { subject: "alice@idp.example.com" }, "alice/TeamA", 0],
  ])("%s", async (_, change, expected, conflicts) => {
    const seen = await run(analyst, { sessions: [federated(change)] });
    expect(seen.short).toBe(expected);
    expect(seen.conflicts).toHaveLength(conflicts);
  });

  test("tells what a user asked for, and where", async () => {
    const asked = { operation: "AssumeRole", issuedTo: userPrincipal("alice-iam") } as const;
    const row = federated({ ...asked, tags: { studiouserid: "bob", Team: "TeamB" } });
    expect((await run(analyst, { sessions: [row] })).conflicts).toEqual([
      {
        tag: "team",
        claimed: "TeamB",
        claimedIn: "AssumeRole: requestParameters.tags.Team",
        proven: "TeamA",
        provenIn: "AssumeRole: userIdentity.userName",
      },
      {
        tag: "studiouserid",
        claimed: "bob",
        claimedIn: "AssumeRole: requestParameters.tags.studiouserid",
        proven: "alice",
        provenIn: "AssumeRole: userIdentity.userName",
      },
    ]);
  });

  test("lets nobody be the owner where a provider asserts two people, and asks no further", async () => {
    const row = federated({ tags: { studiouserid: "bob" }, subject: "alice@idp.example.com" });
    const seen = await run(analyst, { sessions: [row], roles: { [roleArn("analyst")]: { team: "TeamA" } } });
    expect(seen.short).toBe("-/-");
    expect(seen.conflicts).toEqual([
      {
        tag: "studiouserid",
        claimed: "bob",
        claimedIn: "AssumeRoleWithSAML: requestParameters.principalTags.studiouserid",
        proven: null,
        provenIn: "AssumeRoleWithSAML: responseElements.subject",
      },
    ]);
    expect(seen.calls).toEqual([`sessionByKey ${key}`]);
  });

  test("lets nobody be the owner where two people are authenticated", async () => {
    const row = federated({ tags: {}, subject: "alice@idp.example.com" });
    const onBehalf = { ...analyst, onBehalfOf: { userId: "906700000000000000000000000000000002" } };
    const seen = await run(onBehalf, { sessions: [row], roles: { [roleArn("analyst")]: { team: "TeamA" } } });
    expect(seen.short).toBe("-/-");
    expect(seen.conflicts).toMatchObject([{ claimed: "bob", proven: null }]);
  });

  test("an IAM user's own tags prove the person who asked", async () => {
    const row = federated({ operation: "AssumeRole", tags: {}, issuedTo: userPrincipal("alice.2") });
    const seen = await run(analyst, { sessions: [row], users: { "alice.2": { studiouserid: "alice" } } });
    expect(seen.short).toBe("alice/TeamA");
    expect(seen.owner.studiouserid?.evidence.field).toBe("AssumeRole: tag studiouserid of IAM user alice.2");
  });
});

describe("a chain", () => {
  const second = "ASIAEXAMPLE000000002";
  /** alice's federated session assumes `job`. */
  const chained = rolePrincipal("job", "run");
  const asker = rolePrincipal("analyst", "alice", { accessKeyId: second });
  const own = (change: Partial<IssuedSession> = {}): IssuedSession =>
    sessionOf("job", "run", { issuedTo: asker, ...change });
  const earlier = (change: Partial<IssuedSession> = {}): IssuedSession =>
    federated({ accessKeyId: second, issuedAt: "2026-05-04T09:40:00Z", ...change });

  test.each<[string, Partial<IssuedSession>, Partial<IssuedSession>, string, number]>([
    ["AWS tells the inherited tag", { inheritedTags: { studiouserid: "alice" } }, { tags: {} }, "alice/TeamA", 0],
    ["the earlier session passed its tag on", {}, { transitiveKeys: ["StudioUserID"] }, "alice/TeamA", 0],
    [
      "the earlier session inherited it itself",
      {},
      { tags: {}, inheritedTags: { studiouserid: "alice" } },
      "alice/TeamA",
      0,
    ],
    ["the tag was not transitive", {}, {}, "-/-", 0],
    [
      "an override of an inherited tag",
      { inheritedTags: { studiouserid: "alice" }, tags: { studiouserid: "bob" } },
      { tags: {} },
      "alice/TeamA",
      1,
    ],
    [
      "an override of a passed-on tag",
      { tags: { studiouserid: "bob" } },
      { transitiveKeys: ["studiouserid"] },
      "alice/TeamA",
      1,
    ],
    ["somebody else's name over a tag that was not transitive", { tags: { studiouserid: "bob" } }, {}, "-/-", 1],
    ["the same name over a tag that was not transitive", { tags: { studiouserid: "alice" } }, {}, "alice/TeamA", 0],
    [
      "a name over a tag outside the directory, e.g. a machine's",
      { tags: { studiouserid: "bob" } },
      { tags: { studiouserid: "ci-runner" } },
      "bob/TeamB",
      0,
    ],
    [
      "the earlier session began after the later",
      {},
      { transitiveKeys: ["studiouserid"], issuedAt: "2026-05-04T09:56:00Z" },
      "-/-",
      0,
    ],
    [
      "the earlier session was asked for from another account",
      { inheritedTags: { studiouserid: "alice" } },
      { operation: "AssumeRole", issuedTo: { type: "AWSAccount", account: "999988887777" } },
      "-/-",
      0,
    ],
    [
      "the first user of the chain",
      {},
      { tags: {}, operation: "AssumeRole", issuedTo: userPrincipal("bob-iam") },
      "bob/TeamB",
      0,
    ],
    [
      "the first user passed on somebody else's name",
      { inheritedTags: { studiouserid: "alice" } },
      { operation: "AssumeRole", transitiveKeys: ["studiouserid"], issuedTo: userPrincipal("bob-iam") },
      "bob/TeamB",
      1,
    ],
    [
      "the first user, and a passed-on name of unknown origin",
      { inheritedTags: { studiouserid: "alice" } },
      { tags: {}, operation: "AssumeRole", issuedTo: userPrincipal("bob-iam") },
      "-/-",
      1,
    ],
  ])("%s", async (_, change, asker, expected, conflicts) => {
    const seen = await run(chained, { sessions: [own(change), earlier(asker)] });
    expect(seen.short).toBe(expected);
    expect(seen.conflicts).toHaveLength(conflicts);
  });

  test("in which an earlier session was somebody else's leaves nobody, and asks no further", async () => {
    const sessions = [own({ tags: { studiouserid: "bob" } }), earlier()];
    const seen = await run(chained, { sessions, roles: { [roleArn("job")]: { team: "TeamB" } } });
    expect(seen.short).toBe("-/-");
    expect(seen.conflicts).toMatchObject([{ tag: "studiouserid", claimed: "bob", proven: null }]);
  });

  test("of many sessions is followed for five", async () => {
    const keyOf = (n: number) => `ASIAEXAMPLE00000001${n}`;
    const sessions = [...Array(9).keys()].map((n) =>
      sessionOf("job", "run", {
        accessKeyId: keyOf(n),
        issuedTo: rolePrincipal("job", "run", { accessKeyId: keyOf(n + 1) }),
      }),
    );
    const first = rolePrincipal("job", "run", { accessKeyId: keyOf(0) });
    const tagged = sessions.map((session, n) => (n === 0 ? { ...session, tags: { studiouserid: "bob" } } : session));
    const seen = await run(first, { sessions: tagged });
    expect(seen.calls.filter((call) => call.startsWith("sessionByKey"))).toHaveLength(5);
    expect(seen.short).toBe("-/-");
    expect(seen.unproven[0]?.why).toMatch("more than 5 sessions");
    const ended = [...tagged.slice(0, 4), sessionOf("job", "run", { accessKeyId: keyOf(4), issuedTo: samlUser })];
    expect((await run(first, { sessions: ended })).short).toBe("bob/TeamB");
  });

  test("that leads back to itself ends", async () => {
    const row = sessionOf("job", "run", { issuedTo: rolePrincipal("job", "run") });
    const { short, calls } = await run(chained, { sessions: [row] });
    expect(short).toBe("-/-");
    expect(calls.filter((call) => call.startsWith("sessionByKey"))).toHaveLength(2);
  });
});

describe("a session whose key changed", () => {
  const sso = "aws-reserved/sso.amazonaws.com/AWSReservedSSO_Analyst_0123456789abcdef";
  const portal = rolePrincipal(sso, "alice@example.com");
  const found = (principal: Creation["principal"], row: IssuedSession): Table => {
    const { roleId, name, createdAt } = principal.session ?? {};
    return { byRole: { [`${roleId} ${name} ${createdAt}`]: { ...row, accessKeyId: "ASIAEXAMPLE000000099" } } };
  };
  const row = sessionOf(sso, "alice@example.com", {
    operation: "AssumeRoleWithSAML",
    tags: { team: "TeamA", studiouserid: "alice" },
    issuedTo: samlUser,
  });

  test("of Identity Center is found by role, name and second", async () => {
    const seen = await run(portal, found(portal, row));
    expect(seen.short).toBe("alice/TeamA");
    expect(seen.owner.studiouserid?.evidence.resolver).toBe("session-tags");
  });
  test("of SAML in the console is found too", async () => {
    expect((await run(analyst, found(analyst, federated()))).short).toBe("alice/TeamA");
  });
  test("of AssumeRole is not: the caller chooses the name", async () => {
    expect((await run(analyst, found(analyst, federated({ operation: "AssumeRole" })))).short).toBe("-/-");
  });
  test("without tags leaves the person to Identity Center", async () => {
    const untagged = { ...row, tags: {}, subject: "alice@idp.example.com" };
    const seen = await run(portal, found(portal, untagged));
    expect(seen.owner.studiouserid).toMatchObject({ value: "alice", evidence: { resolver: "identity-center" } });
  });
  test("with a team alone proves the team, and leaves the person to Identity Center", async () => {
    const { owner } = await run(portal, found(portal, { ...row, tags: { team: "TeamA" } }));
    expect(owner).toMatchObject({
      team: { evidence: { resolver: "session-tags" } },
      studiouserid: { value: "alice", evidence: { resolver: "identity-center" } },
    });
  });
  test("with the person alone proves it", async () => {
    const { owner } = await run(portal, found(portal, { ...row, tags: { studiouserid: "alice" } }));
    expect(owner.studiouserid).toMatchObject({ value: "alice", evidence: { resolver: "session-tags" } });
  });
  test.each(["roleId", "name", "createdAt"] as const)("is not looked for without %s", async (field) => {
    const { [field]: _, ...session } = portal.session ?? {};
    const { calls } = await run({ ...portal, session }, {});
    expect(calls).not.toContain("sessionByRole");
  });
  test("with somebody else's tag proves nobody", async () => {
    const seen = await run(portal, found(portal, { ...row, tags: { studiouserid: "bob" } }));
    expect(seen.short).toBe("-/-");
    expect(seen.conflicts).toHaveLength(1);
  });
  test("is not looked for under names that no session can have", async () => {
    const hostile = rolePrincipal(sso, "a b\n", { accessKeyId: "AKIA****************" });
    expect((await run(hostile, {})).calls).toEqual([`roleTags ${roleArn(sso)}`]);
  });
});

describe("a federated user's token", () => {
  const federatedUser: Creation["principal"] = {
    type: "FederatedUser",
    account,
    arn: `arn:aws:sts::${account}:federated-user/session`,
    accessKeyId: key,
    session: { name: "session", createdAt: "2026-05-04T09:50:00Z" },
  };
  const token = (change: Partial<IssuedSession> = {}): IssuedSession => {
    const {
      roleArn: _,
      roleId: __,
      ...row
    } = sessionOf("x", "session", {
      operation: "GetFederationToken",
      tags: { studiouserid: "alice" },
      issuedTo: userPrincipal("broker"),
    });
    return { ...row, ...change };
  };
  test.each<[string, IssuedSession, string]>([
    ["with tags", token(), "alice/TeamA"],
    ["of another name", token({ name: "other" }), "-/-"],
    ["of a user in the directory", token({ tags: {}, issuedTo: userPrincipal("bob-iam") }), "bob/TeamB"],
    ["of a user who asks for another's name", token({ issuedTo: userPrincipal("bob-iam") }), "bob/TeamB"],
  ])("%s", async (_, row, expected) => {
    expect((await run(federatedUser, { sessions: [row] })).short).toBe(expected);
  });
});

describe("the source identity beside tags that were asked for", () => {
  const studio = rolePrincipal("studio", "SageMaker");
  const principal = { ...studio, session: { ...studio.session, sourceIdentity: "alice-profile" } };
  const second = "ASIAEXAMPLE000000002";
  const row = (change: Partial<IssuedSession>): IssuedSession =>
    sessionOf("studio", "SageMaker", { sourceIdentity: "alice-profile", ...change });
  const askedBy = rolePrincipal("analyst", "alice", { accessKeyId: second });
  const earlier = (change: Partial<IssuedSession>): IssuedSession => federated({ accessKeyId: second, ...change });
  const asked = (tags: Record<string, string>): Partial<IssuedSession> => ({
    operation: "AssumeRole",
    subject: "x",
    tags,
    issuedTo: { type: "Root", account },
  });
  const bob = { studiouserid: "bob" };

  test.each<[string, readonly IssuedSession[], string, number]>([
    ["somebody else's name: the profile's owner", [row({ tags: bob })], "alice/TeamA", 1],
    ["another team", [row({ tags: { team: "TeamB" } })], "alice/TeamA", 1],
    ["the same person", [row({ tags: { studiouserid: "alice" } })], "alice/TeamA", 0],
    ["a name outside the directory", [row({ tags: { studiouserid: "zed" } })], "alice/TeamA", 1],
    [
      "the name that the earlier session asked for too",
      [row({ tags: bob, issuedTo: askedBy }), earlier(asked(bob))],
      "alice/TeamA",
      1,
    ],
    [
      "an earlier session that a provider says is bob's: nobody",
      [row({ tags: bob, issuedTo: askedBy }), earlier({ tags: bob })],
      "-/-",
      1,
    ],
    [
      "an earlier session that asked for a third name: nobody",
      [row({ tags: bob, issuedTo: askedBy }), earlier(asked({ studiouserid: "carol" }))],
      "-/-",
      1,
    ],
    [
      "a user whom AWS authenticated is the owner",
      [row({ tags: {}, issuedTo: userPrincipal("bob-iam") })],
      "bob/TeamB",
      0,
    ],
  ])("%s", async (_, sessions, expected, conflicts) => {
    const seen = await run(principal, { sessions, profiles: [aliceProfile()] });
    expect(seen.short).toBe(expected);
    expect(seen.conflicts).toHaveLength(conflicts);
  });

  test.each<[string, Table]>([
    ["no profile", {}],
    ["two profiles", { profiles: [aliceProfile(), aliceProfile({ arn: `${aliceProfile().arn}2` })] }],
    ["a profile of another role", { profiles: [aliceProfile({ executionRole: roleArn("other") })] }],
    ["a profile of nobody", { profiles: [aliceProfile({ tags: {} })] }],
    ["a profile of somebody outside the directory", { profiles: [aliceProfile({ tags: { studiouserid: "zed" } })] }],
  ])("is no witness where it names %s", async (_, table) => {
    expect((await run(principal, { sessions: [row({ tags: bob })], ...table })).short).toBe("bob/TeamB");
  });

  test("is told as the proof", async () => {
    const { conflicts } = await run(principal, { sessions: [row({ tags: bob })], profiles: [aliceProfile()] });
    expect(conflicts).toEqual([
      {
        tag: "studiouserid",
        claimed: "bob",
        claimedIn: "AssumeRole: requestParameters.tags.studiouserid",
        proven: "alice",
        provenIn: `sessionContext.sourceIdentity: tag studiouserid of ${aliceProfile().arn}`,
      },
    ]);
  });

  test("is not asked for where a provider asserts the tags, or there are none", async () => {
    const of = { ...analyst, session: { ...analyst.session, sourceIdentity: "alice-profile" } };
    const { calls } = await run(of, { sessions: [federated()] });
    expect(calls).toEqual([`sessionByKey ${key}`]);
  });
});

test("tags that were asked for by a session whose STS record has not been seen prove nobody yet", async () => {
  const issuedTo = rolePrincipal("hop", "x", { accessKeyId: "ASIAEXAMPLE000000002" });
  const asked = sessionOf("job", "run", { tags: { studiouserid: "bob" }, issuedTo });
  const seen = await run(rolePrincipal("job", "run"), { sessions: [asked] });
  expect(seen.short).toBe("-/-");
  expect(seen.unproven).toMatchObject([{ tag: "studiouserid", value: "bob" }]);
  const waited = await run(rolePrincipal("job", "run"), { sessions: [asked], recordsMayBeLate: false });
  expect(waited.short).toBe("bob/TeamB");
  const hop = sessionOf("hop", "x", { accessKeyId: "ASIAEXAMPLE000000002", issuedTo: userPrincipal("alice-iam") });
  const later = await run(rolePrincipal("job", "run"), { sessions: [asked, hop] });
  expect([later.short, later.conflicts.length]).toEqual(["alice/TeamA", 1]);
});
