import { expect, test } from "@jest/globals";
import { caseStore } from "#shared/record/cases.ts";
import { toDocument } from "#shared/record/document.ts";
import { noticeKey } from "#shared/record/keys.ts";
import { ledgerOver } from "#shared/record/ledger.ts";
import { memoryTable } from "#shared/record/memory-ledger.ts";
import { caseFor, creationOf, outboxRow } from "./fixture.ts";
import { readSpan } from "./seen.ts";

const [from, to] = ["2026-11-22T08:00:00.000Z", "2026-11-29T08:00:00.000Z"];

test("reads what the stores wrote: of the span, and cases that reach into it", async () => {
  const table = memoryTable();
  const ledger = ledgerOver(table, { keep: 1 });
  const cases = caseStore(table, { keep: 1 });
  for (const [id, createdAt] of [
    ["before", "2026-11-22T07:59:59Z"],
    ["first", "2026-11-22T08:00:00Z"],
    ["later", "2026-11-28T00:00:00Z"],
  ] as const)
    await ledger.open(creationOf(id, "Model", "unowned", { createdAt }));
  const end = (at: string) => ({ end: { at, how: "would-stop", detail: "" } }) as const;
  for (const [id, openedAt, change] of [
    ["over", "2026-11-20T00:00:00Z", end("2026-11-21T00:00:00Z")],
    ["ended within", "2026-11-20T00:00:00Z", end("2026-11-23T00:00:00Z")],
    ["open for long", "2026-01-20T00:00:00Z", {}],
    ["open", "2026-11-23T00:00:00Z", {}],
  ] as const)
    await cases.open(caseFor(creationOf(id, "Model", "unowned"), { openedAt, ...change }));
  const row = outboxRow("n", "Model", "held");
  const createdAt = "2026-11-24T10:15:00.000Z";
  await table.put({ ...noticeKey("n"), document: toDocument(row), type: "notice", createdAt });

  const seen = await readSpan(table, from, to);
  expect(seen.creations.map(({ eventId }) => eventId)).toEqual(["first", "later"]);
  expect(seen.cases.map(({ creation }) => creation.eventId).toSorted()).toEqual([
    "ended within",
    "open",
    "open for long",
  ]);
  expect(seen.notices).toEqual([row]);
});
