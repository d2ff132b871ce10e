import { expect, test } from "@jest/globals";
import { definition } from "../../../functions/contain-vendor/definition.ts";
import { IamRefusal } from "../../model/role-image.ts";
import { budget, forEach, refusalIn } from "./each.ts";

const clock = (step = 0) => {
  let ms = 0;
  const tick = (): void => {
    ms += step;
  };
  return { now: () => new Date(ms).toISOString(), tick };
};

test("answers in the order of the items, a few at once", async () => {
  let [running, most] = [0, 0];
  const work = async (item: number): Promise<number> => {
    running += 1;
    most = Math.max(most, running);
    for (let turn = 0; turn < 10 - item; turn++) await Promise.resolve();
    running -= 1;
    return item * 10;
  };
  expect(await forEach([1, 2, 3, 4, 5, 6, 7], clock().now, work, () => 0)).toEqual([10, 20, 30, 40, 50, 60, 70]);
  expect(most).toBe(4);
});

test("one that fails keeps no other back, and is told in the end", async () => {
  const done: number[] = [];
  const work = async (item: number): Promise<void> => {
    if (item === 2) throw new Error("Throttling");
    done.push(item);
  };
  await expect(forEach([1, 2, 3, 4, 5, 6], clock().now, work, () => undefined)).rejects.toThrow("Throttling");
  expect(done).toEqual([1, 3, 4, 5, 6]);
});

test("what the time is too short for is late", async () => {
  const { now, tick } = clock(6_000);
  const answers = await forEach<number, number | "late">(
    [1, 2, 3, 4, 5, 6],
    now,
    async (item) => {
      tick();
      await Promise.resolve();
      return item;
    },
    () => "late",
  );
  expect(answers).toEqual([1, 2, 3, "late", "late", "late"]);
});

test("the longest step, which looks once and denies twice, is over before the invocation is", () => {
  expect(3 * budget + 10).toBeLessThan(definition.timeout);
});

test("only IAM's own refusals are sentences", () => {
  const refusal = new IamRefusal("full", "no room");
  expect(refusalIn(refusal)).toBe(refusal);
  expect(() => refusalIn(new Error("Throttling"))).toThrow("Throttling");
});
