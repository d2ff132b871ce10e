import type { PlainTextElement } from "@slack/types";
import { directoryOf } from "../attribute/directory.ts";
import type { Settings } from "../model/settings.ts";
import { plain } from "../notify/slack-text.ts";
import { personOfSlackUser } from "./person.ts";
import { isObject, type JsonObject } from "./read-payload.ts";

/** Slack's limits. https://docs.slack.dev/reference/block-kit/composition-objects/option-object */
const limits = { options: 100, text: 75, value: 150 };

export interface Option {
  text: PlainTextElement;
  value: string;
}

/**
 * The people whom "It belongs to …" offers for what was typed, by id and team: those whose id begins with it first. Only a
 * person of the directory is shown the directory. Who has left is not offered, nor an id that Slack could not hand back.
 */
export const optionsFor = (payload: JsonObject, settings: Settings, now: string): { options: readonly Option[] } => {
  if (payload.action_id !== "assign" || !isKnown(payload, settings, now)) return { options: [] };
  const typed = typeof payload.value === "string" ? payload.value.slice(0, limits.text).trim().toLowerCase() : "";
  const { hasLeft, teamOf } = directoryOf(settings);
  const found = Object.keys(settings.people)
    .filter((id) => teamOf(id) !== undefined && !hasLeft(id, now) && id.length <= limits.value)
    .filter((id) => [id, teamOf(id) ?? ""].some((name) => name.toLowerCase().includes(typed)));
  const begins = (id: string): number => (id.toLowerCase().startsWith(typed) ? 0 : 1);
  const sorted = found.toSorted((a, b) => begins(a) - begins(b) || (a < b ? -1 : 1));
  return { options: sorted.slice(0, limits.options).map((id) => optionOf(id, teamOf(id) ?? "")) };
};

const isKnown = ({ user }: JsonObject, settings: Settings, now: string): boolean => {
  const id = isObject(user) && typeof user.id === "string" ? personOfSlackUser(user.id, settings) : undefined;
  return id !== undefined && !directoryOf(settings).hasLeft(id, now);
};

const optionOf = (id: string, team: string): Option => ({
  text: plain(`${id} (${team})`, limits.text),
  value: id,
});
