import { expect, test } from "@jest/globals";
import { BadInput } from "#shared/model/errors.ts";
import { answered } from "./answered.ts";

const say = async (work: () => Promise<number>, env: Record<string, string> = {}) => {
  const err: string[] = [];
  return { code: await answered(work, { env, err: (text) => void err.push(text) }), err };
};
const failing = (error: unknown) => async (): Promise<number> => {
  throw error;
};

test.each([
  ["its own code", async () => 7, { code: 7, err: [] }],
  ["bad input", failing(new BadInput("--role: nothing")), { code: 2, err: ["--role: nothing"] }],
  ["a failure", failing(new Error("broken")), { code: 1, err: ["sagewarden: broken"] }],
  ["anything thrown", failing("text"), { code: 1, err: ["sagewarden: text"] }],
])("%s", async (_what, work, expected) => {
  expect(await say(work)).toEqual(expected);
});

test("the places in the code only where they are asked for", async () => {
  expect((await say(failing(new Error("broken")), { SAGEWARDEN_DEBUG: "1" })).err[1]).toContain("answered.test.ts");
});
