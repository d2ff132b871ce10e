import { expect, test } from "@jest/globals";
import { isoAt } from "../model/time.ts";
import { tableCache } from "./cache.ts";
import { memoryTable } from "./memory-ledger.ts";

const key = { pk: "profile#x", sk: "profiles" };
const start = Date.parse("2026-11-22T10:00:00Z");

const fixture = (answers: readonly unknown[]) => {
  let [asked, ms] = [0, start];
  const cache = tableCache(memoryTable(), () => isoAt(ms));
  return {
    get: () =>
      cache(
        key,
        () => 600,
        async () => answers[asked++],
      ),
    asked: () => asked,
    wait: (seconds: number) => {
      ms += seconds * 1000;
    },
  };
};

test("an answer is kept until its time is over, to the second", async () => {
  const { get, asked, wait } = fixture(["first", "second"]);
  expect(await get()).toBe("first");
  wait(599);
  expect(await get()).toBe("first");
  wait(1);
  expect(await get()).toBe("second");
  expect(asked()).toBe(2);
});

test("no answer is not kept", async () => {
  const { get, asked } = fixture([undefined, "later"]);
  expect(await get()).toBeUndefined();
  expect(await get()).toBe("later");
  expect(asked()).toBe(2);
});

test("an error is not kept", async () => {
  const cache = tableCache(memoryTable(), () => isoAt(start));
  await expect(
    cache(
      key,
      () => 600,
      () => Promise.reject(new Error("throttled")),
    ),
  ).rejects.toThrow("throttled");
  expect(
    await cache(
      key,
      () => 600,
      async () => "later",
    ),
  ).toBe("later");
});
