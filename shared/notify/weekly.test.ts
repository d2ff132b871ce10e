import { describe, expect, test } from "@jest/globals";
import type { Notice } from "../model/notice.ts";
import { isoAt } from "../model/time.ts";
import { exampleRow } from "../record/example-rows.ts";
import { memoryTable } from "../record/memory-ledger.ts";
import { settings, topicArn } from "./fixture.ts";
import { postWeekly, type WeeklyMeans } from "./weekly.ts";

const start = Date.parse("2026-11-22T10:00:00Z");
const day = 86_400_000;

/** One creation of TeamA a day; the others make nothing. */
const fixture = (change: Partial<WeeklyMeans> = {}) => {
  const clock = { ms: start };
  const posted: Notice[] = [];
  const periods: string[] = [];
  const means: WeeklyMeans = {
    table: memoryTable(),
    settings,
    topicArn,
    read: async ({ from, to }) => {
      periods.push(`${from.slice(0, 10)} ${to.slice(0, 10)}`);
      const createdAt = isoAt(Date.parse(from) + day);
      return { creations: [exampleRow({ createdAt })], cases: [] };
    },
    post: async (notice) => void posted.push(notice),
    now: () => isoAt(clock.ms),
    ...change,
  };
  const runOn = (days: number): Promise<number> => {
    clock.ms = start + days * day;
    return postWeekly(means);
  };
  return { means, posted, periods, runOn };
};

test("the first run begins the period; the digest comes when it is over, once", async () => {
  const { posted, periods, runOn } = fixture();
  expect(await runOn(0)).toBe(0);
  expect(await runOn(6.9)).toBe(0);
  expect(periods).toEqual([]);
  expect(await runOn(7)).toBe(1);
  expect(posted).toMatchObject([
    { type: "digest", team: "TeamA", id: expect.stringContaining("weekly#TeamA#2026-11-22") },
  ]);
  expect(await runOn(7.1)).toBe(0);
  expect(await runOn(14)).toBe(1);
  expect(periods).toEqual(["2026-11-22 2026-11-29", "2026-11-29 2026-12-06"]);
});

test("all teams' weeks begin together, so that the ledger is read once, though time goes on", async () => {
  const { means, periods } = fixture();
  const clock = { ms: start };
  means.now = () => isoAt(clock.ms++);
  await postWeekly(means);
  clock.ms = start + 7 * day + 1_000;
  await postWeekly(means);
  expect(periods).toHaveLength(1);
});

test("weeks that were missed are made up for, one with each run", async () => {
  const { posted, runOn } = fixture();
  await runOn(0);
  for (const days of [30, 30.1, 30.2, 30.3, 30.4, 30.5]) await runOn(days);
  expect(posted.map(({ id }) => id.slice(0, 23))).toEqual([
    "weekly#TeamA#2026-11-22",
    "weekly#TeamA#2026-11-29",
    "weekly#TeamA#2026-12-06",
    "weekly#TeamA#2026-12-13",
  ]);
});

describe("a run that fails", () => {
  test("after posting posts the same id again, which the outbox knows", async () => {
    const { means, posted, runOn } = fixture();
    await runOn(0);
    const { put } = means.table;
    means.table.put = () => Promise.reject(new Error("crash"));
    await expect(runOn(7)).rejects.toThrow("crash");
    means.table.put = put;
    await runOn(7.1);
    expect(new Set(posted.map(({ id }) => id)).size).toBe(1);
  });

  test("for one team posts the others' all the same", async () => {
    const rows = ["TeamA", "TeamB"].map((value) => {
      const row = exampleRow({ createdAt: isoAt(start + day) });
      return { ...row, owner: { ...row.owner, team: { value, evidence: row.owner.team?.evidence } } } as typeof row;
    });
    const posted: unknown[] = [];
    const post = async ({ team }: Notice): Promise<void> => {
      if (team === "TeamA") throw new Error("too long");
      posted.push(team);
    };
    const { runOn } = fixture({ read: async () => ({ creations: rows, cases: [] }), post });
    await runOn(0);
    await expect(runOn(7)).rejects.toThrow("too long");
    expect(posted).toEqual(["TeamB"]);
  });

  test("two at once: one of them steps back", async () => {
    const { means, runOn } = fixture();
    await runOn(0);
    await runOn(6.99);
    means.now = () => isoAt(start + 7 * day);
    const both = await Promise.allSettled([postWeekly(means), postWeekly(means)]);
    expect(both.map(({ status }) => status).toSorted()).toEqual(["fulfilled", "rejected"]);
  });
});
