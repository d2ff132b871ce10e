import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { answer, row, settings, withSettings } from "../../test/fixtures.ts";
import type { CreationRow } from "../model/outcome.ts";
import type { StoredExemption } from "../model/stored-exemption.ts";
import { exampleCase, unownedCreation } from "../record/example-case.ts";
import { digestOf, type Period } from "./digest.ts";

const now = "2026-11-29T08:00:00Z";
const creation = unownedCreation({ at: "2026-11-24T10:00:00Z" });
const unowned: CreationRow = {
  ...row,
  resource: creation.resource,
  eventId: creation.eventId,
  createdAt: creation.at,
  outcome: "unowned",
  owner: { team: answer("TeamA", "role-tags"), studiouserid: null },
};
const made = (eventId: string, kind: string, person: string, change: Partial<CreationRow> = {}): CreationRow => ({
  ...row,
  eventId,
  resource: { arn: `arn:aws:sagemaker:us-east-1:111122223333:x/${eventId}`, kind },
  createdAt: "2026-11-23T00:00:00Z",
  owner: { team: answer("TeamA"), studiouserid: answer(person) },
  ...change,
});
const open = exampleCase({ creation, openedAt: "2026-11-24T10:15:00Z", actAt: "2026-11-30T10:00:00Z" });
const exemption: StoredExemption = {
  arn: "arn:aws:sagemaker:us-east-1:111122223333:endpoint/demo",
  until: "2026-12-01",
  by: "carol",
  reason: "a demonstration",
  team: "TeamA",
  at: "2026-11-01T00:00:00Z",
  source: "slack",
  version: 1,
};
const perfect: Period = {
  team: "TeamA",
  from: "2026-11-22T00:00:00Z",
  to: "2026-11-29T00:00:00Z",
  topicArn: "arn:aws:sns:us-east-1:111122223333:sagewarden-team-a",
  creations: [
    unowned,
    made("a", "TrainingJob", "alice"),
    made("b", "TrainingJob", "alice"),
    made("c", "Model", "carol"),
  ],
  cases: [open],
  exemptions: [exemption],
};
const digest = (change: Partial<Period> = {}, mode: "enforce" | "observe" = "enforce") =>
  digestOf({ ...perfect, ...change }, withSettings({ mode }), now);

test("says what was made, by whom, what nobody owns and what comes", () => {
  expect(digest()).toMatchObject({
    id: "weekly#TeamA#2026-11-22T00:00:00Z#2026-11-29T00:00:00Z",
    type: "digest",
    team: "TeamA",
    title: "TeamA, 2026-11-22 to 2026-11-29: 4 created, 1 without an owner",
    detail:
      "Created: TrainingJob 2, Model 1, NotebookInstance 1. By alice 2, carol 1, nobody proven 1. 1 exemption ends soon.",
    items: [
      {
        type: "unowned",
        caseId: open.id,
        will: { action: "stop", at: "2026-11-30T10:00:00Z" },
        choices: ["claim", "assign", "keep", "stop"],
      },
      { resource: { arn: exemption.arn }, title: "An exemption ends on 2026-12-01" },
    ],
  });
});

test("promises no act where the mode forbids it", () => {
  const [item] = digest({}, "observe")?.items ?? [];
  expect(item).not.toHaveProperty("will");
  expect(item?.choices).toEqual(["claim", "assign", "keep"]);
});

describe("what was done", () => {
  const at = "2026-11-26T00:00:00Z";
  const stopped = { act: { action: "stop", at } } as const;
  const told = (change: object) => digest({ cases: [{ ...open, ...change } as typeof open], exemptions: [] });
  const end = (how: string, ending = at) => ({ end: { at: ending, how, detail: "because" } });

  test.each([
    ["a stop, while it can be undone", stopped, "was stopped", ["undo"]],
    ["a stop that has become the end", { ...stopped, ...end("stopped") }, "was stopped", undefined],
    ["a deletion", { act: { action: "delete", at } }, "was deleted", undefined],
    ["its end", { act: { action: "delete", at }, ...end("deleted") }, "was deleted", undefined],
    ["what was undone", { ...stopped, ...end("undone") }, "was stopped and started again", undefined],
    ["a mode that held it back", end("would-stop"), "would have been stopped", undefined],
    ["a failure", { ...stopped, ...end("failed") }, "could not be dealt with", undefined],
  ])("%s", (_, change, words, choices) => {
    const notice = told(change);
    expect(notice?.items?.map(({ title }) => title)).toEqual([`A NotebookInstance without an owner ${words}`]);
    expect(notice?.items?.[0]?.choices).toEqual(choices);
    expect(notice?.title).toMatch(/ 0 without an owner$/);
  });

  test.each([["owned"], ["kept"], ["gone"]])("%s is no news", (how) => expect(told(end(how))?.items).toEqual([]));
  test("nor what was done before, though its case ends now", () => {
    const before = { act: { action: "stop", at: "2026-11-21T23:59:59Z" } };
    expect(told(before)?.items).toEqual([]);
    expect(told({ ...before, ...end("stopped") })?.items).toEqual([]);
  });
});

test("offers no stop of what cannot be stopped", () => {
  const resource = { ...creation.resource, kind: "InferenceExperiment" };
  const cases = [exampleCase({ creation: { ...creation, resource } })];
  expect(digest({ cases })?.items?.[0]?.choices).toEqual(["claim", "assign", "keep"]);
});

describe("left out", () => {
  test("another team's, which is told of its own", () => {
    expect(digest({ team: "TeamB", exemptions: [] })).toBeUndefined();
  });

  test("exemptions that end later, are of another team, have ended or were taken back", () => {
    const others = [
      { ...exemption, until: "2026-12-06" },
      { ...exemption, team: "TeamB" },
      { ...exemption, until: "2026-11-28" },
      { ...exemption, ended: { at: now, by: "bob" } },
    ];
    expect(digest({ exemptions: others, cases: [] })?.items).toEqual([]);
  });
});

test("what has no team is the operators', with the exemptions of the settings", () => {
  const exemptions = [
    { arn: "arn:aws:sagemaker:*:*:pipeline/p", until: "2026-12-01", reason: "r", approvedBy: "alice" },
  ];
  const nobodys = { ...unowned, owner: { team: null, studiouserid: null } };
  const period = { ...perfect, team: undefined, creations: [nobodys], exemptions: [] };
  const told = digestOf(period, withSettings({ exemptions }), now);
  expect(told?.title).toBe("Without a team, 2026-11-22 to 2026-11-29: 1 created, 1 without an owner");
  expect(told?.items?.map(({ title }) => title)).toEqual([
    "Nobody is proven to own a NotebookInstance",
    "An exemption ends on 2026-12-01",
  ]);
});

test("nothing to say is no notice", () => {
  expect(digest({ creations: [], cases: [], exemptions: [] })).toBeUndefined();
});

test("each creation is in the digest of exactly one period", () => {
  const days = fc.date({ min: new Date("2026-11-01"), max: new Date("2026-12-31"), noInvalidDate: true });
  fc.assert(
    fc.property(days, (date) => {
      const creations = [made("x", "Model", "alice", { createdAt: date.toISOString() })];
      const weeks = Array.from({ length: 11 }, (_, week) => Date.parse("2026-10-25") + week * 7 * 86_400_000);
      const told = weeks.slice(0, -1).filter((start, week) => {
        const [from, to] = [start, weeks[week + 1] ?? 0].map((ms) => new Date(ms).toISOString()) as [string, string];
        return digestOf({ ...perfect, from, to, creations, cases: [], exemptions: [] }, settings, now) !== undefined;
      });
      expect(told).toHaveLength(1);
    }),
  );
});
