import { describe, expect, test } from "@jest/globals";
import { account, settingsWith } from "#shared/attribute/fixtures.ts";
import type { IssuedSession } from "#shared/model/activity.ts";
import { answerOf } from "./answer.ts";
import { findOut } from "./ask.ts";
import { byBroker, issue, keyId, now, readsOf, salesRole, session } from "./fixture.ts";

const settings = settingsWith();
const ask = async (known: Parameters<typeof readsOf>[0], id = keyId) =>
  answerOf(await findOut(id, settings, readsOf(known)), now);

test("a role that a user took: person, role, connection, chain, end", async () => {
  expect(await ask({ sessions: [session()] })).toEqual({
    ...{ accessKeyId: keyId, from: "ledger", person: "alice", team: "TeamA", role: salesRole },
    proof: { resolver: "session-tags", field: "AssumeRole: userIdentity.userName", strength: "proven" },
    ...{ connection: "sales", connectionBy: "session-policy", application: null },
    chain: [
      {
        ...{ accessKeyId: keyId, operation: "AssumeRole", role: salesRole, session: "alice", connection: "sales" },
        ...{ at: "2026-05-04T09:30:00Z", expires: "2026-05-04T10:30:00Z", application: null },
        askedBy: {
          type: "IAMUser",
          name: `arn:aws:iam::${account}:user/alice-iam`,
          accessKeyId: "AKIAALICE00000000001",
        },
      },
    ],
    ...{ user: null, expires: "2026-05-04T10:30:00Z", isOver: false, sourceIdentity: null, tags: {}, account: null },
    ...{ contradictions: [], notes: [] },
  });
});

describe("the chain", () => {
  const second = (change: Partial<IssuedSession> = {}): IssuedSession => ({
    ...session({
      accessKeyId: "ASIASECOND0000000001",
      roleArn: `arn:aws:iam::${account}:role/next`,
      roleId: "AROANEXT",
    }),
    ...{ name: "further", issuedAt: "2026-05-04T09:40:00Z" },
    issuedTo: {
      ...{ type: "AssumedRole", account, arn: `arn:aws:sts::${account}:assumed-role/sales/alice`, accessKeyId: keyId },
      session: { roleArn: salesRole, roleId: "AROASALES", name: "alice" },
    },
    ...change,
  });
  const { connection: _, ...unbound } = second();

  test("goes back to whoever asked first; what a session before was capped to is not this one's", async () => {
    const answer = await ask({ sessions: [session(), unbound] }, "ASIASECOND0000000001");
    expect(answer).toMatchObject({ person: "alice", connection: null, connectionBy: null });
    expect(answer.chain.map(({ accessKeyId, connection }) => [accessKeyId, connection])).toEqual([
      ["ASIASECOND0000000001", null],
      [keyId, "sales"],
    ]);
    expect(answer.notes).toEqual([expect.stringContaining("does not cap this one")]);
  });

  test("what the broker issued further back says who it is", async () => {
    const answer = await ask({ sessions: [byBroker, unbound], issues: [issue()] }, "ASIASECOND0000000001");
    expect(answer).toMatchObject({ person: "alice", connection: null, proof: { resolver: "broker" } });
    expect(answer.chain.map(({ application }) => application)).toEqual([null, issue().application]);
  });

  test("has the session of GetSessionToken at its end", async () => {
    const { roleArn: _role, roleId: _id, name: _name, connection: _connection, ...token } = session();
    const mfa: IssuedSession = {
      ...{
        ...token,
        accessKeyId: "ASIATOKEN00000000001",
        operation: "GetSessionToken",
        issuedAt: "2026-05-04T09:00:00Z",
      },
    };
    const taken = session({ issuedTo: { ...session().issuedTo, accessKeyId: "ASIATOKEN00000000001" } });
    const answer = await ask({ sessions: [taken, mfa] });
    expect(answer).toMatchObject({ person: "alice", proof: { resolver: "session-tags" } });
    expect(answer.chain.map(({ operation }) => operation)).toEqual(["AssumeRole", "GetSessionToken"]);
    expect(await ask({ sessions: [taken, { ...mfa, operation: "AssumeRole" }] })).toMatchObject({ chain: [{}] });
    expect(await ask({ sessions: [mfa] }, "ASIATOKEN00000000001")).toMatchObject({
      ...{ person: "alice", role: null, proof: { resolver: "iam-user" }, chain: [{ operation: "GetSessionToken" }] },
    });
  });

  test("that names itself ends", async () => {
    const circle = session({ issuedTo: { ...second().issuedTo, accessKeyId: keyId } });
    expect((await ask({ sessions: [circle] })).chain).toHaveLength(1);
  });

  test("from another account: nothing that it says counts", async () => {
    const issuedTo = { type: "AWSAccount", account: "999988887777", principalId: "999988887777" };
    const answer = await ask({ sessions: [session({ issuedTo, tags: { studiouserid: "alice" } })] });
    expect(answer).toMatchObject({ person: null, tags: { studiouserid: "alice" } });
    expect(answer.notes[0]).toContain("asked for from another account");
  });
});

describe("what the broker issued", () => {
  test("is the person whose proof it saw", async () => {
    expect(await ask({ sessions: [byBroker], issues: [issue()] })).toMatchObject({
      ...{ person: "alice", connection: "sales", connectionBy: "broker", contradictions: [] },
      proof: { resolver: "broker", strength: "proven", field: expect.stringContaining("OIDC token") },
      application: { application: issue().application, proof: "oidc", proofId: "3f2a" },
    });
  });

  test("by an application's word alone is asserted", async () => {
    const answer = await ask({ sessions: [byBroker], issues: [issue({ proof: "application" })] });
    expect(answer.proof).toMatchObject({ resolver: "broker", strength: "asserted" });
  });

  test("is known before STS's record arrives", async () => {
    const answer = await ask({ issues: [issue()] });
    expect(answer).toMatchObject({ from: "ledger", person: "alice", role: salesRole, expires: "2026-05-04T10:30:00Z" });
    expect(answer.chain).toMatchObject([{ accessKeyId: keyId, askedBy: null }]);
    expect(answer.notes).toEqual([expect.stringContaining("has not arrived")]);
  });

  test.each<[string, Partial<IssuedSession>, string]>([
    ["another connection", { connection: "marketing" }, "the connection sales, the session's record says marketing"],
    ["no connection", { connection: "" }, "the connection sales, the session's record says "],
    ["another role", { roleArn: `arn:aws:iam::${account}:role/admin` }, "role/admin"],
    ["another session's name", { name: "mallory" }, "the session alice, the session's record says mallory"],
    ...[
      "assumed-role/evil/alice",
      "assumed-role/evil-sagewarden-vend-credentials/x",
      "user/sagewarden-vend-credentials",
    ].map((resource): [string, Partial<IssuedSession>, string] => [
      `another who asked, ${resource}`,
      { issuedTo: { ...byBroker.issuedTo, arn: `arn:aws:sts::${account}:${resource}` } },
      "issued it as sagewarden-vend-credentials, the session's record says ",
    ]),
    [
      "somebody in another account who asked",
      { issuedTo: { type: "AWSAccount", account: "999988887777", principalId: "999988887777" } },
      "issued it as sagewarden-vend-credentials, the session's record says none",
    ],
    [
      "another person",
      { tags: { studiouserid: "bob", team: "TeamB" } },
      "issued it for alice, AssumeRole: requestParameters.tags.studiouserid says bob",
    ],
  ])("against a session with %s: a contradiction", async (_, change, words) => {
    const answer = await ask({ sessions: [{ ...byBroker, ...change }], issues: [issue()] });
    expect(answer.contradictions).toEqual([expect.stringContaining(words)]);
    expect(answer).toMatchObject({ person: "alice", connection: "sales", connectionBy: "broker" });
  });
});

describe("a long-lived key", () => {
  const id = "AKIAALICE00000000001";
  const keyUser = { name: "alice-iam", lastUsed: now, service: "s3" };

  test("is its user's", async () => {
    expect(await ask({ keyUser }, id)).toMatchObject({
      ...{ from: "iam", person: "alice", user: keyUser, role: null, chain: [], expires: null, isOver: null },
      proof: { resolver: "iam-user" },
    });
  });

  test("of somebody who is not in the directory is a user's all the same", async () => {
    expect(await ask({ keyUser: { ...keyUser, name: "robot" } }, id)).toMatchObject({ from: "iam", person: null });
  });

  test("of another account is not ours", async () => {
    expect(await ask({ accountOf: "999988887777" }, id)).toMatchObject({ from: "nothing", account: "999988887777" });
  });
});

test("a key of which only a call is known", async () => {
  const principal = { type: "IAMUser", userName: "alice-iam", account, accessKeyId: "AKIAALICE00000000001" };
  const known = await ask({ caller: { principal, at: now } }, "AKIAALICE00000000001");
  expect(known).toMatchObject({ from: "ledger", person: "alice", notes: [] });
  const role = {
    type: "AssumedRole",
    account,
    accessKeyId: keyId,
    session: { roleArn: salesRole, sourceIdentity: "x" },
  };
  expect(await ask({ caller: { principal: role, at: now } })).toMatchObject({
    ...{ person: null, role: salesRole, sourceIdentity: "x", chain: [] },
    notes: [expect.stringContaining("only a call with the key")],
  });
});

test("a key that nobody knows", async () => {
  expect(await ask({ notes: ["n"] })).toMatchObject({ from: "nothing", person: null, chain: [], notes: ["n"] });
});
