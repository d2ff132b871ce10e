import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { notebookArn } from "../../test/fixtures.ts";
import type { StoredExemption } from "../model/stored-exemption.ts";
import { isoAt } from "../model/time.ts";
import { endedBy, grantedBy } from "./exempt-tag.ts";

const claim = {
  arn: notebookArn,
  until: "2026-12-24",
  reason: "a demonstration",
  principal: "arn:aws:iam::111122223333:user/carol",
  person: "carol",
  team: "TeamA",
  at: "2026-11-22T11:00:00Z",
};
const stored: StoredExemption = {
  arn: notebookArn,
  until: "2026-12-24",
  by: "carol",
  reason: "a demonstration",
  team: "TeamA",
  at: "2026-11-22T11:00:00Z",
  source: "tag",
  version: 3,
};
const removal = { arn: notebookArn, by: "eve", at: "2026-11-23T08:00:00Z" };

describe("an approved tag", () => {
  test("is stored with who, until when and why", () => {
    expect(grantedBy(claim, undefined)).toEqual({ ...stored, version: 1 });
  });

  test("takes the place of an earlier word, and of what was taken back earlier", () => {
    const later = { ...claim, at: "2026-11-24T00:00:00Z", until: "2027-01-01" };
    expect(grantedBy(later, stored)).toMatchObject({ until: "2027-01-01", version: 4 });
    const again = grantedBy(later, { ...stored, ended: { at: "2026-11-23T08:00:00Z", by: "eve" } });
    expect(again).toMatchObject({ version: 4 });
    expect(again).not.toHaveProperty("ended");
  });

  test.each([
    ["the same record again", stored],
    ["a later word", { ...stored, at: "2026-11-22T11:00:01Z", source: "slack" } as const],
    ["a removal that came later", { ...stored, at: "2026-11-22T10:00:00Z", ended: removal }],
  ])("gives way to %s", (_, before) => {
    expect(grantedBy(claim, before)).toBeUndefined();
  });

  test("without a reason says so", () => {
    expect(grantedBy({ ...claim, reason: undefined }, undefined)?.reason).toBe("no reason given");
  });
});

describe("a removed tag", () => {
  test("ends what a tag gave", () => {
    expect(endedBy(removal, stored)).toEqual({ ...stored, ended: { at: removal.at, by: "eve" }, version: 4 });
  });

  test.each([
    ["what a person answered in Slack", { ...stored, source: "slack" } as const],
    ["what was given later", { ...stored, at: "2026-11-23T08:00:01Z" }],
    ["what has ended", { ...stored, ended: { at: removal.at, by: "eve" } }],
  ])("leaves alone %s", (_, before) => {
    expect(endedBy(removal, before)).toBeUndefined();
  });
});

test("in whatever order the records come, the same is in force at the end", () => {
  const word = fc.record({ at: fc.integer({ min: 0, max: 1e6 }), gives: fc.boolean() });
  const inForce = (words: readonly { at: number; gives: boolean }[]) => {
    const end = words.reduce<StoredExemption | undefined>((before, { at, gives }) => {
      const iso = isoAt(Date.parse("2026-11-22T00:00:00Z") + at * 1000);
      const next = gives
        ? grantedBy({ ...claim, at: iso, until: `2027-01-${10 + (at % 10)}` }, before)
        : endedBy({ ...removal, at: iso }, before);
      return next ?? before;
    }, undefined);
    return end && { until: end.ended ? "ended" : end.until, at: end.ended?.at ?? end.at };
  };
  const words = fc.uniqueArray(word, { selector: ({ at }) => at, maxLength: 6 });
  fc.assert(fc.property(words, (all) => expect(inForce(all.toReversed())).toEqual(inForce(all))));
});
