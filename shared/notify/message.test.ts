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
  expect(text.split("\n")).toHaveLength(noticeText(exampleNotice()).split("\n").length);
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
