import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "@jest/globals";
import { temporaryFolder } from "./fixture.ts";
import { askCode } from "./prompt.ts";

const folder = temporaryFolder();
const serial = "arn:aws:iam::111122223333:mfa/alice";
const question = `MFA code for ${serial}: `;

/** A file in place of the terminal: the question is written over its beginning, and what stands behind is the answer. */
const answering = (answer: string): string => {
  const file = join(mkdtempSync(join(folder, "p-")), "tty");
  writeFileSync(file, `${" ".repeat(question.length)}${answer}`);
  return file;
};

test("six digits, of whoever is at the terminal", async () => {
  const file = answering("123456\n");
  expect(await askCode(serial, file)).toBe("123456");
  expect(readFileSync(file, "utf8")).toContain(question);
});

test.each(["", "12345\n", "abcdef\n", "1234567\n"])("%j is no code", async (answer) => {
  await expect(askCode(serial, answering(answer))).rejects.toThrow(
    "--mfa-serial: no code was given; allowed: six digits",
  );
});

test("nobody there to ask", async () => {
  await expect(askCode(serial, "/dev/null/tty")).rejects.toThrow(
    "--mfa-serial: there is no terminal to ask for the code; allowed: --mfa-code with six digits",
  );
});
