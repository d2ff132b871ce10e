import { describe, expect, test } from "@jest/globals";
import type { Notice } from "../model/notice.ts";
import { exampleNotice } from "./example-notice.ts";
import { noticeDocument, noticeText } from "./message.ts";

test("the text", () => {
  expect(noticeText(exampleNotice())).toBe(
    [
      "[medium] Nobody is proven to own a new TrainingJob",
      "",
      "Resource: arn:aws:sagemaker:us-east-1:111122223333:training-job/churn (TrainingJob)",
      "Console: https://us-east-1.console.aws.amazon.com/sagemaker/home?region=us-east-1#/jobs/churn",
      "Owner: alice, team TeamA",
      "When: 2026-11-22T10:15:00Z",
      "What happened: no resolver had an answer",
      "What to do: Tag it, or start such jobs from Studio.",
      "principal: arn:aws:sts::111122223333:assumed-role/x/SageMaker",
      "Notice: unowned#e-1",
      "",
    ].join("\n"),
  );
});

describe("where something is not known", () => {
  test.each<[string, Partial<Notice>, string, boolean]>([
    ["no person", { studiouserid: undefined }, "Owner: nobody is proven, team TeamA", true],
    ["no team", { team: undefined }, "Owner: alice, no team", true],
    ["no kind", { resource: { arn: "arn:x", kind: undefined } }, "Resource: arn:x\n", true],
    ["nothing to do", { remediation: "" }, "What to do", false],
  ])("%s", (_, change, line, isThere) => {
    expect(noticeText(exampleNotice(change)).includes(line)).toBe(isThere);
  });
});

describe("a case's notice", () => {
  const asking = exampleNotice({
    since: "2026-11-22T10:00:00Z",
    will: { action: "stop", at: "2026-11-23T10:15:00Z" },
    caseId: "abc",
    choices: ["claim", "keep", "stop"],
  });

  test("says since when, what comes, and what can be answered where it can be", () => {
    const lines = noticeText(asking, { slack: true }).split("\n");
    expect(lines).toContain("Since: 2026-11-22 10:00 UTC");
    expect(lines).toContain("What comes: It will be stopped at 2026-11-23 10:15 UTC unless somebody answers.");
    expect(lines).toContain(
      "In Slack: You can say that it is yours, keep it until a date, with a reason or have it stopped now.",
    );
    expect(noticeText(asking)).not.toContain("In Slack");
  });

  test("is whole in the document", () => {
    expect(noticeDocument(asking)).toMatchObject({
      since: "2026-11-22T10:00:00Z",
      will: { action: "stop", at: "2026-11-23T10:15:00Z" },
      caseId: "abc",
      choices: ["claim", "keep", "stop"],
    });
  });

  test("has one line in a digest", () => {
    const digest = exampleNotice({ id: "d", type: "digest", items: [asking, exampleNotice()] });
    const lines = noticeText(digest).split("\n");
    expect(lines.filter((line) => line.startsWith("Of these: "))).toEqual([
      "Of these: [medium] Nobody is proven to own a new TrainingJob: arn:aws:sagemaker:us-east-1:111122223333:training-job/churn. It will be stopped at 2026-11-23 10:15 UTC unless somebody answers.",
      "Of these: [medium] Nobody is proven to own a new TrainingJob: arn:aws:sagemaker:us-east-1:111122223333:training-job/churn",
    ]);
    expect(noticeDocument(digest).items?.map((item) => item.id)).toEqual([asking.id, asking.id]);
  });
});

test("the document has every field, null where it is not known", () => {
  const notice = exampleNotice({ team: undefined, resource: { arn: "arn:x", kind: undefined } });
  expect(noticeDocument(notice)).toEqual({
    ...notice,
    source: "sagewarden",
    team: null,
    resource: { arn: "arn:x", kind: null },
  });
});

const hostile = "x\nOwner: mallory\u202E\u0000";

test("no value makes a line of its own, wherever it stands", () => {
  const notice = exampleNotice({
    id: hostile,
    title: hostile,
    detail: hostile,
    remediation: hostile,
    team: hostile,
    studiouserid: hostile,
    at: hostile,
    resource: { arn: hostile, kind: hostile },
    facts: { [hostile]: hostile },
  });
  const text = noticeText(notice);
  // An ARN that is none has no page in the console.
  expect(text.split("\n")).toHaveLength(noticeText(exampleNotice()).split("\n").length - 1);
  expect(text.split("\n").filter((line) => line.startsWith("Owner: mallory"))).toEqual([]);
  const document = noticeDocument(notice);
  const strings = [document, document.resource, document.facts].flatMap((part) => Object.entries(part).flat());
  expect(strings.filter((part) => typeof part === "string" && /[\p{Cc}\p{Cf}]/u.test(part))).toEqual([]);
});

test("facts named __proto__ are only facts; of very many the first are told", () => {
  const facts = JSON.parse(`{"__proto__":"a",${Array.from({ length: 99 }, (_, n) => `"f${n}":"b"`).join()}}`);
  const shown = noticeDocument(exampleNotice({ facts })).facts;
  expect(Object.entries(shown)).toHaveLength(30);
  expect(Object.entries(shown)[0]).toEqual(["__proto__", "a"]);
});
