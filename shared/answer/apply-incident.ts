import { type AnswerEdges, answerIncident } from "../contain/answer-incident.ts";
import type { Settings } from "../model/settings.ts";
import { identify, type SlackPeople } from "./identify.ts";
import { answeredIncident } from "./incident-reply.ts";
import type { IncidentPress } from "./read-incident-press.ts";
import { privateReply, type Reply } from "./reply.ts";

export interface IncidentParts {
  settings: Settings;
  slack: SlackPeople;
  incidents: AnswerEdges;
  respond(url: string, reply: Reply): Promise<void>;
}

/** One press about an incident: who, whether they may, and what follows. A second delivery of it ends the same. */
export const applyIncidentPress = async (press: IncidentPress, parts: IncidentParts): Promise<void> => {
  const who = await identify(press, parts.settings, parts.slack);
  if ("refusal" in who) return respond(press, [privateReply(press, who.refusal)], parts);
  const { incident, role, choice, of, at } = press;
  const word = {
    incident,
    role,
    choice,
    at,
    by: who.person,
    via: "slack" as const,
    ...(of === undefined ? {} : { of }),
  };
  const { answer } = await answerIncident(word, parts.incidents);
  await respond(press, [answeredIncident(press, who.person, answer), privateReply(press, answer.why)], parts);
};

const respond = async (
  { responseUrl }: IncidentPress,
  replies: readonly (Reply | undefined)[],
  parts: IncidentParts,
): Promise<void> => {
  if (responseUrl === undefined) return;
  for (const reply of replies) if (reply) await parts.respond(responseUrl, reply);
};
