import { expect, test } from "@jest/globals";
import { BadInput } from "#shared/model/errors.ts";
import { beginOf } from "./since.ts";

const now = "2026-11-29T08:00:00Z";

test.each([
  ["P7D", "2026-11-22T08:00:00.000Z"],
  ["PT12H", "2026-11-28T20:00:00.000Z"],
  ["P1DT1H", "2026-11-28T07:00:00.000Z"],
  ["P400D", "2025-10-25T08:00:00.000Z"],
])("%s", (since, expected) => {
  expect(beginOf(since, now)).toBe(expected);
});

test.each(["", "P", "7", "7D", "P7", "-P7D", "P0D", "P401D", "P99999999999999D", "P1W", "yesterday", "P7D\n", true])(
  "%j is refused",
  (since) => {
    expect(() => beginOf(since, now)).toThrow(BadInput);
    expect(() => beginOf(since, now)).toThrow(/^--since: found .*; allowed: an ISO 8601 duration such as P7D/);
  },
);
