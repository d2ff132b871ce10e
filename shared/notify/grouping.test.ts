import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { isoAt } from "../model/time.ts";
import { exampleNotice } from "./example-notice.ts";
import {
  alone,
  closed,
  digestNotice,
  dueAt,
  fullDigest,
  isGroupable,
  placeOf,
  type Recipient,
  released,
} from "./grouping.ts";

const start = Date.parse("2026-11-22T10:00:00Z");
const at = (seconds: number): string => isoAt(start + seconds * 1000);
const nobody: Recipient = { to: "U0ALICE", sent: [], opened: 0, version: 0 };

/** Places ids at these seconds; answers where each went, and the recipient after them. */
const place = (recipient: Recipient, arrivals: readonly [id: string, seconds: number][]) => {
  let current = recipient;
  const places = arrivals.map(([id, seconds]) => {
    const placement = placeOf(current, id, at(seconds));
    if (placement.place !== "full") current = placement.next ?? current;
    return placement.place;
  });
  return { places, recipient: current };
};

const rows = (count: number, seconds = 0): [string, number][] =>
  Array.from({ length: count }, (_, index) => [`n-${index}`, seconds + index]);

describe("three within ten minutes go alone", () => {
  test("and the fourth waits, until ten minutes after the first", () => {
    const { places, recipient } = place(nobody, rows(5));
    expect(places).toEqual(["alone", "alone", "alone", "grouped", "grouped"]);
    expect(recipient.digest).toMatchObject({ ids: ["n-3", "n-4"], dueAt: at(600) });
    expect(dueAt(recipient)).toBe(at(600));
  });

  test("slow ones all go alone", () => {
    const { places } = place(nobody, [
      ["a", 0],
      ["b", 201],
      ["c", 402],
      ["d", 603],
      ["e", 804],
    ]);
    expect(new Set(places)).toEqual(new Set(["alone"]));
  });

  test("what comes while a digest waits joins it, even after its time", () => {
    const { places } = place(nobody, [...rows(4), ["late", 700]]);
    expect(places.at(-1)).toBe("grouped");
  });

  test("the same id gets the same answer again, and changes nothing", () => {
    const { recipient } = place(nobody, rows(5));
    for (const [id, answer] of [
      ["n-0", "alone"],
      ["n-4", "grouped"],
    ] as const)
      expect(placeOf(recipient, id, at(10))).toMatchObject({ place: answer, next: undefined });
  });
});

test("a full digest is due at once, and takes no more", () => {
  const { recipient } = place(nobody, rows(alone + fullDigest));
  expect(dueAt(recipient)).toBe(at(alone + fullDigest - 1));
  expect(placeOf(recipient, "one more", at(60))).toEqual({ place: "full" });
});

test("a closed digest takes no more, and is not forgotten until it is sent", () => {
  const { recipient } = place(nobody, rows(5));
  const closing = closed(recipient);
  expect(closing).toMatchObject({ closing: recipient.digest, version: recipient.version + 1 });
  expect(closing.digest).toBeUndefined();
  expect(placeOf(closing, "n-4", at(20))).toMatchObject({ place: "grouped", digest: recipient.digest?.id });
  const { recipient: next } = place(closing, [["n-9", 20]]);
  expect(next.digest?.ids).toEqual(["n-9"]);
  expect(next.digest?.id).not.toBe(recipient.digest?.id);
  expect(dueAt(next)).toBe(closing.closing?.dueAt);
  expect(released(next).closing).toBeUndefined();
  expect(dueAt(released(next))).toBe(next.digest?.dueAt);
});

/** A recipient over time: what went alone, with its second, and what went in digests. */
const inbox = () => {
  let recipient = nobody;
  const [single, digested]: [Map<string, number>, string[]] = [new Map(), []];
  const send = (): void => {
    recipient = closed(recipient);
    digested.push(...(recipient.closing?.ids ?? []));
    recipient = released(recipient);
  };
  const put = (id: string, seconds: number): void => {
    const placement = placeOf(recipient, id, at(seconds));
    if (placement.place === "full") {
      send();
      put(id, seconds);
    } else {
      if (placement.place === "alone") single.set(id, single.get(id) ?? seconds);
      recipient = placement.next ?? recipient;
    }
  };
  const flush = (seconds: number): void => {
    if ((dueAt(recipient) ?? "9") <= at(seconds)) send();
  };
  return { single, digested, send, put, flush };
};

test("nothing is in two places, nothing is nowhere, and at most three go alone in any ten minutes", () => {
  const gaps = fc.array(fc.integer({ min: 0, max: 400 }), { maxLength: 150 });
  fc.assert(
    fc.property(gaps, fc.boolean(), (all, isTwice) => {
      const { single, digested, send, put, flush } = inbox();
      let seconds = 0;
      for (const [index, gap] of all.entries()) {
        seconds += gap;
        flush(seconds);
        put(`n-${index}`, seconds);
        if (isTwice) put(`n-${index}`, seconds);
      }
      send();
      expect([...single.keys(), ...digested].toSorted()).toEqual(all.map((_, index) => `n-${index}`).toSorted());
      const times = [...single.values()];
      for (const from of times)
        expect(times.filter((one) => one >= from && one < from + 600).length).toBeLessThanOrEqual(alone);
    }),
  );
});

test.each([
  [{}, true],
  [{ severity: "critical" as const }, false],
  [{ person: "alice" }, false],
  [{ type: "digest" as const }, false],
])("%j may wait: %s", (change, may) => expect(isGroupable(exampleNotice(change))).toBe(may));

test("a digest goes to its recipient, and holds what decides", () => {
  const { recipient } = place({ ...nobody, person: "alice", team: "TeamA" }, rows(4));
  const items = [exampleNotice({ severity: "high", detail: "x".repeat(2_000), caseId: "c", choices: ["claim"] })];
  if (!recipient.digest) throw new Error("no digest");
  expect(digestNotice(recipient.digest, items, recipient, "arn:topic", at(600))).toMatchObject({
    id: recipient.digest.id,
    type: "digest",
    severity: "high",
    person: "alice",
    team: "TeamA",
    at: at(600),
    items: [{ id: "unowned#e-1", caseId: "c", choices: ["claim"], facts: {}, detail: "x".repeat(300) }],
  });
});
