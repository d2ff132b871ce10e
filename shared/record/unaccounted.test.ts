import { expect, test } from "@jest/globals";
import type { Notice } from "../model/notice.ts";
import type { Pause } from "../model/pause.ts";
import { exampleRow } from "./example-rows.ts";
import { memoryLedger } from "./memory-ledger.ts";
import type { MetricLine } from "./metrics.ts";
import { countUnaccounted } from "./unaccounted.ts";

const runIn = async (pause: Pause | undefined, now: string, ...rows: ReturnType<typeof exampleRow>[]) => {
  const ledger = memoryLedger();
  for (const row of rows) await ledger.open(row);
  const [notices, lines]: [Notice[], MetricLine[]] = [[], []];
  const late = await countUnaccounted({
    now: () => now,
    ledger,
    pause,
    notify: async (notice) => void notices.push(notice),
    writeMetric: (line) => void lines.push(line),
  });
  return { late, notices, lines };
};

const run = (now: string, ...rows: ReturnType<typeof exampleRow>[]) => runIn(undefined, now, ...rows);

test("20 minutes after a creation without an end somebody is told", async () => {
  const { late, notices, lines } = await run("2026-11-22T10:20:01Z", exampleRow());
  expect(late).toEqual([exampleRow()]);
  expect(lines).toEqual([{ name: "Unaccounted", unit: "Count", value: 1 }]);
  expect(notices).toHaveLength(1);
  expect(notices[0]).toMatchObject({
    id: "unaccounted#2026-11-22#e-1",
    type: "unaccounted",
    title: "1 creation has no outcome after 20 minutes",
    resource: exampleRow().resource,
  });
});

test.each([
  ["it is 20 minutes old, not older", "2026-11-22T10:20:00Z", exampleRow()],
  ["it has its end", "2026-11-23T00:00:00Z", exampleRow({ outcome: "unowned" })],
])("nobody is told when %s; a 0 is counted", async (_, now, row) => {
  const { notices, lines } = await run(now, row);
  expect(notices).toEqual([]);
  expect(lines).toEqual([{ name: "Unaccounted", unit: "Count", value: 0 }]);
});

test("many are one notice, about the oldest", async () => {
  const second = exampleRow({ eventId: "e-2", createdAt: "2026-11-22T09:00:00Z" });
  const { notices, lines } = await run("2026-11-22T11:00:00Z", exampleRow(), second);
  expect(lines[0]?.value).toBe(2);
  expect(notices).toHaveLength(1);
  expect(notices[0]).toMatchObject({
    id: "unaccounted#2026-11-22#e-2",
    title: "2 creations have no outcome after 20 minutes",
  });
});

test("what a pause holds back is not late, and has its time when it is over", async () => {
  const pause = {
    from: "2026-11-22T09:55:00Z",
    until: "2026-11-22T12:00:00Z",
    reason: "r",
    by: "b",
    containment: false,
  };
  const lateAt = async (now: string) => (await runIn(pause, now, exampleRow())).late.length;
  expect(await lateAt("2026-11-22T11:59:00Z")).toBe(0);
  expect(await lateAt("2026-11-22T12:19:59Z")).toBe(0);
  expect(await lateAt("2026-11-22T12:20:00Z")).toBe(1);
});
