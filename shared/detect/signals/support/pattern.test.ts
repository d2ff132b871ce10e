import { expect, test } from "@jest/globals";
import { isLike } from "./pattern.ts";

test.each([
  ["^auger-", "auger-7", true],
  ["^auger-", "x-auger-7", false],
  ["^auger-\\d+$", "auger-x", false],
])("%s and %s: %s", (pattern, name, is) => expect(isLike(pattern, name)).toBe(is));
