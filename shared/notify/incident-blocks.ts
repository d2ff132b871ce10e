import type { Button, KnownBlock } from "@slack/types";
import { isIncidentId } from "../contain/incident-id.ts";
import type { IncidentChoice } from "../model/incident.ts";
import type { Notice } from "../model/notice.ts";
import { plain } from "./slack-text.ts";

type Next = NonNullable<Notice["incident"]>["next"];

/** Slack's limits. */
const longest = { button: 75, value: 2_000, title: 100, dialog: 300 };

/** As words that finish "You can …" (a mail), and as a button says it. */
export const incidentWords = (choice: IncidentChoice, next?: Next): { sentence: string; button: string } => {
  switch (choice) {
    case "go-on": {
      if (next === "begin") return { sentence: "let the containment begin", button: "Contain it" };
      const what = next === undefined ? "" : ` with ${next}`;
      return { sentence: `let it go on${what}`, button: `Go on${what}` };
    }
    case "stop-here":
      return { sentence: "stop it here", button: "Stop here" };
    case "restore":
      return { sentence: "put the role back", button: "Restore the role" };
  }
};

const dialogs: Readonly<Record<IncidentChoice, { title: string; text: string; isDanger: boolean }>> = {
  "go-on": {
    title: "Let it go on?",
    text: "The vendor loses more of what its role can do. Restore takes it back, but for a deleted role's id.",
    isDanger: true,
  },
  "stop-here": {
    title: "Stop it here?",
    text: "What was done to the role stays done. What was not, is not: if it is abused, it goes on.",
    isDanger: true,
  },
  restore: {
    title: "Put the role back?",
    text: "The vendor can work again. Sessions from before stay dead.",
    isDanger: false,
  },
};

/** What an approver can answer, for `functions/answer-slack`. The value names the role too: the id alone does not lead to it. */
export const incidentBlocks = ({ incident, resource }: Pick<Notice, "incident" | "resource">): KnownBlock[] => {
  if (incident === undefined || !isIncidentId(incident.id)) return [];
  const elements = incident.choices.flatMap((choice) => buttonOf(choice, incident, resource.arn));
  return elements.length === 0 ? [] : [{ type: "actions", block_id: `incident:${incident.id}:0`, elements }];
};

const buttonOf = (choice: IncidentChoice, { id, next }: NonNullable<Notice["incident"]>, role: string): Button[] => {
  const value = [id, role, ...(choice === "go-on" && next !== undefined ? [next] : [])].join("|");
  const { title, text, isDanger } = dialogs[choice];
  const { button } = incidentWords(choice, next);
  return value.length > longest.value
    ? []
    : [
        {
          type: "button",
          action_id: choice,
          text: plain(button, longest.button),
          value,
          ...(choice === "go-on" ? { style: "danger" as const } : {}),
          confirm: {
            title: plain(title, longest.title),
            text: plain(text, longest.dialog),
            confirm: plain(button, 30),
            deny: plain("No", 30),
            ...(isDanger ? { style: "danger" as const } : {}),
          },
        },
      ];
};
