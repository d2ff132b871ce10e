import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { play } from "./play.ts";
import { scenarios } from "./scenarios.ts";
import { hurry } from "./service.ts";

let atEase = (): void => undefined;
beforeAll(() => {
  atEase = hurry();
});
afterAll(() => atEase());

const { settings, creation } = scenarios["an endpoint is deleted"] ?? {};

test("an endpoint that is used again just before the call is left until it is not", async () => {
  let asked = 0;
  // Free when leave was given, in use at the call and at its second try, then free.
  const inUse = (before: number): boolean => {
    asked = before + 1;
    return before === 1 || before === 2;
  };
  const { ending } = await play({ ...(settings && { settings }), ...(creation && { creation }), inUse });
  expect(asked).toBe(4);
  expect(ending.acts.map(({ call }) => call)).toEqual(["delete"]);
  expect(ending.row.end?.how).toBe("deleted");
});

test("one that goes on being used is not deleted, and the case says so", async () => {
  const inUse = (before: number): boolean => before > 0;
  const { ending } = await play({ ...(settings && { settings }), ...(creation && { creation }), inUse });
  expect(ending.acts).toEqual([]);
  expect(ending.row.end?.how).toBe("failed");
});
