import type { ActionsBlock, Button, KnownBlock } from "@slack/types";
import type { Choice, Notice } from "../model/notice.ts";
import { choiceWords } from "./sentences.ts";
import { plain } from "./slack-text.ts";

type Asking = Pick<Notice, "caseId" | "choices" | "claimant">;

/** `caseIdOf` makes no other. */
export const isCaseId = (id: string | undefined): id is string => id !== undefined && /^[\w-]{1,64}$/.test(id);

/** Slack's limits. */
const longest = { button: 75, value: 2_000, reason: 500 };

/**
 * What a person can answer, for `functions/answer-slack`: each block's id is `case:<caseId>:<n>`, each element's `action_id`
 * the choice, except the two inputs of `keep`.
 */
export const choiceBlocks = ({ caseId, choices = [], claimant }: Asking): KnownBlock[] => {
  if (!isCaseId(caseId)) return [];
  const idOf = (n: number): string => `case:${caseId}:${n}`;
  const buttons = choices.flatMap((choice) => buttonOf(choice, caseId, claimant));
  return [
    ...(buttons.length > 0 ? [{ type: "actions" as const, block_id: idOf(0), elements: buttons }] : []),
    ...(choices.includes("assign") ? [assignBlock(idOf(1))] : []),
    ...(choices.includes("keep") ? keepBlocks(caseId, idOf(2), idOf(3)) : []),
  ];
};

const button = (choice: Choice, value: string, style?: Pick<Button, "style" | "confirm">): Button => ({
  type: "button",
  action_id: choice,
  text: plain(choiceWords[choice].button, longest.button),
  value,
  ...style,
});

/** `assign` is a list to pick from, `keep` has inputs; the others are one button each. */
const buttonOf = (choice: Choice, caseId: string, claimant = ""): Button[] => {
  const withClaimant = `${caseId}|${claimant}`;
  switch (choice) {
    case "claim":
      return [button("claim", caseId, { style: "primary" })];
    case "confirm":
    case "reject":
      return withClaimant.length > longest.value ? [] : [button(choice, withClaimant)];
    case "stop":
      return [button("stop", caseId, { style: "danger", confirm: stopDialog })];
    case "undo":
      return [button("undo", caseId)];
    case "assign":
    case "keep":
      return [];
  }
};

const stopDialog: NonNullable<Button["confirm"]> = {
  title: plain("Stop it now?", 100),
  text: plain(
    "What runs on it ends. What has no stop is deleted, if the settings say so. Not all can be started again.",
    300,
  ),
  confirm: plain("Stop it", 30),
  deny: plain("Leave it", 30),
  style: "danger",
};

const assignBlock = (block_id: string): ActionsBlock => ({
  type: "actions",
  block_id,
  elements: [
    {
      type: "external_select",
      action_id: "assign",
      placeholder: plain(choiceWords.assign.button, 150),
      min_query_length: 0,
    },
  ],
});

const keepBlocks = (caseId: string, inputId: string, actionsId: string): KnownBlock[] => [
  {
    type: "input",
    block_id: inputId,
    optional: true,
    label: plain("A reason, to keep it", 2_000),
    element: { type: "plain_text_input", action_id: "keep-reason", max_length: longest.reason },
  },
  {
    type: "actions",
    block_id: actionsId,
    elements: [
      { type: "datepicker", action_id: "keep-until", placeholder: plain("Until", 150) },
      button("keep", caseId),
    ],
  },
];
