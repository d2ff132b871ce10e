import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import type { IssuedSession, Principal } from "../model/activity.ts";
import {
  creationBy,
  key,
  lookupsOf,
  roleId,
  rolePrincipal,
  samlUser,
  sessionOf,
  settingsWith,
  type Table,
  userPrincipal,
} from "./fixtures.ts";
import { readChain } from "./session-chain.ts";

const second = "ASIAEXAMPLE000000002";
const own = rolePrincipal("job", "run");
/** `job`'s session was asked for by a session of `analyst`, and that by an assertion. */
const perfect: readonly IssuedSession[] = [
  sessionOf("job", "run", { issuedTo: rolePrincipal("analyst", "alice", { accessKeyId: second }) }),
  sessionOf("analyst", "alice", {
    accessKeyId: second,
    operation: "AssumeRoleWithSAML",
    issuedAt: "2026-05-04T08:30:00Z",
    expiresAt: "2026-05-04T09:55:00Z",
    issuedTo: samlUser,
  }),
];
const [nearest, farthest] = perfect as [IssuedSession, IssuedSession];

const read = async (principal: Principal, table: Table, settings = settingsWith()) => {
  const lookups = lookupsOf(table);
  const chain = await readChain(creationBy(principal), settings, lookups);
  return { ...chain, keys: chain.sessions.map(({ accessKeyId }) => accessKeyId), calls: lookups.calls };
};
const byRole = ({ session }: Principal, row: IssuedSession): Table => ({
  byRole: { [`${session?.roleId} ${session?.name} ${session?.createdAt}`]: row },
});

describe("the sessions behind a principal", () => {
  test("are its own first, then the one that asked for it, each by one read", async () => {
    const { sessions, doubt, calls } = await read(own, { sessions: perfect });
    expect(sessions).toEqual(perfect);
    expect(doubt).toBeUndefined();
    expect(calls).toEqual([`sessionByKey ${key}`, `sessionByKey ${second}`]);
  });

  test.each<[string, Partial<IssuedSession>, number]>([
    ["was current when it asked, though not when it called", { expiresAt: "2026-05-04T08:50:01Z" }, 2],
    ["had ended an hour before it asked", { expiresAt: "2026-05-04T08:49:59Z" }, 1],
    ["began after it asked, if only by the clocks", { issuedAt: "2026-05-04T09:55:00Z" }, 2],
    ["began after it asked", { issuedAt: "2026-05-04T09:55:01Z" }, 1],
  ])("the asker's counts at the time of asking: it %s", async (_, change, expected) => {
    const { sessions } = await read(own, { sessions: [nearest, { ...farthest, ...change }] });
    expect(sessions).toHaveLength(expected);
  });

  test.each<[string, Principal]>([
    ["an IAM user", userPrincipal("alice-iam")],
    ["root", { type: "Root" }],
    ["a service", { type: "AWSService", invokedBy: "sagemaker.amazonaws.com" }],
    ["a type that every object has", { ...own, type: "constructor" }],
    ["a key and a role that none can be", { ...own, accessKeyId: "../x", session: { roleId: "a b", name: "a/b" } }],
  ])("%s: none, and nothing is asked", async (_, principal) => {
    expect(await read(principal, { sessions: perfect })).toMatchObject({ sessions: [], calls: [] });
  });
});

describe("a session whose key is not known", () => {
  const sso = rolePrincipal("aws-reserved/sso.amazonaws.com/AWSReservedSSO_Analyst_0123456789abcdef", "alice");
  const ssoRow = sessionOf("aws-reserved/sso.amazonaws.com/AWSReservedSSO_Analyst_0123456789abcdef", "alice", {
    accessKeyId: "ASIAEXAMPLE000000099",
    issuedTo: samlUser,
  });
  const changed = (change: Principal["session"]): Principal => ({ ...sso, session: { ...sso.session, ...change } });

  test("is found by role, name and second", async () => {
    expect((await read(sso, byRole(sso, ssoRow))).keys).toEqual([ssoRow.accessKeyId]);
  });

  test.each<[string, Principal["session"]]>([
    ["role id that none can be", { roleId: `AROA ${roleId("x")}` }],
    ["name that none can be", { name: "a/b" }],
    ["time that is none", { createdAt: "yesterday" }],
  ])("is not asked for by a %s", async (_, change) => {
    const principal = changed(change);
    const { keys, calls } = await read(principal, byRole(principal, ssoRow));
    expect([keys, calls]).toEqual([[], [`sessionByKey ${key}`]]);
  });

  test("is not looked for where the key's row is another session's: it would be a way round the key", async () => {
    const other = sessionOf("other", "alice");
    const { keys, calls } = await read(sso, { sessions: [other], ...byRole(sso, ssoRow) });
    expect([keys, calls]).toEqual([[], [`sessionByKey ${key}`]]);
  });
});

describe("nothing that the sessions carry counts", () => {
  const foreign: Principal = { type: "AWSAccount", account: "999988887777" };
  const doubt = "the session was asked for from another account";
  test.each<[string, Principal, readonly IssuedSession[]]>([
    ["when the principal is another account's", { ...own, account: "999988887777" }, perfect],
    ["when another account asked for the last session", own, [{ ...nearest, issuedTo: foreign }]],
    ["when another account asked for the first", own, [nearest, { ...farthest, issuedTo: foreign }]],
  ])("%s", async (_, principal, sessions) => {
    expect((await read(principal, { sessions })).doubt).toBe(doubt);
  });

  test("unless it is an account of the organisation", async () => {
    const settings = settingsWith({ organization: { accounts: ["999988887777"] } });
    const sessions = [nearest, { ...farthest, issuedTo: foreign }];
    expect((await read(own, { sessions }, settings)).doubt).toBeUndefined();
  });
});

describe("a session whose STS record has not been seen may be anybody's", () => {
  const unseen = "the STS record of a session behind the call has not been seen";
  const reserved = "aws-reserved/sso.amazonaws.com/AWSReservedSSO_Analyst_0123456789abcdef";
  const federatedUser: Principal = { type: "FederatedUser", accessKeyId: second };
  const askedBy = (issuedTo: Principal): Table => ({ sessions: [{ ...nearest, issuedTo }] });
  test.each<[string, Principal, Table, string | undefined]>([
    ["the caller's own", own, {}, unseen],
    ["the asker's", own, { sessions: [nearest] }, unseen],
    ["a federated user's", federatedUser, {}, unseen],
    ["an asking federated user's", own, askedBy(federatedUser), unseen],
    ["the asker's, which leads back", own, askedBy(own), unseen],
    ["none is missing", own, { sessions: perfect }, undefined],
    ["it is not coming any more", own, { recordsMayBeLate: false }, undefined],
    ["the asker's is not coming any more", own, { sessions: [nearest], recordsMayBeLate: false }, undefined],
    ["a user asked", own, askedBy(userPrincipal("x")), undefined],
    ["root asked", own, askedBy({ type: "Root" }), undefined],
    ["a service asked", own, askedBy({ type: "AWSService", invokedBy: "ec2.amazonaws.com" }), undefined],
    ["a web identity asked", own, askedBy({ type: "WebIdentityUser" }), undefined],
    ["Identity Center's own, whose name says who it is", rolePrincipal(reserved, "alice"), {}, undefined],
    [
      "an Identity Center user asked",
      own,
      askedBy(rolePrincipal(reserved, "alice", { accessKeyId: second })),
      undefined,
    ],
    ["a user called", userPrincipal("x"), {}, undefined],
  ])("%s", async (_, principal, table, expected) => {
    expect((await read(principal, table)).doubt).toBe(expected);
  });
});

test("however the ledger's rows refer to each other, it ends after five sessions, no session twice", async () => {
  const keyOf = (index: number): string => `ASIAEXAMPLE1000000${index}`;
  const ledger = fc.array(fc.nat({ max: 9 }), { minLength: 1, maxLength: 10 }).map((askers) =>
    askers.map((asker, index) =>
      sessionOf("job", "run", {
        accessKeyId: keyOf(index),
        issuedTo: rolePrincipal("job", "run", { accessKeyId: keyOf(asker) }),
      }),
    ),
  );
  await fc.assert(
    fc.asyncProperty(ledger, async (sessions) => {
      const first = rolePrincipal("job", "run", { accessKeyId: keyOf(0) });
      const { keys, calls } = await read(first, { sessions });
      expect(new Set(keys).size).toBe(keys.length);
      expect(keys.length).toBeLessThanOrEqual(5);
      expect(calls.length).toBeLessThanOrEqual(7);
    }),
  );
});
