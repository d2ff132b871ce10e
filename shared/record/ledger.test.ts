import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { anyCharacter } from "../../test/any-character.ts";
import { dynamoTable } from "../aws/dynamodb.ts";
import { PoisonRecord, StaleRow } from "../model/errors.ts";
import { tagMap } from "../model/tags.ts";
import { exampleArn, exampleRow } from "./example-rows.ts";
import { fakeDynamo } from "./fake-dynamo.ts";
import { ledgerOver } from "./ledger.ts";
import { memoryTable } from "./memory-ledger.ts";
import type { Item, Table } from "./table.ts";

const keep = 400 * 86_400;
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

describe.each(tables)("the ledger %s", (_, makeTable) => {
  const made = () => ledgerOver(makeTable(), { keep });

  test("what was opened is there, by ARN and by event", async () => {
    const ledger = made();
    const row = exampleRow();
    expect(await ledger.open(row)).toBe(row);
    expect(await ledger.creations(exampleArn)).toEqual([row]);
    expect(await ledger.byEvent("e-1")).toEqual(row);
  });

  test("what is unknown is not there", async () => {
    const ledger = made();
    expect(await ledger.creations(exampleArn)).toEqual([]);
    expect(await ledger.byEvent("e-1")).toBeUndefined();
    expect(await ledger.rounds(exampleArn)).toBeUndefined();
  });

  test("a duplicate opens nothing and gets the row that is there", async () => {
    const ledger = made();
    await ledger.open(exampleRow());
    await ledger.update(exampleRow({ outcome: "tagged", version: 2 }));
    expect(await ledger.open(exampleRow())).toEqual(exampleRow({ outcome: "tagged", version: 2 }));
    expect(await ledger.creations(exampleArn)).toHaveLength(1);
  });

  describe("who may open a row", () => {
    const at = "2026-11-22T10:00:00Z";
    const by = (eventId: string, when = at) => ({ arn: exampleArn, eventId, at: when });

    test("is one of two at the same time, and the same one again", async () => {
      const ledger = made();
      expect(await Promise.all([ledger.claim(by("e-1"), []), ledger.claim(by("e-2"), [])])).toEqual([true, false]);
      expect(await ledger.claim(by("e-1"), [])).toBe(true);
      expect(await ledger.claim(by("e-2"), [])).toBe(false);
    });

    test("is anybody who has seen the row: a name can be used again", async () => {
      const ledger = made();
      await ledger.claim(by("e-1"), []);
      expect(await ledger.claim(by("e-2"), [exampleRow({ announcements: ["e-1"] })])).toBe(true);
      expect(await ledger.claim(by("e-3"), [exampleRow({ announcements: ["e-1"] })])).toBe(false);
    });

    test("is the next one after half a minute: whoever claimed has crashed", async () => {
      const ledger = made();
      await ledger.claim(by("e-1"), []);
      expect(await ledger.claim(by("e-2", "2026-11-22T10:00:29Z"), [])).toBe(false);
      expect(await ledger.claim(by("e-2", "2026-11-22T10:00:31Z"), [])).toBe(true);
    });
  });

  test("creations of one name are listed newest first, over several pages", async () => {
    const ledger = made();
    const times = ["10:00:00Z", "10:00:00.500Z", "09:00:00Z", "12:00:00Z", "11:00:00Z"];
    for (const [index, time] of times.entries())
      await ledger.open(exampleRow({ eventId: `e-${index}`, createdAt: `2026-11-22T${time}` }));
    expect((await ledger.creations(exampleArn)).map(({ eventId }) => eventId)).toEqual([
      "e-3",
      "e-4",
      "e-1",
      "e-0",
      "e-2",
    ]);
  });

  test("an update of a row that moved on is stale, and changes nothing", async () => {
    const ledger = made();
    await ledger.open(exampleRow());
    await ledger.update(exampleRow({ reason: "first", version: 2 }));
    await expect(ledger.update(exampleRow({ reason: "second", version: 2 }))).rejects.toThrow(StaleRow);
    expect((await ledger.byEvent("e-1"))?.reason).toBe("first");
  });

  test("an update of a row that is not there is stale", async () => {
    await expect(made().update(exampleRow({ version: 2 }))).rejects.toThrow(StaleRow);
  });

  test("of updates at the same time one wins", async () => {
    const ledger = made();
    await ledger.open(exampleRow());
    const attempts = ["a", "b", "c", "d"].map((reason) => ledger.update(exampleRow({ reason, version: 2 })));
    const results = await Promise.allSettled(attempts);
    expect(results.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
  });

  test("of openings at the same time one stores, and all get the same row", async () => {
    const ledger = made();
    const rows = await Promise.all(["a", "b", "c"].map((reason) => ledger.open(exampleRow({ reason }))));
    expect(new Set(rows.map(({ reason }) => reason)).size).toBe(1);
  });

  test("only what is settling is unsettled, and only if it is older", async () => {
    const ledger = made();
    const at = (minute: string) => `2026-11-22T10:${minute}:00Z`;
    for (const minute of ["01", "02", "03", "04"])
      await ledger.open(exampleRow({ eventId: `e-${minute}`, createdAt: at(minute) }));
    await ledger.update(exampleRow({ eventId: "e-02", createdAt: at("02"), outcome: "unowned", version: 2 }));
    expect((await ledger.unsettledBefore(at("04"))).map(({ eventId }) => eventId)).toEqual(["e-01", "e-03"]);
    expect(await ledger.unsettledBefore(at("01"))).toEqual([]);
  });

  test("a settled row that is opened again is unsettled again", async () => {
    const ledger = made();
    await ledger.open(exampleRow());
    await ledger.update(exampleRow({ outcome: "failed", version: 2 }));
    expect(await ledger.unsettledBefore("2026-11-23T00:00:00Z")).toEqual([]);
    await ledger.update(exampleRow({ outcome: "settling", version: 3 }));
    expect(await ledger.unsettledBefore("2026-11-23T00:00:00Z")).toHaveLength(1);
  });

  test("rounds are kept by version", async () => {
    const ledger = made();
    const round = { principal: "p", startedAt: "2026-11-22T10:00:00Z", eventIds: ["e"], keys: ["team"] };
    const row = { arn: exampleArn, rounds: [round], version: 1 };
    await ledger.saveRounds(row);
    await expect(ledger.saveRounds(row)).rejects.toThrow(StaleRow);
    await ledger.saveRounds({ ...row, version: 2 });
    await expect(ledger.saveRounds({ ...row, version: 2 })).rejects.toThrow(StaleRow);
    expect(await ledger.rounds(exampleArn)).toEqual({ ...row, version: 2 });
    expect(await ledger.creations(exampleArn)).toEqual([]);
  });

  test("a caller's later change of a row does not reach the ledger", async () => {
    const ledger = made();
    const history = [{ at: "t", outcome: "settling", verdict: null, reason: "r", by: "sagewarden" } as const];
    await ledger.open(exampleRow({ history }));
    history.pop();
    expect((await ledger.byEvent("e-1"))?.history).toHaveLength(1);
  });

  test("hostile keys and values come back as they were", async () => {
    const key = fc.constantFrom("__proto__", "constructor", "toString", "team", "ключ");
    const tags = fc.array(fc.tuple(key, fc.string({ unit: anyCharacter }))).map(tagMap);
    await fc.assert(
      fc.asyncProperty(tags, tags, async (intent, replaced) => {
        const ledger = made();
        await ledger.open(exampleRow({ intent, replaced }));
        const row = await ledger.byEvent("e-1");
        expect(Object.entries(row?.intent ?? {})).toEqual(Object.entries(intent));
        expect(Object.entries(row?.replaced ?? {})).toEqual(Object.entries(replaced));
        expect(row?.intent.hasOwnProperty).toBeUndefined();
      }),
      { numRuns: 50 },
    );
  });

  test.each<[string, object, RegExp]>([
    ["an ARN of 3,000 bytes", { resource: { arn: "a".repeat(3_000), kind: "x" } }, /too long/],
    ["an event id of 2,000 bytes", { eventId: "e".repeat(2_000) }, /too long/],
    ["no event id", { eventId: "" }, /no eventID/],
    ["a time that is none", { createdAt: "yesterday" }, /createdAt is not a time: yesterday/],
    ["a row beyond DynamoDB's limit", { findings: Array(200).fill({ detail: "x".repeat(2_040) }) }, /at most 350000/],
  ])("%s is poison", async (_, change, message) => {
    const opening = made().open(exampleRow(change));
    await expect(opening).rejects.toThrow(PoisonRecord);
    await expect(opening).rejects.toThrow(message);
  });

  test("a long reason is cut, a long history loses its middle", async () => {
    const ledger = made();
    const entry = (at: number) =>
      ({ at: String(at), outcome: "settling", verdict: null, reason: "r", by: "b" }) as const;
    const history = Array.from({ length: 500 }, (_, index) => entry(index));
    await ledger.open(exampleRow({ reason: "r".repeat(9_000), history }));
    const row = await ledger.byEvent("e-1");
    expect(row?.reason).toHaveLength(2_048);
    expect(row?.history).toHaveLength(200);
    expect([row?.history[0]?.at, row?.history.at(-1)?.at]).toEqual(["0", "499"]);
  });
});

describe("the item", () => {
  const stored = async (change: object): Promise<Item | undefined> => {
    const table = memoryTable();
    await ledgerOver(table, { keep }).open(exampleRow(change));
    return table.items()[0];
  };

  test("carries what indexes and filters need", async () => {
    expect(await stored({})).toMatchObject({
      pk: `resource#${exampleArn}`,
      sk: "creation#2026-11-22T10:00:00.000Z#e-1",
      open: "open",
      createdAt: "2026-11-22T10:00:00.000Z",
      eventId: "e-1",
      kind: "TrainingJob",
      outcome: "settling",
      team: "TeamA",
      studiouserid: "alice",
      version: 1,
      ttl: Date.parse("2026-11-22T10:00:00Z") / 1000 + keep,
    });
  });
  test("names no owner where nobody is proven", async () => {
    expect(await stored({ owner: { team: null, studiouserid: null } })).not.toHaveProperty("team");
  });
  test("leaves the open index with its end", async () => {
    expect(await stored({ outcome: "tagged" })).not.toHaveProperty("open");
  });
});

test("a row that vanishes between the refusal and the reading is stale", async () => {
  const table: Table = { ...memoryTable(), put: async () => ({ stored: false, there: undefined }) };
  await expect(ledgerOver(table, { keep }).open(exampleRow())).rejects.toThrow(StaleRow);
});
