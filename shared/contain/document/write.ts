import { lastPart } from "../../model/arn.ts";
import type { Incident } from "../../model/incident.ts";
import { epochOf, isoSecondsAt } from "../../model/time.ts";
import { evidence } from "../../names.ts";
import type { Link } from "../../vendors/watch/links.ts";
import type { IncidentWorld } from "../world.ts";
import { documentOf } from "./document.ts";
import { markdownOf } from "./markdown.ts";

/** Seconds before the first cause: no session of a role is older, and what began it may have been long before a signal. */
const before = 12 * 3_600;
/** Keys that are asked for in CloudTrail: each takes half a second. */
const mostKeys = 60;

/**
 * Writes the incident document, JSON and Markdown, as new versions, and answers the Markdown's key. Any number of times: at the
 * end of the guard, and again when the role was put back.
 */
export const writeIncidentDocument = async (incident: Incident, world: IncidentWorld): Promise<string> => {
  const now = world.now();
  const since = sinceOf(incident);
  const keys = keysOf(await world.links(incident.role));
  const seen = await world.calls({ role: incident.role, keys, since });
  const document = documentOf(incident, seen, { since, now });
  const folder = `${evidence.documents}${lastPart(incident.role)}/${incident.id}`;
  await world.evidence.put(`${folder}/incident.json`, `${JSON.stringify(document, null, 2)}\n`);
  const { key } = await world.evidence.put(`${folder}/incident.md`, markdownOf(document));
  return key;
};

const sinceOf = ({ causes, openedAt }: Incident): string => {
  const first = [openedAt, ...causes.map(({ at }) => at)].flatMap((at) => epochOf(at) ?? []);
  return isoSecondsAt(Math.min(...first) - before * 1000);
};

/** Of sessions and made keys, the newest first. */
const keysOf = (links: readonly Link[]): readonly string[] => {
  const keys = links.flatMap(({ id }) => (id.startsWith("key:") ? [id.slice("key:".length)] : []));
  return [...new Set(keys)].slice(0, mostKeys);
};
