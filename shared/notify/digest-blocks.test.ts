import { expect, test } from "@jest/globals";
import { digestBlocks, mostItems } from "./digest-blocks.ts";
import { exampleNotice } from "./example-notice.ts";
import { noticeDocument } from "./message.ts";

const digest = (count: number) => {
  const items = Array.from({ length: count }, (_, index) =>
    exampleNotice({ id: `n-${index}`, caseId: `case-${index}`, choices: ["claim", "assign", "confirm"] }),
  );
  const document = noticeDocument(exampleNotice({ type: "digest", title: `${count} further notices`, items }));
  return digestBlocks(document, document.items ?? []);
};

test("each notice has its line and its own menu", () => {
  const [head, detail, first, second] = digest(2);
  expect(head).toMatchObject({ type: "header", text: { text: "2 further notices" } });
  expect(detail).toMatchObject({ type: "section" });
  expect(first).toMatchObject({
    block_id: "case:case-0:0",
    text: { type: "plain_text", text: "[medium] Nobody is proven to own a new TrainingJob: churn" },
    accessory: {
      type: "overflow",
      action_id: "more",
      options: [{ value: "claim|case-0" }, { value: "assign|case-0" }],
    },
  });
  expect(second).toMatchObject({ block_id: "case:case-1:1" });
});

test("what asks nothing has no menu", () => {
  const document = noticeDocument(exampleNotice({ items: [exampleNotice()] }));
  const [, , item] = digestBlocks(document, document.items ?? []);
  expect(item).not.toHaveProperty("accessory");
});

test("of too many the number is told", () => {
  const blocks = digest(mostItems + 7);
  expect(blocks.length).toBeLessThanOrEqual(50);
  expect(JSON.stringify(blocks.at(-1))).toContain("and 7 more. ");
});
