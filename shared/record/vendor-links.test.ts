import { describe, expect, test } from "@jest/globals";
import { StaleRow } from "../model/errors.ts";
import type { Wanted } from "../model/vendor-link.ts";
import type { Link } from "../vendors/watch/links.ts";
import { memoryTable } from "./memory-ledger.ts";
import type { Table } from "./table.ts";
import { linksOver, watchListOver } from "./vendor-links.ts";

const role = "arn:aws:iam::111122223333:role/vendor/auger/vendor-auger";
const link = (change: Partial<Link> = {}): Link => ({
  id: "key:ASIACHAINED000000001",
  role,
  how: "chained",
  at: "2026-07-01T10:00:00Z",
  eventId: "e-1",
  ...change,
});

describe("links", () => {
  test("the first of several ids that is known", async () => {
    const links = linksOver(memoryTable(), { keep: 86_400 });
    await links.save(link());
    await links.save(link({ id: "arn:aws:iam::111122223333:user/x", how: "minted" }));
    expect(await links.linked(["key:other", "arn:aws:iam::111122223333:user/x", link().id])).toMatchObject({
      how: "minted",
    });
    expect(await links.linked([])).toBeUndefined();
    expect(await links.of(role)).toHaveLength(2);
  });

  test("who took or made it first keeps it", async () => {
    const links = linksOver(memoryTable(), { keep: 86_400 });
    await links.save(link());
    await links.save(link({ role: "another", at: "2026-07-01T11:00:00Z" }));
    expect((await links.linked([link().id]))?.role).toBe(role);
  });
});

const wanted: Wanted = { in: "roles", why: "chained", at: "2026-07-01T10:00:00Z" };

describe("the list of who is heard of", () => {
  test("is empty at first; a change that changes nothing is not written", async () => {
    const list = watchListOver(memoryTable());
    expect(await list.read()).toEqual({});
    expect(await list.change((map) => map)).toBe(false);
    expect(await list.change((map) => ({ ...map, a: wanted }))).toBe(true);
    expect(await list.change((map) => ({ ...map, a: wanted }))).toBe(false);
    expect(await list.read()).toEqual({ a: wanted });
  });

  test("keeps what two write at the same time", async () => {
    const table = memoryTable();
    const list = watchListOver(table);
    let isFirst = true;
    const meeting: Table = {
      ...table,
      get: async (key) => {
        const item = await table.get(key);
        if (isFirst) {
          isFirst = false;
          await list.change((map) => ({ ...map, a: wanted }));
        }
        return item;
      },
    };
    await watchListOver(meeting).change((map) => ({ ...map, b: wanted }));
    expect(await list.read()).toEqual({ a: wanted, b: wanted });
  });

  test("comes back later where others always were faster", async () => {
    const table = { ...memoryTable(), put: async () => ({ stored: false as const, there: undefined }) };
    await expect(watchListOver(table).change(() => ({ a: wanted }))).rejects.toThrow(StaleRow);
  });
});
