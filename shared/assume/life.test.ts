import { expect, test } from "@jest/globals";
import fc from "fast-check";
import { endsAt, hasEnded, isDue, lifeOf } from "./life.ts";

const minutes = (count: number): number => count * 60_000;

test.each([
  [15, 7.5],
  [40, 20],
  [60, 40],
  [720, 700],
])("of %d minutes it is due after %d", (life, due) => {
  const at = (age: number) => isDue({ lifeMs: minutes(life), ageMs: minutes(age) });
  expect([at(0), at(due - 0.01), at(due)]).toEqual([false, false, true]);
});

test("it is due before it ends, and stays so", () => {
  const ms = fc.nat(minutes(720));
  fc.assert(
    fc.property(ms, ms, fc.nat(), (lifeMs, ageMs, later) => {
      if (hasEnded({ lifeMs, ageMs })) expect(isDue({ lifeMs, ageMs })).toBe(true);
      if (isDue({ lifeMs, ageMs })) expect(isDue({ lifeMs, ageMs: ageMs + later })).toBe(true);
    }),
  );
});

const said = "2026-07-01T11:00:00.000Z";
const times = { issuedAt: "2026-07-01T10:00:00.000Z", expiresAt: said };

test.each([
  ["the same", "2026-07-01T10:10:00.000Z", said],
  ["within a minute", "2026-07-01T10:10:59.000Z", said],
  ["an hour behind", "2026-07-01T09:10:00.000Z", "2026-07-01T10:00:00.000Z"],
  ["an hour ahead", "2026-07-01T11:10:00.000Z", "2026-07-01T12:00:00.000Z"],
])("our clock is %s: it ends by that", (_what, now, end) => {
  expect(endsAt({ lifeMs: lifeOf(times), ageMs: 600_000 }, Date.parse(now), said)).toBe(end);
});

test("what is no time stays as it was said", () => {
  expect(endsAt({ lifeMs: Number.NaN, ageMs: 0 }, 0, "x")).toBe("x");
});
