import type { Choice, Notice } from "../model/notice.ts";
import { epochOf, isoAt } from "../model/time.ts";
import { incidentWords } from "./incident-blocks.ts";

/** What a person can answer, as words that finish "You can …" (a mail), and as a button says it. */
export const choiceWords: Readonly<Record<Choice, { sentence: string; button: string }>> = {
  claim: { sentence: "say that it is yours", button: "It's mine" },
  assign: { sentence: "name its owner", button: "It belongs to …" },
  keep: { sentence: "keep it until a date, with a reason", button: "Keep until" },
  stop: { sentence: "have it stopped now", button: "Stop it now" },
  undo: { sentence: "undo what was done", button: "Undo" },
  confirm: { sentence: "confirm whose it is", button: "Confirm" },
  reject: { sentence: "say that this is not so", button: "Not so" },
};

const done = { stop: "stopped", delete: "deleted" } as const;

/** To the minute, as people read it; what is no time stays as it is. */
export const readableTime = (iso: string): string => {
  const ms = epochOf(iso);
  return ms === undefined ? iso : `${isoAt(ms).slice(0, 16).replace("T", " ")} UTC`;
};

/** Undefined where nothing will be done. */
export const willSentence = ({ will }: Pick<Notice, "will">): string | undefined =>
  will && `It will be ${done[will.action]} at ${readableTime(will.at)} unless somebody answers.`;

/** Undefined where nothing can be answered. */
export const choicesSentence = ({
  choices = [],
  incident,
}: Pick<Notice, "choices" | "incident">): string | undefined => {
  const ofIncident = (incident?.choices ?? []).map((choice) => incidentWords(choice, incident?.next).sentence);
  const sentences = [...choices.map((choice) => choiceWords[choice].sentence), ...ofIncident];
  return sentences.length === 0 ? undefined : `You can ${listed(sentences)}.`;
};

const listed = (words: readonly string[]): string =>
  words.length < 2 ? words.join("") : `${words.slice(0, -1).join(", ")} or ${words.at(-1)}`;

export const ownerSentence = ({ team, studiouserid }: { team: string | null; studiouserid: string | null }): string =>
  `${studiouserid ?? "nobody is proven"}, ${team === null ? "no team" : `team ${team}`}`;
