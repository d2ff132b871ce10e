import { expect, test } from "@jest/globals";
import { StaleRow } from "../model/errors.ts";
import { whileStale } from "./while-stale.ts";

const staleFor = (times: number, error: Error = new StaleRow("moved on")) => {
  let looks = 0;
  return async () => {
    looks++;
    if (looks <= times) throw error;
    return looks;
  };
};

test("does it again while others are faster, and not for ever", async () => {
  expect(await whileStale(staleFor(7))).toBe(8);
  await expect(whileStale(staleFor(8))).rejects.toThrow(StaleRow);
});

test("any other error is the caller's at once", async () => {
  await expect(whileStale(staleFor(1, new Error("down")))).rejects.toThrow("down");
});
