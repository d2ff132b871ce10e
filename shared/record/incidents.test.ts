import { describe, expect, test } from "@jest/globals";
import { dynamoTable } from "../aws/dynamodb.ts";
import { exampleIncident, later } from "../contain/example-incident.ts";
import { incidentIdOf } from "../contain/incident-id.ts";
import { StaleRow } from "../model/errors.ts";
import { endedPhases, incidentPhases } from "../model/incident.ts";
import { fakeDynamo } from "./fake-dynamo.ts";
import { incidentsOver } from "./incidents.ts";
import { memoryTable } from "./memory-ledger.ts";
import type { Table } from "./table.ts";

const keep = 400 * 86_400;
const row = exampleIncident({ version: 1 });
const next = exampleIncident({ id: incidentIdOf(row.role, 2), number: 2, openedAt: later(3_600), version: 3 });
const ended = exampleIncident({ phase: "closed", endedAt: later(1_800), version: 2 });

const tables: readonly [string, () => Table][] = [
  ["in memory", memoryTable],
  [
    "in DynamoDB",
    () => {
      const { send } = fakeDynamo();
      return dynamoTable("sagewarden", () => ({ send }));
    },
  ],
];

describe.each(tables)("incidents %s", (_, makeTable) => {
  const made = () => incidentsOver(makeTable(), { keep });

  test("what was saved is there, and nothing else", async () => {
    const incidents = made();
    await incidents.save(row);
    expect(await incidents.current(row.role)).toEqual(row);
    expect(await incidents.current(`${row.role}-2`)).toBeUndefined();
  });

  test("of saves at the same time one wins, the others are stale", async () => {
    const incidents = made();
    const opened = await Promise.allSettled(["a", "b"].map((why) => incidents.save({ ...row, why })));
    expect(opened.map(({ status }) => status).toSorted()).toEqual(["fulfilled", "rejected"]);
    const saved = await Promise.allSettled(["a", "b", "c"].map((why) => incidents.save({ ...row, why, version: 2 })));
    expect(saved.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    for (const result of saved) if (result.status === "rejected") expect(result.reason).toBeInstanceOf(StaleRow);
  });

  test("the next one takes the place, and the ended one stays beside it, the newest first", async () => {
    const incidents = made();
    await incidents.save(row);
    await incidents.save(ended);
    await incidents.follow(ended, next);
    expect([await incidents.current(row.role), await incidents.past(row.role)]).toEqual([next, [ended]]);
    const closed = { ...next, phase: "closed" as const, endedAt: later(9_000), version: 4 };
    await incidents.save(closed);
    await incidents.follow(closed, exampleIncident({ number: 3, version: 5 }));
    expect((await incidents.past(row.role)).map(({ number }) => number)).toEqual([2, 1]);
    expect((await incidents.past(row.role, 1)).map(({ number }) => number)).toEqual([2]);
  });

  test("of two that follow one comes, the other is stale", async () => {
    const incidents = made();
    await incidents.save(row);
    await incidents.save(ended);
    const both = await Promise.allSettled([incidents.follow(ended, next), incidents.follow(ended, next)]);
    expect(both.map(({ status }) => status).toSorted()).toEqual(["fulfilled", "rejected"]);
  });

  test.each(incidentPhases)("is open or not in phase %s", async (phase) => {
    const incidents = made();
    await incidents.save({ ...row, phase });
    expect((await incidents.open()).length).toBe(endedPhases.includes(phase) ? 0 : 1);
  });
});

test("one that is open is not forgotten; an ended one is, in its time", async () => {
  const table = memoryTable();
  const incidents = incidentsOver(table, { keep });
  await incidents.save(row);
  expect(table.items()[0]).not.toHaveProperty("ttl");
  await incidents.save(ended);
  expect(table.items()[0]).toMatchObject({
    outcome: "closed",
    type: "incident",
    ttl: Date.parse(later(1_800)) / 1000 + keep,
  });
  await incidents.follow(ended, next);
  expect(table.items().map(({ ttl }) => ttl !== undefined)).toEqual([false, true]);
});
