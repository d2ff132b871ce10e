import { expect, test } from "@jest/globals";
import type { Decision } from "#shared/model/decision.ts";
import { tagMap } from "#shared/model/tags.ts";
import type { Judged } from "./judge.ts";
import { jsonLine, table, totals } from "./lines.ts";

const evidence = { resolver: "session-tags", field: "AssumeRole tags", strength: "proven" } as const;
const judged = (change: Partial<Decision> = {}): Judged => ({
  creation: {
    type: "creation",
    eventId: "event-1",
    eventName: "CreateTrainingJob",
    at: "2026-07-01T12:00:00Z",
    account: "123456789012",
    region: "us-east-1",
    partition: "aws",
    principal: { type: "IAMUser" },
    resource: { arn: "arn:aws:sagemaker:us-east-1:123456789012:training-job/churn", kind: "TrainingJob" },
    announcedBy: "api",
    requestTags: tagMap([]),
    tagsComplete: true,
    parents: [],
  },
  decision: {
    verdict: "tag",
    reason: "team=TeamA",
    attribution: {
      owner: { team: { value: "TeamA", evidence }, studiouserid: null },
      conflicts: [],
      unproven: [],
      orphaned: [],
    },
    write: tagMap([["team", "TeamA"]]),
    overwrites: [],
    findings: [],
    ...change,
  },
});

test("the machine's line has exactly the fields of the contract, in its order", () => {
  expect(jsonLine(judged())).toBe(
    '{"eventID":"event-1","eventName":"CreateTrainingJob",' +
      '"resource":{"arn":"arn:aws:sagemaker:us-east-1:123456789012:training-job/churn","kind":"TrainingJob"},' +
      '"owner":{"team":{"value":"TeamA","evidence":{"resolver":"session-tags","field":"AssumeRole tags","strength":"proven"}},"studiouserid":null},' +
      '"decision":"tag","tags":{"team":"TeamA"},"reason":"team=TeamA"}',
  );
});

test("a tag's key may be __proto__", () => {
  const line = jsonLine(judged({ write: tagMap([["__proto__", "x"]]) }));
  expect(line).toContain('"tags":{"__proto__":"x"}');
});

test("the table for people", () => {
  expect(table([judged(), judged({ verdict: "unowned", reason: "nothing proves an owner" })]).split("\n")).toEqual([
    "time                  resource            owner    decision  reason",
    "2026-07-01T12:00:00Z  training-job/churn  TeamA/-  tag       team=TeamA",
    "2026-07-01T12:00:00Z  training-job/churn  TeamA/-  unowned   nothing proves an owner",
  ]);
});

test("nothing in the table steers a terminal", () => {
  expect(
    table([judged({ reason: "a\u001b[2Jb\nc" })])
      .split("\n")
      .at(-1),
  ).toContain("a\\u001b[2Jb\\u000ac");
});

test("totals", () => {
  expect(totals([], 3)).toBe("3 records, 0 creations");
  expect(totals([judged(), judged(), judged({ verdict: "ok" })], 9)).toBe("9 records, 3 creations: 2 tag, 1 ok");
});
