import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { addSighting, eventMark, keyOf, type Sighting } from "./bounds.ts";

const learntUntil = "2026-06-15T00:00:00Z";
const [during, after] = ["2026-06-01T00:00:00Z", "2026-07-01T00:00:00Z"];
const seen = (first: string, count: number): Sighting => ({ first, last: first, count });

describe("where there is no room left", () => {
  const options = { limit: 2, until: learntUntil };

  test("what was learnt stays, and what is new is not kept", () => {
    const full = { a: seen(during, 1), b: seen(during, 9) };
    expect(addSighting(full, "new", after, options)).toEqual(full);
  });

  test("what was not learnt goes first", () => {
    const full = { a: seen(during, 1), b: seen(after, 50) };
    expect(Object.keys(addSighting(full, "new", after, options))).toEqual(["a", "new"]);
  });

  test("while the role is learnt what was seen once goes, the newest first", () => {
    const full = { a: seen(during, 1), b: seen("2026-06-02T00:00:00Z", 1) };
    expect(Object.keys(addSighting(full, "new", "2026-06-03T00:00:00Z", options))).toEqual(["a", "new"]);
    const habits = { a: seen(during, 2), b: seen(during, 2) };
    expect(addSighting(habits, "new", "2026-06-03T00:00:00Z", options)).toEqual(habits);
  });

  test("nobody flushes what was learnt, whatever comes after", () => {
    fc.assert(
      fc.property(fc.array(fc.string({ maxLength: 3 }), { maxLength: 200 }), (values) => {
        const learnt = { a: seen(during, 1), b: seen(during, 3) };
        const end = values.reduce<Readonly<Record<string, Sighting>>>(
          (sightings, value) => addSighting(sightings, value, after, { limit: 5, until: learntUntil }),
          learnt,
        );
        expect(Object.keys(end).length).toBeLessThanOrEqual(5);
        expect(Object.keys(end)).toEqual(expect.arrayContaining(["a", "b"]));
      }),
    );
  });
});

test("the first and last sight do not depend on the order", () => {
  const options = { limit: 3, until: learntUntil };
  const one = addSighting(addSighting({}, "a", during, options), "a", after, options);
  const other = addSighting(addSighting({}, "a", after, options), "a", during, options);
  expect(one).toEqual({ a: { first: during, last: after, count: 2 } });
  expect(other).toEqual(one);
});

test("a value may be called as an object's own machinery is", () => {
  const once = addSighting({}, "__proto__", during, { limit: 3, until: learntUntil });
  expect(JSON.stringify(addSighting(once, "__proto__", after, { limit: 3, until: learntUntil }))).toContain(
    '"count":2',
  );
});

test("keys are plain and cut", () => expect(keyOf('a"\u202eé\\x', 5)).toBe("a????"));

test("the mark of a call is its own, though a publisher gave its id to another", () => {
  const common = { eventId: "a", account: "1" };
  const calls = [
    { eventName: "DeleteTrail", at: "2026-07-01T10:00:00Z" },
    { eventName: "StopLogging", at: "2026-07-01T10:00:00Z" },
    { eventName: "StopLogging", at: "2026-07-01T10:00:01Z" },
    {},
  ];
  expect(new Set(calls.map((call) => eventMark({ ...common, ...call }))).size).toBe(4);
});

test("marks tell records apart", () => {
  const ids = ["11111111-2222-3333-4444-555555555555", "99999999-2222-3333-4444-555555555555", "a", "b", ""];
  const marks = ids.flatMap((eventId) =>
    ["111122223333", "444455556666"].map((account) => eventMark({ eventId, account })),
  );
  expect(new Set(marks).size).toBe(marks.length);
  fc.assert(
    fc.property(fc.uuid(), fc.uuid(), (a, b) => {
      const [one, other] = [a, b].map((eventId) => eventMark({ eventId, account: "1" }));
      expect(one === other).toBe(a === b);
      expect((one ?? "").length).toBeLessThanOrEqual(11);
    }),
  );
});
