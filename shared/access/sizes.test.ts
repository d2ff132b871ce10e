import { expect, test } from "@jest/globals";
import { sizeOf } from "./sizes.ts";

test("white space between the elements does not count, within a text it does", () => {
  expect(sizeOf('{ "a" :\n [ 1, "b c" ] }')).toBe('{"a":[1,"b c"]}'.length);
});
