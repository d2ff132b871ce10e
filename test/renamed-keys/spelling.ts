import type { Settings } from "#shared/model/settings.ts";
import type { Tags } from "#shared/model/tags.ts";
import { withKeys } from "../fixtures.ts";

/**
 * The world of the other tests told once more, in an account that calls the two tags otherwise. Every spelling of a key
 * keeps its letters behind a prefix, so that the way back is to take the prefix away.
 */
const prefix = "cost/";

const key = /^(team|studiouserid)$/i;

export const renamedKey = (name: string): string => (key.test(name) ? `${prefix}${name}` : name);

export const renamedTags = (tags: Tags): Record<string, string> =>
  Object.fromEntries(Object.entries(tags).map(([name, value]) => [renamedKey(name), value]));

export const renamedSettings = (settings: Settings): Settings =>
  withKeys(Object.fromEntries(Object.keys(settings.tags).map((name) => [name, renamedKey(name)])), settings);

/** In JSON without owners: every key, and every key of a tag, texts in texts too. */
export const renamedJson = (json: string): string =>
  json.replace(/"(team|studiouserid)(\\*)"/gi, (_, name, escapes) => `"${prefix}${name}${escapes}"`);

/** A text that people read, as it is where nothing is renamed. */
export const toldPlainly = (text: string): string => text.replaceAll(prefix, "");

/** Somebody's own tags under the names: nobody's business, and no proof of anything. */
export const decoys: Tags = { team: "TeamB", studiouserid: "bob" };

export const withoutDecoys = (tags: Tags): Record<string, string> =>
  Object.fromEntries(Object.entries(tags).filter(([name, value]) => decoys[name] !== value));
