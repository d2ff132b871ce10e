import { expect, test } from "@jest/globals";
import { memoryTable } from "../record/memory-ledger.ts";
import { exampleNotice } from "./example-notice.ts";
import { notifyOnce } from "./notify.ts";
import type { Publication } from "./publication.ts";

const fixture = () => {
  const [table, sent]: [ReturnType<typeof memoryTable>, Publication[]] = [memoryTable(), []];
  const publish = async (publication: Publication): Promise<void> => void sent.push(publication);
  return { table, sent, publish };
};

test("a notice is published once, whatever is delivered again", async () => {
  const { table, sent, publish } = fixture();
  await notifyOnce(exampleNotice(), { table, publish });
  await notifyOnce(exampleNotice({ at: "2026-11-22T10:20:00Z" }), { table, publish });
  await notifyOnce(exampleNotice({ id: "another" }), { table, publish });
  expect(sent).toHaveLength(2);
});

test("what was not published is published the next time", async () => {
  const { table, sent, publish } = fixture();
  const failing = { table, publish: () => Promise.reject(new Error("throttled")) };
  await expect(notifyOnce(exampleNotice(), failing)).rejects.toThrow("throttled");
  await notifyOnce(exampleNotice(), { table, publish });
  expect(sent).toHaveLength(1);
});

test("the mark is kept for 30 days", async () => {
  const { table, publish } = fixture();
  await notifyOnce(exampleNotice(), { table, publish });
  expect(table.items().map(({ ttl }) => ttl)).toEqual([Date.parse("2026-12-22T10:15:00Z") / 1000]);
});
