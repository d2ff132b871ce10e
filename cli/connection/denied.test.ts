import { expect, test } from "@jest/globals";
import { BadInput } from "#shared/model/errors.ts";
import { asDenied, Denied, orDenied } from "./denied.ts";

const named = (name: string, message: string) => Object.assign(new Error(message), { name });
const arn = "arn:aws:iam::111122223333:role/sales";

test.each([
  [
    named("AccessDenied", `not authorized to perform: sts:AssumeRole on ${arn}`),
    "Permission denied: trust: STS does not",
  ],
  [named("ExpiredToken", `the token of ${arn} has expired`), "the token of (an ARN) has expired"],
  [new Denied({ gate: "group", reason: "no" }), "Permission denied: group: no"],
])("%s", (error, message) => {
  const told = asDenied(error);
  expect(told.message).toContain(message);
  expect(told.message).not.toMatch(/arn:|\d{12}/);
});

test("a gate that is shut answers 1, what failed otherwise too; wrong use goes on", async () => {
  const said: string[] = [];
  const io = { err: (text: string) => void said.push(text) };
  const failing = (error: Error) => orDenied(() => Promise.reject(error), io);
  expect(await failing(new Denied({ gate: "group", reason: "no" }))).toBe(1);
  expect(await failing(new Error(`no ${arn}`))).toBe(1);
  expect(said).toEqual(["Permission denied: group: no", "sagewarden: no (an ARN)"]);
  await expect(failing(new BadInput("wrong"))).rejects.toThrow("wrong");
  expect(await orDenied(() => Promise.resolve(7), io)).toBe(7);
});
