import { describe, expect, test } from "@jest/globals";
import { nobody } from "../model/owner.ts";
import { settingsSchema } from "../model/settings.ts";
import { exampleCase, unownedCreation } from "../record/example-case.ts";
import {
  actedNotice,
  failedNotice,
  reminderNotice,
  type Told,
  tellings,
  toldLate,
  unownedNotice,
  waitsNotice,
  warnedLate,
  warnsOf,
} from "./unowned-notices.ts";

const row = exampleCase();
const settings = settingsSchema.parse({ mode: "enforce", region: "us-east-1", tags: {}, teams: {}, people: {} });
const stop = { action: "stop", why: "unowned.action is stop" } as const;
const none = { action: "none", why: "the settings protect it" } as const;
const told: Told = {
  row,
  decision: {
    reason: "nothing proves an owner",
    findings: [
      {
        rule: "owner-unknown",
        severity: "medium",
        subject: "arn",
        detail: "nothing proves team",
        remediation: "Use session tags.",
      },
    ],
    attribution: {
      owner: {
        ...nobody,
        team: { value: "TeamA", evidence: { resolver: "role-tags", field: "f", strength: "proven" } },
      },
    },
  },
  plan: stop,
  actAt: "2026-11-23T10:16:00Z",
  asked: stop,
  settings,
  now: "2026-11-22T10:15:00Z",
};

test("the first word says whose it is as far as that is proven, since when, what comes, and what can be answered", () => {
  expect(unownedNotice(told)).toEqual({
    id: `unowned#${row.id}`,
    type: "unowned",
    severity: "medium",
    resource: row.creation.resource,
    team: "TeamA",
    studiouserid: undefined,
    at: told.now,
    title: "Nobody is proven to own a new NotebookInstance",
    detail: "nothing proves an owner",
    remediation: "Use session tags.",
    facts: {
      createdAt: "2026-11-22T10:00:00Z",
      eventName: "CreateNotebookInstance",
      eventId: "e-1",
      principal: "arn:aws:sts::111122223333:assumed-role/vendor/run",
      plan: "stop: unowned.action is stop",
    },
    since: "2026-11-22T10:00:00Z",
    caseId: row.id,
    choices: ["claim", "assign", "keep", "stop"],
    will: { action: "stop", at: "2026-11-23T10:16:00Z" },
  });
});

describe("what will not be done is not announced", () => {
  test.each<[string, Partial<Told>, readonly string[]]>([
    ["nothing is to be done", { plan: none, asked: none }, ["claim", "assign", "keep"]],
    ["only if somebody asks", { plan: none }, ["claim", "assign", "keep", "stop"]],
    ["in mode tag", { settings: { ...settings, mode: "tag" } }, ["claim", "assign", "keep"]],
    ["in mode observe", { settings: { ...settings, mode: "observe" } }, ["claim", "assign", "keep"]],
  ])("%s", (_, change, choices) => {
    const notice = unownedNotice({ ...told, ...change });
    expect(notice.will).toBeUndefined();
    expect(notice.choices).toEqual(choices);
  });
});

test("each word has an id of its own, the same one each time", () => {
  const notices = [
    unownedNotice(told),
    toldLate(unownedNotice(told)),
    warnedLate(unownedNotice(told)),
    reminderNotice(told),
    waitsNotice(told, "approval", "why"),
    waitsNotice(told, "limit", "why"),
    failedNotice(told, "why"),
    actedNotice(told, "stop"),
  ];
  expect(new Set(notices.map(({ id }) => id)).size).toBe(notices.length);
  expect(unownedNotice({ ...told, now: "2026-11-25T00:00:00Z" }).id).toBe(unownedNotice(told).id);
  for (const { caseId } of notices) expect(caseId).toBe(row.id);
});

describe("what was done, and whether it can be taken back", () => {
  const of = (kind: string): Told => {
    const creation = unownedCreation({ resource: { arn: "arn", kind } });
    return { ...told, row: exampleCase({ creation }) };
  };
  test.each<[string, "stop" | "delete", RegExp, readonly string[]]>([
    ["NotebookInstance", "stop", /StartNotebookInstance takes it back/, ["undo"]],
    ["TrainingJob", "stop", /cannot be started again: a stopped job/, []],
    ["Endpoint", "delete", /a deletion cannot be taken back/, []],
  ])("%s, %s", (kind, action, detail, choices) => {
    const notice = actedNotice(of(kind), action);
    expect(notice.detail).toMatch(detail);
    expect(notice.choices).toEqual(choices);
    expect(notice.will).toBeUndefined();
  });
});

test("a failure is told with high severity and its reason", () => {
  expect(failedNotice(told, "AccessDenied: no")).toMatchObject({
    severity: "high",
    detail: "AccessDenied: no",
    type: "unowned-waits",
  });
});

test.each([
  ["nothing", undefined, "stop", false],
  ["a stop", "stop", "stop", true],
  ["a stop, and it is deleted", "stop", "delete", false],
  ["a deletion, and it is only stopped", "delete", "stop", true],
] as const)("whether people were warned: %s", (_, said, action, warned) => {
  const will = said && { action: said, at: told.actAt };
  expect(warnsOf(will ? { will } : {}, action)).toBe(warned);
});

test("every name under which it may have been told is looked for", () => {
  const first = unownedNotice(told);
  const deleted = unownedNotice({ ...told, plan: { action: "delete", why: "unowned.action is delete" } });
  const ids = [first, toldLate(first), warnedLate(first), warnedLate(deleted)].map(({ id }) => id);
  expect(tellings(row)).toEqual(ids);
});
