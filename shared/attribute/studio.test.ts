import { describe, expect, test } from "@jest/globals";
import type { Principal } from "../model/activity.ts";
import {
  aliceProfile,
  creationBy,
  lookupsOf,
  roleArn,
  rolePrincipal,
  sageMakerArn,
  sessionOf,
  settingsWith,
  short,
  studioService,
  type Table,
  userPrincipal,
} from "./fixtures.ts";
import { attribute } from "./index.ts";
import type { StudioIdentity } from "./lookups.ts";

/** A Studio session of alice's profile, by the source identity that Studio sets. */
const studioPrincipal = (change: Partial<Principal["session"]> = {}, role = "studio"): Principal => {
  const principal = rolePrincipal(role, "SageMaker");
  return { ...principal, session: { ...principal.session, sourceIdentity: "alice-profile", ...change } };
};
const studioRow = sessionOf("studio", "SageMaker", { issuedTo: studioService, sourceIdentity: "alice-profile" });

const run = async (profile: StudioIdentity, principal = studioPrincipal(), table: Table = {}) => {
  const lookups = lookupsOf({ sessions: [studioRow], profiles: [profile], ...table });
  return attribute(creationBy(principal), settingsWith(), lookups);
};

describe("a profile's tags count", () => {
  test("when the session runs with its execution role", async () => {
    expect((await run(aliceProfile())).owner.studiouserid).toEqual({
      value: "alice",
      evidence: {
        resolver: "source-identity",
        field: `sessionContext.sourceIdentity: tag studiouserid of ${aliceProfile().arn}`,
        strength: "proven",
      },
    });
  });

  test.each<[string, Partial<StudioIdentity>, string]>([
    ["whatever its role is shared with: the service named it", { roleIsOwn: false }, "alice/TeamA"],
    ["with the directory's team", { tags: { studiouserid: "alice" } }, "alice/TeamA"],
    ["for the team alone", { tags: { team: "TeamB" } }, "-/TeamB"],
    ["not without tags", { tags: {} }, "-/-"],
    ["not when its keys differ in case: a resource's tags do", { tags: { StudioUserId: "alice" } }, "-/-"],
    ["not for a person outside the directory", { tags: { studiouserid: "mallory" } }, "-/-"],
    ["not with another role", { executionRole: roleArn("other") }, "-/-"],
    ["not when its role is unknown", { executionRole: undefined }, "-/-"],
    ["not in another account", { arn: sageMakerArn("user-profile/d-1/x", "999988887777") }, "-/-"],
    ["not in another region", { arn: sageMakerArn("user-profile/d-1/x", undefined, "eu-west-1") }, "-/-"],
    ["not when it is something else", { arn: sageMakerArn("training-job/x") }, "-/-"],
    ["not when its ARN is none", { arn: "x" }, "-/-"],
    ["not with a team that is not the person's", { tags: { studiouserid: "alice", team: "TeamB" } }, "-/-"],
  ])("%s", async (_, change, expected) => {
    expect(short((await run(aliceProfile(change))).owner)).toBe(expected);
  });

  test("not for a session without a role's ARN", async () => {
    const { roleArn: _, ...session } = studioPrincipal().session ?? {};
    expect(short((await run(aliceProfile(), { ...studioPrincipal(), session })).owner)).toBe("-/-");
    const roleless = aliceProfile({ executionRole: undefined });
    expect(short((await run(roleless, { ...studioPrincipal(), session })).owner)).toBe("-/-");
  });

  test("and a role that is not its own is told", async () => {
    const { unproven } = await run(aliceProfile({ executionRole: roleArn("other") }));
    expect(unproven.map(({ tag, value }) => `${tag}=${value}`)).toEqual(["team=TeamA", "studiouserid=alice"]);
    expect(unproven[0]?.why).toMatch("its execution role is not the session's role");
  });
});

describe("the principal that asked for the session", () => {
  const second = "ASIAEXAMPLE000000002";
  const asker = rolePrincipal("analyst", "x", { accessKeyId: second });
  const chained = { ...studioRow, issuedTo: asker };
  const earlier = (tags: Record<string, string>) =>
    sessionOf("analyst", "x", { accessKeyId: second, issuedAt: "2026-05-04T09:40:00Z", tags });

  test.each<[string, Table, string, number]>([
    ["unknown to the ledger: it could be anybody", { sessions: [] }, "-/-", 0],
    ["a session unknown to the ledger", { sessions: [chained] }, "-/-", 0],
    [
      "alice by a tag that was not transitive",
      { sessions: [chained, earlier({ studiouserid: "alice" })] },
      "alice/TeamA",
      0,
    ],
    ["bob by a tag that was not transitive", { sessions: [chained, earlier({ studiouserid: "bob" })] }, "-/-", 1],
    ["a machine by its tag", { sessions: [chained, earlier({ studiouserid: "machine" })] }, "alice/TeamA", 0],
    ["alice as an IAM user", { sessions: [{ ...studioRow, issuedTo: userPrincipal("alice-iam") }] }, "alice/TeamA", 0],
    [
      "bob as an IAM user: he is the owner",
      { sessions: [{ ...studioRow, issuedTo: userPrincipal("bob-iam") }] },
      "bob/TeamB",
      0,
    ],
    [
      "of another account",
      { sessions: [{ ...studioRow, issuedTo: { type: "AWSAccount", account: "999988887777" } }] },
      "-/-",
      0,
    ],
  ])("%s", async (_, table, expected, conflicts) => {
    const seen = await run(aliceProfile(), studioPrincipal(), table);
    expect(short(seen.owner)).toBe(expected);
    expect(seen.conflicts).toHaveLength(conflicts);
  });

  test("without a proof of its own contradicts, but proves nobody", async () => {
    const sessions = [chained, earlier({ StudioUserId: "bob" })];
    const { conflicts } = await run(aliceProfile(), studioPrincipal(), { sessions });
    expect(conflicts).toMatchObject([
      { claimed: "alice", proven: null, provenIn: "session tag StudioUserId of AssumeRole" },
    ]);
  });

  test("on whose behalf Identity Center says somebody else acts: that one is the owner", async () => {
    const onBehalfOf = { userId: "906700000000000000000000000000000002" };
    const seen = await run(aliceProfile(), { ...studioPrincipal(), onBehalfOf });
    expect(short(seen.owner)).toBe("bob/TeamB");
    expect(seen.conflicts).toEqual([
      {
        tag: "studiouserid",
        claimed: "alice",
        claimedIn: `sessionContext.sourceIdentity: tag studiouserid of ${aliceProfile().arn}`,
        proven: "bob",
        provenIn: "userIdentity.onBehalfOf.userId",
      },
    ]);
  });
});
