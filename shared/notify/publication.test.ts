import { expect, test } from "@jest/globals";
import { exampleNotice } from "./example-notice.ts";
import { noticeDocument, noticeText } from "./message.ts";
import { publicationOf } from "./publication.ts";

test("people get the text, programs the document", () => {
  const { message } = publicationOf(exampleNotice());
  const parts = JSON.parse(message);
  expect(parts.default).toBe(noticeText(exampleNotice()));
  for (const protocol of ["lambda", "sqs", "http", "https"])
    expect(JSON.parse(parts[protocol])).toEqual(noticeDocument(exampleNotice()));
});

test("the subject says how bad and what, in 100 characters of ASCII", () => {
  expect(publicationOf(exampleNotice()).subject).toBe("Sagewarden [medium] Nobody is proven to own a new TrainingJob");
  expect(publicationOf(exampleNotice({ title: "é\n".repeat(200) })).subject).toMatch(
    /^Sagewarden \[medium\] [ -~]{80}$/,
  );
});

test("the attributes that subscriptions filter by", () => {
  expect(publicationOf(exampleNotice()).attributes).toEqual({ type: "unowned", severity: "medium", team: "TeamA" });
});

test.each([undefined, ""])("without a team (%p) there is no attribute: SNS refuses an empty one", (team) => {
  expect(publicationOf(exampleNotice({ team })).attributes).toEqual({ type: "unowned", severity: "medium" });
});

const wide = [
  ["wide characters", "漢"],
  ["quotes, escaped twice", '"'],
  ["backslashes", "\\"],
  ["bidi overrides", "\u202E"],
] as const;

test.each(wide)("the longest notice is below SNS's 256 KiB: %s", (_, character) => {
  const text = character.repeat(50_000);
  const facts = Object.fromEntries(Array.from({ length: 100 }, (_value, index) => [`f${index}`, text]));
  const all = { id: text, title: text, detail: text, remediation: text, at: text, team: text, studiouserid: text };
  const { message, attributes } = publicationOf(exampleNotice({ ...all, facts, resource: { arn: text, kind: text } }));
  const size = Buffer.byteLength(message) + Buffer.byteLength(JSON.stringify(attributes));
  expect(size < 262_144).toBe(true);
});

test("facts that fit are told", () => {
  expect(JSON.parse(publicationOf(exampleNotice()).message).default).toContain("principal: arn:");
});
