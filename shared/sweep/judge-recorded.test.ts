import { describe, expect, test } from "@jest/globals";
import { answer, withSettings } from "../../test/fixtures.ts";
import { nobody } from "../model/owner.ts";
import { aliceRow, aliceTags, seenWith } from "./example-existing.ts";
import type { Recorded } from "./existing.ts";
import { judgeRecorded } from "./judge-recorded.ts";

const unwritten = ({ taggedAt: _, ...row }: Recorded, change: Partial<Recorded>): Recorded => ({ ...row, ...change });

test("tags as recorded are ok, and no news", () => {
  const { judgement, isNews, drift } = judgeRecorded(seenWith(aliceTags), aliceRow);
  expect(judgement).toMatchObject({ verdict: "ok", attribution: { owner: aliceRow.owner, orphaned: [] } });
  expect([isNews, drift]).toEqual([false, undefined]);
});

describe("what drifted from the recorded owner is a mismatch", () => {
  test.each([
    [
      "another value",
      { team: "TeamA", studiouserid: "bob" },
      { studiouserid: "alice" },
      "studiouserid=bob on the resource, not alice",
    ],
    ["taken away", { team: "TeamA" }, { studiouserid: "alice" }, "studiouserid=alice is not on the resource"],
    [
      "never tagged again",
      {},
      aliceTags,
      "team=TeamA is not on the resource; studiouserid=alice is not on the resource",
    ],
  ])("%s", (_, tags, write, words) => {
    const { judgement, isNews, drift } = judgeRecorded(seenWith(tags), aliceRow);
    expect(judgement).toMatchObject({ verdict: "mismatch", reason: words });
    expect({ ...judgement.write }).toEqual(write);
    expect(drift).toMatchObject({ rule: "guarded-tag-changed", severity: "high", detail: words });
    expect(isNews).toBe(true);
  });

  test("news only where something may be written", () => {
    const watching = withSettings({ mode: "observe" });
    expect(judgeRecorded(seenWith({}, { settings: watching }), aliceRow).isNews).toBe(false);
    const kept = withSettings({ protected: { roles: [], resources: ["arn:*"], users: [] } });
    expect(judgeRecorded(seenWith({}, { settings: kept }), aliceRow).isNews).toBe(false);
  });
});

describe("where nothing was written nothing drifted", () => {
  test.each(["observed", "failed"] as const)("%s: the tags are still to be written", (outcome) => {
    const { judgement, isNews, drift } = judgeRecorded(seenWith({}), unwritten(aliceRow, { outcome }));
    expect(judgement.verdict).toBe("tag");
    expect([isNews, drift]).toEqual([true, undefined]);
  });

  test("settling: its own message writes them", () => {
    expect(judgeRecorded(seenWith({}), unwritten(aliceRow, { outcome: "settling" })).isNews).toBe(false);
  });

  test("another value is a mismatch all the same", () => {
    const { judgement, drift } = judgeRecorded(
      seenWith({ team: "TeamB" }),
      unwritten(aliceRow, { outcome: "observed" }),
    );
    expect([judgement.verdict, drift]).toEqual(["mismatch", undefined]);
  });
});

describe("nobody is recorded", () => {
  test.each([
    ["unowned", "unowned", false],
    ["mismatch", "mismatch", false],
    ["settling", "unowned", false],
    ["exempt", "unowned", true],
    ["failed", "unowned", true],
    ["gone", "unowned", true],
  ] as const)("%s: %s, news: %p", (outcome, verdict, news) => {
    const row = unwritten(aliceRow, { outcome, owner: nobody, reason: "why" });
    const { judgement, isNews } = judgeRecorded(seenWith(aliceTags), row);
    expect([judgement.verdict, judgement.reason, isNews]).toEqual([verdict, "why", news]);
  });

  test("only the team: unowned", () => {
    const row = { ...aliceRow, outcome: "unowned", owner: { team: answer("TeamA"), studiouserid: null } } as const;
    expect(judgeRecorded(seenWith({ team: "TeamA" }), row).judgement.verdict).toBe("unowned");
  });
});

describe("orphaned, never unowned", () => {
  const { settings } = seenWith({}).ground;
  const alice = settings.people.alice as (typeof settings.people)[string];

  test.each([
    ["the person left", { people: { ...settings.people, alice: { ...alice, left: "2026-11-01" } } }, "studiouserid"],
    ["the person is no longer in the directory", { people: {} }, "studiouserid"],
    ["the team has another name", { teams: { Renamed: { email: [], approvers: [] } } }, "team"],
  ])("%s", (_, change, tag) => {
    const seen = seenWith(aliceTags, { settings: withSettings(change) });
    const { judgement, isNews } = judgeRecorded(seen, aliceRow);
    expect(judgement).toMatchObject({ verdict: "ok", reason: expect.stringContaining("orphaned") });
    expect(judgement.attribution.orphaned).toEqual([expect.objectContaining({ tag })]);
    expect(isNews).toBe(false);
  });

  test("who leaves later has not left yet", () => {
    const people = { ...settings.people, alice: { ...alice, left: "2026-12-31" } };
    const seen = seenWith(aliceTags, { settings: withSettings({ people }) });
    expect(judgeRecorded(seen, aliceRow).judgement.attribution.orphaned).toEqual([]);
  });
});
