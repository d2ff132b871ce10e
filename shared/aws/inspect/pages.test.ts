import { expect, test } from "@jest/globals";
import { collect } from "./pages.ts";

const pages = [
  { items: [1, 2], next: "b" },
  { items: [], next: "c" },
  { items: [3], next: "" },
];
const read = (asked: (string | undefined)[]) => async (token: string | undefined) => {
  asked.push(token);
  return pages[asked.length - 1] ?? { items: [], next: undefined };
};

test("reads to the last page, empty pages and an empty token included", async () => {
  const asked: (string | undefined)[] = [];
  expect(await collect(100, read(asked))).toEqual([1, 2, 3]);
  expect(asked).toEqual([undefined, "b", "c"]);
});

test("stops when there is enough", async () => {
  const asked: (string | undefined)[] = [];
  expect(await collect(1, read(asked))).toEqual([1]);
  expect(asked).toEqual([undefined]);
});
