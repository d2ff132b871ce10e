import { expect, test } from "@jest/globals";
import { PoisonRecord } from "../model/errors.ts";
import { readAsk } from "./audit-ask.ts";

test.each([
  [{}, {}],
  [{ rules: true }, { rules: true }],
  [{ rules: "yes", more: 1 }, {}],
  [{ at: "2026-07-01T10:00:00Z", more: 1 }, { at: "2026-07-01T10:00:00Z" }],
])("%j", (message, ask) => expect(readAsk(message)).toEqual(ask));

test.each([null, [], "x", 1, { at: "yesterday" }])("%j is poison", (message) =>
  expect(() => readAsk(message)).toThrow(PoisonRecord),
);
