import { expect, test } from "@jest/globals";
import { lazily } from "./lazily.ts";

const edge = (log: string[]) => ({
  read: async (name: string) => `${name} read`,
  fail: async (): Promise<string> => Promise.reject(new Error(`failed after ${log.length}`)),
});

test("is opened once, by the first call", async () => {
  const log: string[] = [];
  const lazy = lazily(async () => {
    log.push("opened");
    return edge(log);
  });
  expect(log).toEqual([]);
  expect(await Promise.all([lazy.read("one"), lazy.read("two")])).toEqual(["one read", "two read"]);
  await expect(lazy.fail()).rejects.toThrow("failed after 1");
});

test("is no promise", async () => {
  const lazy = lazily(async () => edge([]));
  expect(await lazy).toBe(lazy);
});
