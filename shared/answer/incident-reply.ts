import type { IncidentAnswer } from "../model/incident.ts";
import { incidentWords } from "../notify/incident-blocks.ts";
import { readableTime } from "../notify/sentences.ts";
import { plain } from "../notify/slack-text.ts";
import type { IncidentPress } from "./read-incident-press.ts";
import type { Reply } from "./reply.ts";

const mostBlocks = 48;

/**
 * The message with what was said: without its buttons where that is decided, and with them where another person has to say it too.
 * Undefined where nobody else need know. The same whenever it is made again.
 */
export const answeredIncident = (
  { message, incident, choice, of, at }: IncidentPress,
  person: string,
  { verdict, why }: Pick<IncidentAnswer, "verdict" | "why">,
): Reply | undefined => {
  if (message === undefined || verdict === "refused") return undefined;
  const saidId = `answered:${incident}:${verdict}`;
  const isOver = verdict === "accepted";
  const kept = message.blocks.filter(
    ({ block_id: id, type }) =>
      id !== saidId &&
      !(isOver && type === "actions" && typeof id === "string" && id.startsWith(`incident:${incident}:`)),
  );
  const words = `${person}, ${readableTime(at)}: “${incidentWords(choice, of).button}”. ${why}`;
  return {
    replace_original: true,
    text: message.text,
    blocks: [...kept.slice(0, mostBlocks), { type: "context", block_id: saidId, elements: [plain(words, 2_000)] }],
    ...(message.metadata === undefined ? {} : { metadata: message.metadata }),
  };
};
