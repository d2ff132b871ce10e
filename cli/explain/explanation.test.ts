import { describe, expect, test } from "@jest/globals";
import type { CreationRow } from "#shared/model/outcome.ts";
import { asText, explainRow } from "./explanation.ts";

const perfect: CreationRow = {
  resource: { arn: "arn:aws:sagemaker:us-east-1:111122223333:training-job/a", kind: "TrainingJob" },
  eventId: "e-1",
  eventName: "CreateTrainingJob",
  announcedBy: "api",
  announcements: ["e-1"],
  createdAt: "2026-11-22T00:00:00Z",
  outcome: "tagged",
  reason: "both owners are proven",
  owner: {
    team: {
      value: "TeamA",
      evidence: { resolver: "session-tags", field: "AssumeRole.requestParameters.tags", strength: "proven" },
    },
    studiouserid: null,
  },
  intent: { team: "TeamA" },
  replaced: {},
  findings: [],
  history: [
    {
      at: "2026-11-22T00:00:02Z",
      outcome: "tagged",
      verdict: "tag",
      reason: "both owners are proven",
      by: "sagewarden",
    },
  ],
  taggedAt: "2026-11-22T00:00:02Z",
  notices: [],
  calls: 1,
  version: 2,
};
const explained = (change: Partial<CreationRow> = {}, others: CreationRow[] = []) =>
  explainRow({ ...perfect, ...change }, others);

describe("in sentences", () => {
  test("what was said, and what comes", () => {
    const end = { at: "2026-11-23T00:00:00Z", how: "stopped", detail: "nobody answered" } as const;
    const opened = { id: "c", openedAt: "2026-11-22T00:15:00Z", end };
    const conversation = { case: opened, notices: [], answers: [], exemption: null, next: ["A reminder\u001b[2J."] };
    const text = asText(explainRow(perfect, [], conversation));
    expect(text).toContain(
      "\n\nConversation\n  2026-11-22T00:15:00Z case c opened\n  2026-11-23T00:00:00Z case ended, stopped",
    );
    expect(text).toContain("\n\nWhat comes\n  A reminder\\u001b[2J.");
  });

  test("a resource that was tagged", () => {
    expect(asText(explained())).toBe(
      [
        "arn:aws:sagemaker:us-east-1:111122223333:training-job/a (TrainingJob)",
        "Created 2026-11-22T00:00:00Z by CreateTrainingJob, announced by the API call, event e-1.",
        "Outcome: tagged, because both owners are proven",
        "team: TeamA, by session-tags from AssumeRole.requestParameters.tags (proven).",
        "studiouserid: nobody is proven.",
        "Written: team=TeamA, at 2026-11-22T00:00:02Z, with 1 SageMaker call.",
        "",
        "History",
        "  2026-11-22T00:00:02Z tagged by sagewarden: both owners are proven",
      ].join("\n"),
    );
  });

  test.each<[Partial<CreationRow>, string]>([
    [{ replaced: { team: "TeamB" } }, "Written: team=TeamA in place of team=TeamB, at"],
    [{ outcome: "observed" }, "Nothing was written: the mode forbids it. It would have been team=TeamA."],
    [{ outcome: "unowned", intent: {}, calls: 2 }, "Nothing was written, with 2 SageMaker calls."],
    [{ announcedBy: "state-change" }, "announced by SageMaker's state-change event"],
    [
      { findings: [{ rule: "owner-unknown", severity: "low", subject: "x", detail: "nobody", remediation: "tag it" }] },
      "  low owner-unknown: nobody → tag it",
    ],
  ])("%j", (change, text) => {
    expect(asText(explained(change))).toContain(text);
  });

  test("no control character of a caller reaches the terminal", () => {
    const hostile = {
      value: "\u001b[2J\u0007x",
      evidence: { resolver: "iam-user" as const, field: "f", strength: "derived" as const },
    };
    expect(asText(explained({ owner: { team: hostile, studiouserid: hostile } }))).not.toMatch(/[^\n\P{Cc}]/u);
  });
});

describe("as a document", () => {
  test("written only when it was", () => {
    expect(explained()).toMatchObject({ written: { team: "TeamA" }, intended: { team: "TeamA" } });
    expect(explained({ outcome: "failed" })).toMatchObject({ written: {}, intended: { team: "TeamA" } });
  });

  test("the other creations of the ARN", () => {
    const old = { ...perfect, eventId: "e-0", createdAt: "2026-01-01T00:00:00Z" };
    expect(explained({}, [perfect, old]).others).toEqual([
      { eventId: "e-0", createdAt: "2026-01-01T00:00:00Z", outcome: "tagged" },
    ]);
  });

  test("holds no undefined: the keys are always the same", () => {
    const { taggedAt: _, ...untagged } = perfect;
    const keys = (row: CreationRow) => Object.keys(JSON.parse(JSON.stringify(explainRow(row, []))));
    expect(keys(untagged)).toEqual(keys(perfect));
  });
});
