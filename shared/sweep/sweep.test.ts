import { describe, expect, test } from "@jest/globals";
import { row as recorded, settings } from "../../test/fixtures.ts";
import { StaleRow } from "../model/errors.ts";
import type { OwnEvent } from "../model/own-event.ts";
import { memoryLedger, memoryTable } from "../record/memory-ledger.ts";
import { type CursorStore, cursorStore } from "./cursor.ts";
import { aliceTags, deployedAt } from "./example-existing.ts";
import type { Swept } from "./existing.ts";
import { arnOf, type FakeResource, fakeAccount, fleet, place } from "./fake-account.ts";
import { type FakeClock, fakeClock } from "./fake-clock.ts";
import { type SweepParts, sendNews, sweep } from "./sweep.ts";

const start = Date.parse("2026-11-25T10:00:00Z");
const hour = 3_600_000;
const bare = { exemption: async () => undefined, cases: { get: async () => undefined }, listTags: async () => ({}) };

interface Stage {
  existing?: readonly FakeResource[];
  limit?: { perSecond: number; burst: number };
  clock?: FakeClock;
  change?: Partial<SweepParts>;
}

const stage = ({ existing = [], limit, clock = fakeClock(start), change = {} }: Stage) => {
  const table = memoryTable();
  const ledger = memoryLedger(table);
  const account = fakeAccount(existing, { clock, ...(limit ? { limit } : {}) });
  const swept = new Map<string, Swept>();
  const parts: SweepParts = {
    place,
    reads: account.reads,
    looks: { ...bare, ledger },
    store: cursorStore(table),
    clock,
    until: start + hour,
    ground: { settings, deployedAt, patience: 1_200 },
    onSwept: async (one) => void swept.set(one.creation.resource.arn, one),
    ...change,
  };
  return {
    table,
    ledger,
    account,
    clock,
    parts,
    swept,
    verdicts: () => [...swept].map(([arn, one]) => [arn.split(":").at(-1), one.decision.verdict]),
  };
};

const long = "2026-11-01T00:00:00.000Z";
const lately = "2026-11-24T00:00:00.000Z";

describe("a sweep", () => {
  const existing: FakeResource[] = [
    { arn: arnOf("model/announced"), createdAt: lately, tags: aliceTags },
    { arn: arnOf("model/drifted"), createdAt: lately, tags: { team: "TeamA", studiouserid: "bob" } },
    { arn: arnOf("model/old"), createdAt: long, tags: aliceTags },
    { arn: arnOf("model/old-untagged"), createdAt: long },
    { arn: arnOf("endpoint/unannounced"), createdAt: lately, tags: aliceTags },
    { arn: arnOf("endpoint/this-minute"), createdAt: "2026-11-25T09:59:00.000Z" },
    { arn: arnOf("hub/own"), createdAt: long, tags: aliceTags },
    {
      arn: arnOf("hub-content/own/Model/m"),
      createdAt: long,
      tags: aliceTags,
      summary: { HubName: "own", HubContentType: "Model" },
    },
  ];
  const run = async () => {
    const made = stage({ existing });
    for (const name of ["announced", "drifted"]) {
      const resource = { arn: arnOf(`model/${name}`), kind: "Model" };
      await made.ledger.open({ ...recorded, resource, eventId: name, createdAt: lately, version: 1 });
    }
    const sent: OwnEvent[] = [];
    const news = sendNews(async (event) => void sent.push(event));
    const live = async () => ({ team: "TeamA", studiouserid: "bob" });
    const { onSwept } = made.parts;
    const end = await sweep({
      ...made.parts,
      looks: { ...made.parts.looks, listTags: live },
      onSwept: async (one) => {
        await onSwept(one);
        await news(one);
      },
    });
    return { ...made, sent, end };
  };

  test("finds what no event announced, what was there before, what drifted, also below another resource", async () => {
    const { verdicts, end } = await run();
    expect(verdicts()).toEqual([
      ["endpoint/this-minute", "unowned"],
      ["endpoint/unannounced", "unowned"],
      ["hub-content/own/Model/m", "ok"],
      ["hub/own", "ok"],
      ["model/announced", "ok"],
      ["model/drifted", "mismatch"],
      ["model/old", "ok"],
      ["model/old-untagged", "unowned"],
    ]);
    expect(end).toMatchObject({ state: "done", unread: [], counts: { resources: 8, news: 3, throttled: 0 } });
  });

  test("tells the one that writes tags, of nothing else than news", async () => {
    const { sent } = await run();
    expect(sent.map(({ detail }) => detail)).toMatchObject([
      { resource: { arn: arnOf("endpoint/unannounced") }, announcedBy: "sweep", again: true, requestTags: aliceTags },
      { resource: { arn: arnOf("model/drifted") }, eventId: "drifted", requestTags: { studiouserid: "bob" } },
      { resource: { arn: arnOf("model/old-untagged") }, at: long },
    ]);
  });

  test("rests for the day, then begins again with what it learnt", async () => {
    const { parts, clock, account } = await run();
    const calls = account.calls();
    expect((await sweep(parts)).state).toBe("resting");
    expect(account.calls()).toBe(calls);
    await clock.sleep(24 * hour);
    const again = await sweep({ ...parts, until: clock.now() + hour });
    expect([again.state, again.counts.resources]).toEqual(["done", 8]);
    expect(account.calls()).toBe(2 * calls);
  });
});

const counts = {
  ListTrainingJobs: 4_000,
  ListProcessingJobs: 2_500,
  ListModels: 2_000,
  ListEndpoints: 1_000,
  ListPipelines: 500,
};
const half = (index: number) => (index % 2 === 0 ? aliceTags : undefined);
const big = fleet(counts, half);

test("10,000 resources are read with a fiftieth of a Describe and a ListTags for each", async () => {
  const { parts, account, swept } = stage({ existing: big });
  expect((await sweep(parts)).state).toBe("done");
  expect(swept.size).toBe(10_000);
  expect(account.calls()).toBeLessThanOrEqual(20_000 / 50);
});

test.each([
  [5, 5],
  [2, 10],
  [10, 2],
])(
  "under a limit of %p/s, burst %p, in 1.1 times the ideal, and the next day hardly anything is refused",
  async (perSecond, burst) => {
    const clock = fakeClock(start);
    const { parts } = stage({ existing: big, limit: { perSecond, burst }, clock });
    const ideal = (50 - burst) / perSecond; // GetResources has the most pages
    const day = async () => {
      const began = clock.now();
      const { counts: done } = await sweep({ ...parts, until: began + hour });
      return { took: (clock.now() - began) / 1_000, refused: done.throttled / done.calls };
    };
    const first = await day();
    expect(first.took).toBeLessThanOrEqual(1.1 * ideal + 1 / perSecond);
    expect(first.refused).toBeLessThan(0.12);
    await clock.sleep(24 * hour);
    const second = await day();
    expect(second.took).toBeLessThanOrEqual(1.1 * ideal + 1 / perSecond);
    expect(second.refused).toBeLessThan(0.02);
  },
);

/** A store that dies after so many saves. */
const mortal = (store: CursorStore, saves: number): CursorStore => {
  let left = saves;
  const save: CursorStore["save"] = async (cursor) => {
    const saved = await store.save(cursor);
    if (--left <= 0) throw new Error("killed");
    return saved;
  };
  return { ...store, save };
};

describe("ended in the middle", () => {
  const some = fleet({ ListTrainingJobs: 900, ListModels: 700 }, half);

  test("after every save: it goes on where it was, and ends alike", async () => {
    const whole = stage({ existing: some });
    await sweep(whole.parts);
    for (let saves = 1; saves < 100; saves++) {
      const { parts, account, verdicts } = stage({ existing: some });
      const killed = await sweep({ ...parts, store: mortal(parts.store, saves) }).then(
        () => false,
        () => true,
      );
      const end = await sweep(parts);
      expect(verdicts()).toEqual(whole.verdicts());
      // What was read since the last save is read once more.
      expect(account.calls()).toBeLessThanOrEqual(whole.account.calls() + 20 + 66);
      if (!killed) break;
      expect(end.state === "done" || end.state === "resting").toBe(true);
    }
  });

  test("again and again, after each save: it still ends, and has read little twice", async () => {
    const whole = stage({ existing: some });
    await sweep(whole.parts);
    const { parts, account, verdicts } = stage({ existing: some });
    let state = "";
    for (let runs = 0; runs < 100 && state !== "done" && state !== "resting"; runs++) {
      state = await sweep({ ...parts, store: mortal(parts.store, 1) }).then(
        (end) => end.state,
        () => "killed",
      );
    }
    expect(state).toBe("resting");
    expect(verdicts().toSorted()).toEqual(whole.verdicts().toSorted());
    expect(account.calls()).toBeLessThanOrEqual(whole.account.calls() * 2);
  });

  test("when its time is up it saves and stops; the next run goes on", async () => {
    const clock = fakeClock(start);
    const { parts, account, swept } = stage({ existing: big, limit: { perSecond: 5, burst: 5 }, clock });
    const runs: string[] = [];
    while (runs.length < 50 && runs.at(-1) !== "done")
      runs.push((await sweep({ ...parts, until: clock.now() + 4_000 })).state);
    expect(runs.length).toBeGreaterThan(2);
    expect(swept.size).toBe(10_000);
    expect(account.calls()).toBeLessThan(300);
  });

  test("of two runs at the same time one gives way", async () => {
    const { parts } = stage({ existing: some });
    const ends = await Promise.allSettled([sweep(parts), sweep(parts)]);
    const reasons = ends.flatMap((end) => (end.status === "rejected" ? [end.reason] : []));
    expect(reasons).toEqual([expect.any(StaleRow)]);
  });
});

describe("what cannot be read", () => {
  const existing = [
    { arn: arnOf("model/m"), createdAt: long, tags: aliceTags },
    { arn: arnOf("endpoint/e"), createdAt: long, tags: aliceTags },
  ];

  test("a list is named, the rest goes on", async () => {
    const { parts, account, verdicts } = stage({ existing });
    account.fail("us-east-1 ListModels", "AccessDeniedException", "no");
    const { unread, state } = await sweep(parts);
    expect([state, unread]).toEqual(["done", ["us-east-1 ListModels: AccessDeniedException: no"]]);
    expect(verdicts()).toEqual([["endpoint/e", "ok"]]);
  });

  test("without the tags of a region nothing in it is judged: all would look untagged", async () => {
    const { parts, account, swept } = stage({ existing });
    account.fail("us-east-1 GetResources", "AccessDeniedException", "no");
    expect((await sweep(parts)).unread).toHaveLength(1);
    expect(swept.size).toBe(0);
  });

  test("a token that AWS no longer takes: the list begins anew", async () => {
    const { parts, account, swept } = stage({ existing: fleet({ ListModels: 250 }, () => undefined) });
    const list: SweepParts["reads"]["list"] = (reading, token) => {
      if (token === "100" && account.callsOf("us-east-1 ListModels") === 1)
        return Promise.reject(
          Object.assign(new Error("The pagination token is invalid."), { name: "ValidationException" }),
        );
      return account.reads.list(reading, token);
    };
    const { unread } = await sweep({ ...parts, reads: { ...account.reads, list } });
    expect([unread, swept.size, account.callsOf("us-east-1 ListModels")]).toEqual([[], 250, 4]);
  });

  test("a resource is named, the rest goes on", async () => {
    const { parts, swept } = stage({ existing });
    const looks = {
      ...parts.looks,
      ledger: { creations: async (arn: string) => (arn.endsWith("/m") ? Promise.reject(new Error("cut")) : []) },
    };
    expect((await sweep({ ...parts, looks })).unread).toEqual([`${arnOf("model/m")}: Error: cut`]);
    expect(swept.size).toBe(1);
  });
});
