import { isDecisive } from "../decide/answer-effects.ts";
import type { Answer, UnownedCase } from "../model/unowned-case.ts";
import { choiceBlocks } from "../notify/choice-blocks.ts";
import { plainText } from "../notify/plain-text.ts";
import { choiceWords, readableTime } from "../notify/sentences.ts";
import { escaped, plain } from "../notify/slack-text.ts";
import type { Press } from "./read-press.ts";

/** What is posted to a press's `response_url`. */
export type Reply = Readonly<Record<string, unknown>>;

const longestText = 2_000;

/** Seen by the person who pressed, and by nobody else. */
export const privateReply = ({ threadTs }: Pick<Press, "threadTs">, text: string): Reply => ({
  response_type: "ephemeral",
  replace_original: false,
  text: escaped(plainText(text, longestText)),
  blocks: [{ type: "section", text: plain(text, longestText) }],
  ...(threadTs === undefined ? {} : { thread_ts: threadTs }),
});

/** What a digest's menu could not ask, asked of the person alone. */
export const askingReply = (press: Press): Reply => {
  const { caseId, asked } = press;
  const { sentence } = choiceWords[asked.choice];
  const question = privateReply(press, `You can ${sentence}:`);
  return {
    ...question,
    blocks: [...(question.blocks as object[]), ...choiceBlocks({ caseId, choices: [asked.choice] })],
  };
};

/** Whether nothing of this message can be answered any more. */
const isOver = (answer: Answer, { end, act, pending }: UnownedCase): boolean => {
  const isAsked = answer.choice === "confirm" || answer.choice === "reject";
  // What was done can be undone until the end; a stop that was asked for can be averted until it is done.
  const isPast = act !== undefined || (pending !== undefined && pending.choice !== "stop");
  const isClosed = end !== undefined || (isPast && answer.choice !== "undo");
  return isDecisive(answer) || (isAsked && answer.verdict !== "refused") || isClosed;
};

/** The message without its buttons and with what was answered, where it is decided. The same whenever it is made again. */
export const closedMessage = (press: Press, answer: Answer, unowned: UnownedCase): Reply | undefined => {
  const { message, caseId } = press;
  if (message === undefined || !isOver(answer, unowned)) return undefined;
  return {
    replace_original: true,
    text: message.text,
    blocks: [...shown(message.blocks, caseId), { ...said(answer, unowned), block_id: saidId(caseId) }],
    ...(message.metadata === undefined ? {} : { metadata: message.metadata }),
  };
};

const mostBlocks = 49;

/** Of its own: Slack refuses two blocks of one id, and a message may be closed twice. */
const saidId = (caseId: string): string => `answered:${caseId}`;

const shown = (blocks: NonNullable<Press["message"]>["blocks"], caseId: string): readonly object[] =>
  blocks
    .filter(({ block_id }) => block_id !== saidId(caseId))
    .flatMap((block) => {
      if (typeof block.block_id !== "string" || !block.block_id.startsWith(`case:${caseId}:`)) return [block];
      if (block.type === "actions" || block.type === "input") return [];
      const { accessory: _, ...rest } = block;
      return [rest];
    })
    .slice(0, mostBlocks);

const said = (answer: Answer, { end, act, pending }: UnownedCase) => {
  const last = isDecisive(answer) || answer.verdict !== "refused" ? answer : pending;
  const words = last
    ? `${last.person}, ${readableTime(last.at)}: “${choiceWords[last.choice].button}”. Then: ${last.after}`
    : `Closed: ${end?.how ?? act?.action ?? "-"}`;
  return { type: "context", elements: [plain(words, longestText)] };
};
