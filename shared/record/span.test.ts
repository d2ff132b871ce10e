import { expect, test } from "@jest/globals";
import type { UnownedCase } from "../model/unowned-case.ts";
import { exampleNotice } from "../notify/example-notice.ts";
import { caseStore } from "./cases.ts";
import { exampleCase, unownedCreation } from "./example-case.ts";
import { exampleExemption, exampleRow } from "./example-rows.ts";
import { exemptionStore } from "./exemptions.ts";
import { ledgerOver } from "./ledger.ts";
import { memoryTable } from "./memory-ledger.ts";
import { outboxOver } from "./outbox.ts";
import { readPeriod, readSpan } from "./span.ts";

const [from, to] = ["2026-11-22T08:00:00.000Z", "2026-11-29T08:00:00.000Z"];

test("reads what the stores wrote: of the span, and cases that reach into it", async () => {
  const table = memoryTable();
  const ledger = ledgerOver(table, { keep: 1 });
  const cases = caseStore(table, { keep: 1 });
  const outbox = outboxOver(table, { keep: 1 });
  for (const [eventId, createdAt] of [
    ["before", "2026-11-22T07:59:59Z"],
    ["first", "2026-11-22T08:00:00Z"],
    ["later", "2026-11-28T00:00:00Z"],
    ["after", "2026-11-29T08:00:00Z"],
  ] as const)
    await ledger.open(exampleRow({ eventId, createdAt }));
  const end = (at: string): Pick<UnownedCase, "end"> => ({ end: { at, how: "would-stop", detail: "" } });
  for (const [eventId, openedAt, change] of [
    ["over", "2026-11-20T00:00:00Z", end("2026-11-21T00:00:00Z")],
    ["ended within", "2026-11-20T00:00:00Z", end("2026-11-23T00:00:00Z")],
    ["open for long", "2026-01-20T00:00:00Z", {}],
    ["open", "2026-11-23T00:00:00Z", {}],
  ] as const)
    await cases.open(exampleCase({ creation: unownedCreation({ eventId }), openedAt, ...change }));
  const row = await outbox.open(exampleNotice({ at: "2026-11-24T10:15:00Z" }), { held: true });
  await outbox.open(exampleNotice({ id: "before", at: "2026-11-21T10:15:00Z" }), { held: true });

  const seen = await readSpan(table, from, to);
  expect(seen.creations.map(({ eventId }) => eventId)).toEqual(["first", "later"]);
  expect(seen.cases.map(({ creation }) => creation.eventId).toSorted()).toEqual([
    "ended within",
    "open",
    "open for long",
  ]);
  expect(seen.notices).toEqual([row]);
});

test("a period has the creations of its cases, however old they are, and the exemptions that end in the next", async () => {
  const table = memoryTable();
  const ledger = ledgerOver(table, { keep: 1 });
  const creation = unownedCreation({ eventId: "old", at: "2026-01-20T00:00:00Z" });
  await ledger.open(exampleRow({ resource: creation.resource, eventId: "old", createdAt: creation.at }));
  await ledger.open(exampleRow({ eventId: "new", createdAt: "2026-11-23T00:00:00Z" }));
  await caseStore(table, { keep: 1 }).open(exampleCase({ creation, openedAt: "2026-01-20T00:15:00Z" }));
  const exemptions = exemptionStore(table, { keep: 1 });
  for (const until of ["2026-11-28", "2026-12-01", "2026-12-06"])
    await exemptions.put(exampleExemption({ arn: `arn:${until}`, until }));
  const { creations, cases, exemptions: ending } = await readPeriod({ table, ledger, exemptions }, { from, to });
  expect(ending?.map(({ until }) => until)).toEqual(["2026-12-01"]);
  expect(creations.map(({ eventId }) => eventId)).toEqual(["new", "old"]);
  expect(cases).toHaveLength(1);
});
