import { expect, test } from "@jest/globals";
import { creation, row } from "../../test/fixtures.ts";
import type { Creation } from "../model/activity.ts";
import { isAnnouncedBy, isBetterAnnouncement, isWorseAnnouncement, rowOf, successorOf } from "./same-creation.ts";

const api = row;
const state = { ...row, announcedBy: "state-change", eventId: "state", announcements: ["state"] } as const;
const adopted = { ...state, announcedBy: "api", announcements: ["state", creation.eventId] } as const;
const later = (change: Partial<Creation>): Creation => ({ ...creation, eventId: "other", ...change });

test.each([
  ["the same record", creation, [api], api],
  [
    "a state change of the same creation",
    later({ announcedBy: "state-change", at: "2026-11-22T10:00:20Z" }),
    [api],
    api,
  ],
  ["the record after the state change", later({ at: "2026-11-22T09:59:58Z" }), [state], state],
  ["a name used again", later({ at: "2026-11-22T10:01:00Z" }), [api], undefined],
  [
    "a state change of a later creation",
    later({ announcedBy: "state-change", at: "2026-11-22T10:30:00Z" }),
    [api],
    undefined,
  ],
  ["a duplicate of the record that took the row over", creation, [adopted], adopted],
  ["nothing recorded", creation, [], undefined],
] as const)("%s", (_, announced, rows, expected) => {
  expect(rowOf(announced, rows)).toBe(expected);
});

test("a row has its name also where that announcement is no longer among those kept", () => {
  expect(isAnnouncedBy({ ...api, announcements: ["sweep-1"] }, creation.eventId)).toBe(true);
  expect(isAnnouncedBy({ ...api, announcements: ["sweep-1"] }, "sweep-2")).toBe(false);
});

test.each([
  ["another time", "2026-11-22T10:30:00Z", true],
  ["only once", row.createdAt, false],
  ["before", "2026-11-22T09:00:00Z", false],
])("a name that was used %s", (_, createdAt, expected) => {
  expect(successorOf(row, [{ ...row, createdAt }, row]) !== undefined).toBe(expected);
});

test.each([
  ["api", "state-change", true, false],
  ["service-event", "state-change", true, false],
  ["state-change", "state-change", false, false],
  ["api", "api", false, false],
  ["state-change", "api", false, true],
  ["state-change", "service-event", false, true],
] as const)("%s after %s is better: %s, worse: %s", (now, before, better, worse) => {
  const announced = { ...creation, announcedBy: now };
  expect(isBetterAnnouncement(announced, { ...row, announcedBy: before })).toBe(better);
  expect(isWorseAnnouncement(announced, { ...row, announcedBy: before })).toBe(worse);
});
