import { expect, test } from "@jest/globals";
import { eachAlone } from "./each-alone.ts";

const run = async (failing: readonly number[]) => {
  const done: number[] = [];
  const work = async (one: number): Promise<void> => {
    if (failing.includes(one)) throw new Error(`broke at ${one}`);
    done.push(one);
  };
  const error = await eachAlone([1, 2, 3], work).catch(({ message }: Error) => message);
  return { done, error };
};

test.each([
  ["nothing fails", [], [1, 2, 3], undefined],
  ["one fails: the rest is done, and somebody hears of it", [1], [2, 3], "broke at 1"],
  ["some fail: the first is told", [2, 3], [1], "broke at 2"],
])("%s", async (_, failing, done, error) => expect(await run(failing)).toEqual({ done, error }));
