import type { KnownBlock, PlainTextOption, SectionBlock } from "@slack/types";
import { isCaseId } from "./choice-blocks.ts";
import { itemText, type NoticeDocument } from "./message.ts";
import { resourceName } from "./resource-link.ts";
import { choiceWords } from "./sentences.ts";
import { plain } from "./slack-text.ts";

/** Slack shows 50 blocks; some are for the frame. */
export const mostItems = 45;
/** Characters of all items together; see `slack-message.ts`. */
const room = 7_000;

/** A digest: one block for each notice, with its answers in a menu of its own. */
export const digestBlocks = (digest: NoticeDocument, items: readonly NoticeDocument[]): KnownBlock[] => {
  const shown = items.slice(0, mostItems);
  const longest = Math.min(300, Math.floor(room / Math.max(1, shown.length)));
  const rest = items.length - shown.length;
  return [
    { type: "header", text: plain(digest.title, 150) },
    ...(digest.detail === "" ? [] : [{ type: "section" as const, text: plain(digest.detail, 1_500) }]),
    ...shown.map((item, index) => itemBlock(item, index, longest)),
    { type: "context", elements: [plain(`${rest > 0 ? `and ${rest} more. ` : ""}Notice: ${digest.id}`, 300)] },
  ];
};

const itemBlock = (item: NoticeDocument, index: number, longest: number): SectionBlock => {
  const text = plain(itemText(item, resourceName(item.resource.arn)), longest);
  const options = optionsOf(item);
  if (options.length === 0) return { type: "section", text };
  return {
    type: "section",
    block_id: `case:${item.caseId}:${index}`,
    text,
    accessory: { type: "overflow", action_id: "more", options },
  };
};

/** A menu has at most five entries. `confirm` and `reject` are asked of one person, who gets a notice of their own. */
const optionsOf = ({ caseId, choices = [] }: NoticeDocument): PlainTextOption[] =>
  isCaseId(caseId)
    ? choices
        .filter((choice) => choice !== "confirm" && choice !== "reject")
        .slice(0, 5)
        .map((choice) => ({ text: plain(choiceWords[choice].button, 75), value: `${choice}|${caseId}` }))
    : [];
