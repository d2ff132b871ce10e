import { expect, test } from "@jest/globals";
import { PoisonRecord } from "../model/errors.ts";
import { exampleIssue, exampleSession } from "./example-rows.ts";
import { issuesOver } from "./issues.ts";
import { memoryTable } from "./memory-ledger.ts";
import { sessionStore } from "./sessions.ts";

const keep = 400 * 86_400;

test("an issue is found by its key, and kept as long as the ledger", async () => {
  const table = memoryTable();
  const issues = issuesOver(table, { keep });
  await issues.save(exampleIssue());
  expect(await issues.of("ASIAEXAMPLE")).toEqual(exampleIssue());
  expect(await issues.of("ASIAOTHER")).toBeUndefined();
  expect(table.items().map(({ ttl }) => ttl)).toEqual([Date.parse("2026-11-22T10:00:00Z") / 1000 + keep]);
});

test("the first row of a key stays", async () => {
  const issues = issuesOver(memoryTable(), { keep });
  await issues.save(exampleIssue());
  await issues.save(exampleIssue({ person: "bob" }));
  expect((await issues.of("ASIAEXAMPLE"))?.person).toBe("alice");
});

test("the session of the same key is another row", async () => {
  const table = memoryTable();
  await issuesOver(table, { keep }).save(exampleIssue());
  expect(await sessionStore(table).sessionByKey("ASIAEXAMPLE")).toBeUndefined();
  await sessionStore(table).save(exampleSession());
  expect(await issuesOver(table, { keep }).of("ASIAEXAMPLE")).toEqual(exampleIssue());
});

test("an issue at no time is poison", async () => {
  const saving = issuesOver(memoryTable(), { keep }).save(exampleIssue({ at: "today" }));
  await expect(saving).rejects.toThrow(PoisonRecord);
});
