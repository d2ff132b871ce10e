import { expect, test } from "@jest/globals";
import fc from "fast-check";
import { settingsWith } from "#shared/attribute/fixtures.ts";
import { answerOf } from "./answer.ts";
import { findOut } from "./ask.ts";
import { byBroker, issue, keyId, now, readsOf, session } from "./fixture.ts";
import { asText } from "./text.ts";

const text = async (known: Parameters<typeof readsOf>[0], id = keyId, at = now) =>
  asText(answerOf(await findOut(id, settingsWith(), readsOf(known)), at), at);

test("a session", async () => {
  expect(
    await text({ sessions: [session({ tags: { team: "TeamA" }, sourceIdentity: "alice" })] }),
  ).toBe(`ASIASALES00000000001
  person      alice (TeamA), by session-tags from AssumeRole: userIdentity.userName (proven)
  role        arn:aws:iam::111122223333:role/data/sales
  connection  sales, as its session policy says
  expires     2026-05-04T10:30:00Z: 30 minutes left
  identity    alice
  tags        team=TeamA

Chain, from this key back to whoever asked first
  1. 2026-05-04T09:30:00Z AssumeRole of arn:aws:iam::111122223333:role/data/sales, session alice
     issued ASIASALES00000000001, until 2026-05-04T10:30:00Z, connection sales
     asked for by arn:aws:iam::111122223333:user/alice-iam (IAMUser) with the key AKIAALICE00000000001`);
});

test.each<[string, string]>([
  ["2026-05-04T10:29:59Z", "1 second left"],
  ["2026-05-04T10:30:00Z", "over since 0 seconds"],
  ["2026-05-04T12:29:59Z", "over since 1 hour"],
  ["2026-05-07T12:00:00Z", "over since 3 days"],
])("at %s: %s", async (at, words) => {
  expect(await text({ sessions: [session()] }, keyId, at)).toContain(`expires     2026-05-04T10:30:00Z: ${words}\n`);
});

test("what the broker issued, and against whom it stands", async () => {
  const known = {
    sessions: [{ ...byBroker, connection: "marketing" }],
    issues: [issue({ proof: "application" as const })],
  };
  const said = await text(known);
  expect(said).toContain(
    "alice, as the application says: arn:aws:sts::111122223333:assumed-role/dashboard/i-1; no proof by the person",
  );
  expect(said).toContain("connection  sales, as the broker issued it");
  expect(said).toContain("Contradictions\n  ASIASALES00000000001: the broker issued it for the connection sales");
});

test("a long-lived key, and one of nobody", async () => {
  const keyUser = { name: "robot", lastUsed: null, service: null };
  const said = await text({ keyUser }, "AKIAROBOT00000000001");
  for (const line of [
    "person      nobody is proven",
    "IAM user    robot",
    "last used   never",
    "expires     never by itself",
  ])
    expect(said).toContain(line);
  expect(said).not.toContain("connection");
});

test("whatever a record holds, nothing steers the terminal and no line is added", async () => {
  const hostile = fc.string({ unit: "binary", minLength: 1, maxLength: 40 });
  await fc.assert(
    fc.asyncProperty(hostile, async (name) => {
      const said = await text({ sessions: [session({ name, sourceIdentity: name, tags: { [name]: name } })] });
      expect(said.split("\n").length).toBeLessThanOrEqual(13);
      expect(said.replaceAll("\n", "")).not.toMatch(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u);
    }),
    { numRuns: 50 },
  );
});
