import { BadInput } from "../model/errors.ts";
import { ownerTags } from "../model/owner.ts";
import type { Settings } from "../model/settings.ts";
import { type Tags, tagLimits, tagMap } from "../model/tags.ts";
import { quoted } from "../settings/words.ts";

/** A key as people, IAM and STS may read it: whatever looks like a guarded one is one. */
const folded = (key: string): string => key.normalize("NFKC").trim().toUpperCase().toLowerCase();

/** `KEY=VALUE`, each. Throws BadInput where STS would refuse them, but for keys that are guarded. */
export const readTags = (texts: readonly string[], place = "--tag"): Tags => {
  const pairs = texts.map((text) => readTag(text, place));
  const seen = new Set<string>();
  for (const [key] of pairs) {
    if (seen.has(folded(key)))
      throw new BadInput(`${place}: ${quoted(key)} is given twice; allowed: once, in any case`);
    seen.add(folded(key));
  }
  if (pairs.length > tagLimits.count) {
    throw new BadInput(`${place}: ${pairs.length} tags; allowed: at most ${tagLimits.count}`);
  }
  return tagMap(pairs);
};

const readTag = (text: string, place: string): readonly [string, string] => {
  const at = text.indexOf("=");
  const [key, value] = [text.slice(0, at), text.slice(at + 1)];
  if (at < 1) throw new BadInput(`${place}: ${quoted(text)}; allowed: KEY=VALUE`);
  if (key.length > tagLimits.key || !tagLimits.pattern.test(key)) {
    throw new BadInput(`${place}: ${quoted(key)} is no key; allowed: 1 to 128 letters, digits, spaces and _.:/=+-@`);
  }
  if (value.length > tagLimits.value || !tagLimits.pattern.test(value)) {
    throw new BadInput(
      `${place} ${quoted(key)}: ${quoted(value)} is no value; allowed: at most 256 letters, digits, spaces and _.:/=+-@`,
    );
  }
  if (folded(key).startsWith("aws:"))
    throw new BadInput(`${place}: ${quoted(key)}; allowed: keys that are not AWS's own`);
  return [key, value];
};

/** The tags that decide access come from the directory only: nobody gives them by hand, in any case of letters. Throws BadInput. */
export const refuseGuarded = (tags: Tags, settings: Pick<Settings, "tags">, place = "--tag"): void => {
  const guarded = new Set<string>(ownerTags);
  for (const [name, rule] of Object.entries(settings.tags)) {
    if (!rule.guarded) continue;
    guarded.add(folded(name));
    guarded.add(folded(rule.key ?? name));
  }
  const key = Object.keys(tags).find((one) => guarded.has(folded(one)));
  if (key === undefined) return;
  throw new BadInput(
    `${place}: ${quoted(key)} is guarded, it decides what somebody may do; allowed: --tags, which sends what the directory says`,
  );
};
