import { expect, test } from "@jest/globals";
import { limited } from "./limited.ts";

test("so many at once, all of them in the end, also after one that fails", async () => {
  const limit = limited(3);
  let [running, most] = [0, 0];
  const work = async (number: number): Promise<number> => {
    running += 1;
    most = Math.max(most, running);
    await Promise.resolve();
    running -= 1;
    if (number === 4) throw new Error("four");
    return number;
  };
  const ends = await Promise.allSettled(Array.from({ length: 20 }, (_, number) => limit(() => work(number))));
  expect(most).toBe(3);
  expect(ends.filter(({ status }) => status === "fulfilled")).toHaveLength(19);
  expect(await limit(() => work(21))).toBe(21);
});
