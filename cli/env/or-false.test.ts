import { expect, test } from "@jest/globals";
import { orFalse, toldOf } from "./or-false.ts";

const evaluated = async (shell: string, print: () => Promise<void>) => {
  const said: string[] = [];
  const work = orFalse(shell, { out: (text) => void said.push(text), env: {} }, print);
  return { code: await work.catch((error: Error) => error.message), said };
};

test("what failed, or is no shell, makes the shell's own statement fail", async () => {
  expect(await evaluated("bash", async () => undefined)).toEqual({ code: 0, said: [] });
  expect(await evaluated("bash", () => Promise.reject(new Error("no")))).toEqual({ code: "no", said: ["false"] });
  expect(await evaluated("tcsh", async () => undefined)).toEqual({
    code: expect.stringContaining('--shell: "tcsh"'),
    said: ["false"],
  });
});

test("what is told", () => {
  expect(toldOf("sales", "alice", { expiresAt: "2020-01-01T00:00:00Z" })).toBe(
    "sales as alice, for 0 s; env --restore gives back what was here before",
  );
});
