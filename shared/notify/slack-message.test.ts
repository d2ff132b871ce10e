import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { checkBlocks } from "../../lab/slack/blocks.ts";
import { anyCharacter } from "../../test/any-character.ts";
import { hostileNames } from "../../test/hostile/corpus/names.ts";
import { choices, type Notice } from "../model/notice.ts";
import { exampleNotice } from "./example-notice.ts";
import { type SlackMessage, slackMessage } from "./slack-message.ts";

const asking = exampleNotice({
  since: "2026-11-22T10:00:00Z",
  will: { action: "stop", at: "2026-11-23T10:15:00Z" },
  caseId: "abcdefghijklmnopqrstuv",
  choices: ["claim", "assign", "keep", "stop"],
});

/** Every text object of a message, with its type. */
const textsOf = (part: unknown): { type: string; text: string }[] => {
  if (typeof part !== "object" || part === null) return [];
  const { type, text } = part as { type?: string; text?: unknown };
  const own = typeof text === "string" ? [{ type: String(type), text }] : [];
  return [...own, ...Object.values(part).flatMap(textsOf)];
};

/** What Slack's own rules and ours ask of any message. */
const expectFit = ({ text, blocks, metadata }: SlackMessage): void => {
  expect(checkBlocks(blocks)).not.toHaveProperty("errors");
  expect(blocks.length).toBeLessThanOrEqual(50);
  const ids = blocks.flatMap(({ block_id }) => block_id ?? []);
  expect(new Set(ids).size).toBe(ids.length);
  const texts = textsOf(blocks);
  expect(texts.reduce((sum, one) => sum + one.text.length, 0)).toBeLessThan(9_000);
  for (const one of texts) expect(one.text).not.toMatch(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/u);
  for (const one of texts.filter(({ type }) => type === "mrkdwn"))
    expect(one.text).toMatch(/^<https:\/\/[\w.-]+\/[\w/?=#%.-]*\|Open it in the console>$/);
  expect(text).not.toMatch(/[<>\p{Cc}\p{Cf}]|&(?!(amp|lt|gt);)/u);
  expect(text.length).toBeLessThan(1_500);
  expect(JSON.stringify(metadata).length).toBeLessThan(8_000);
};

test("a notice with answers, block by block", () => {
  const message = slackMessage(asking);
  expectFit(message);
  expect(message.text).toBe(
    "[medium] Nobody is proven to own a new TrainingJob: churn. It will be stopped at 2026-11-23 10:15 UTC unless somebody answers.",
  );
  expect(message.metadata).toEqual({ event_type: "sagewarden_notice", event_payload: { ids: [asking.id] } });
  const texts = textsOf(message.blocks).map(({ text }) => text);
  for (const part of [
    "Nobody is proven to own a new TrainingJob",
    "TrainingJob: churn",
    "Owner: alice, team TeamA",
    "Since: 2026-11-22 10:00 UTC",
    "<https://us-east-1.console.aws.amazon.com/sagemaker/home?region=us-east-1#/jobs/churn|Open it in the console>",
    "arn:aws:sagemaker:us-east-1:111122223333:training-job/churn",
    "no resolver had an answer",
    "It will be stopped at 2026-11-23 10:15 UTC unless somebody answers.",
    "Tag it, or start such jobs from Studio.",
    "principal: arn:aws:sts::111122223333:assumed-role/x/SageMaker",
    "Severity: medium",
    `Notice: ${asking.id}`,
  ])
    expect(texts).toContain(part);
});

test("a notice that asks nothing has nothing to press", () => {
  const message = slackMessage(exampleNotice({ facts: {}, remediation: "" }));
  expectFit(message);
  expect(message.blocks.map(({ type }) => type)).toEqual(["header", "section", "section", "context", "context"]);
});

test.each([
  ["unowned-reminder", ["header", "section", "section", "actions", "actions", "input", "actions", "context"]],
  ["unowned-acted", ["header", "section", "section", "section", "actions", "actions", "input", "actions", "context"]],
] as const)("%s does not say again what its thread begins with", (type, blocks) => {
  const message = slackMessage({ ...asking, type });
  expectFit(message);
  expect(message.blocks.map((block) => block.type)).toEqual(blocks);
});

test("Slack's marks for code are not shown as they are", () => {
  const message = slackMessage({ ...asking, remediation: "Use `team`." });
  expect(textsOf(message.blocks).map(({ text }) => text)).toContain("Use team.");
});

test("a digest names every notice in its metadata, its own first", () => {
  const items = Array.from({ length: 20 }, (_, index) => ({ ...asking, id: `n-${index}` }));
  const message = slackMessage(exampleNotice({ id: "d", type: "digest", items }));
  expectFit(message);
  expect(message.metadata.event_payload.ids).toEqual(["d", ...items.map(({ id }) => id)]);
});

const name = fc.oneof(
  fc.constantFrom(...Object.values(hostileNames)),
  fc.string({ unit: anyCharacter, maxLength: 3_000 }),
);

/** A notice all of whose words are somebody else's. */
const hostileNotice: fc.Arbitrary<Notice> = fc.record({
  // The outbox's key is no longer.
  id: name.map((text) => text.slice(0, 2_000)),
  type: fc.constant("unowned" as const),
  severity: fc.constant("medium" as const),
  resource: fc.record({
    arn: name.map((text) => `arn:aws:sagemaker:us-east-1:1:model/${text}`),
    kind: fc.option(name, { nil: undefined }),
  }),
  team: fc.option(name, { nil: undefined }),
  studiouserid: fc.option(name, { nil: undefined }),
  at: name,
  title: name,
  detail: name,
  remediation: name,
  facts: fc.dictionary(name, name, { maxKeys: 40 }),
  since: name,
  will: fc.record({ action: fc.constant("delete" as const), at: name }),
  caseId: fc.oneof(name, fc.constant("abcdefghijklmnopqrstuv")),
  choices: fc.subarray([...choices]),
  claimant: name,
});

describe("whatever people call their things", () => {
  test("a notice is fit for Slack", () => {
    fc.assert(fc.property(hostileNotice, (notice) => expectFit(slackMessage(notice))));
  });

  test("and so is a digest of any length", () => {
    fc.assert(
      fc.property(fc.array(hostileNotice, { maxLength: 60 }), (items) => {
        expectFit(slackMessage(exampleNotice({ type: "digest", items })));
      }),
      { numRuns: 30 },
    );
  });
});
