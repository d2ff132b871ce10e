import { expect, test } from "@jest/globals";
import { StaleRow } from "../model/errors.ts";
import { memoryTable } from "./memory-ledger.ts";
import { threadsOver } from "./threads.ts";

const fixture = () => {
  const clock = { now: "2026-11-22T10:15:00Z" };
  return { clock, threads: threadsOver(memoryTable(), () => clock.now) };
};
const thread = { arn: "arn:x", to: "#team-a", opener: "n-1", version: 1 };

test("a thread is claimed by one", async () => {
  const { threads } = fixture();
  expect(await threads.get("arn:x", "#team-a")).toBeUndefined();
  await threads.update(thread);
  await expect(threads.update({ ...thread, opener: "n-2" })).rejects.toThrow(StaleRow);
  await threads.update({ ...thread, ts: "1.0", version: 2 });
  expect(await threads.get("arn:x", "#team-a")).toEqual({ ...thread, ts: "1.0", version: 2 });
  expect(await threads.get("arn:x", "#team-b")).toBeUndefined();
});

test("after a month it is forgotten, whether or not DynamoDB has deleted it", async () => {
  const { clock, threads } = fixture();
  await threads.update({ ...thread, ts: "1.0" });
  clock.now = "2026-12-23T10:15:00Z";
  expect(await threads.get("arn:x", "#team-a")).toEqual({ ...thread, opener: "" });
  await threads.update({ ...thread, opener: "n-9", version: 2 });
  expect(await threads.get("arn:x", "#team-a")).toMatchObject({ opener: "n-9" });
});
