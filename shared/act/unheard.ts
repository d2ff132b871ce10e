import { secondsBetween } from "../model/time.ts";
import type { WantedMap } from "../model/vendor-link.ts";
import { watchRulePrefix } from "../vendor-rules.ts";
import type { FoundRule } from "./dead-rules.ts";

/** Seconds within which somebody who came onto the list has to be in a rule. */
const patience = 600;
const state = "ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS";

/**
 * Who is on the list of watched principals and in no rule that is alive: each fault as one sentence. `target`: ARN of the queue.
 * Throws where AWS cannot answer now.
 */
export const unheard = async (
  wanted: WantedMap,
  { read, target, now }: { read(name: string): Promise<FoundRule | undefined>; target: string; now: string },
): Promise<readonly string[]> => {
  const due = Object.keys(wanted).filter((one) => secondsBetween(wanted[one]?.at ?? now, now) >= patience);
  if (due.length === 0) return [];
  const heard = new Set<string>();
  for (let number = 1; ; number++) {
    const rule = await read(`${watchRulePrefix}${number}`);
    if (rule === undefined) break;
    if (rule.state === state && rule.targetArns.includes(target))
      for (const one of leaves(rule.pattern)) heard.add(one);
  }
  const without = due.filter((one) => !heard.has(one));
  if (without.length === 0) return [];
  const more = without.length > 3 ? ` and ${without.length - 3} more` : "";
  return [`no rule ${watchRulePrefix}<n> hears ${without.slice(0, 3).join(", ")}${more}`];
};

/** Every text in an event pattern. */
const leaves = (pattern: string): readonly string[] => {
  const walk = (value: unknown): string[] => {
    if (typeof value === "string") return [value];
    return typeof value === "object" && value !== null ? Object.values(value).flatMap(walk) : [];
  };
  try {
    return walk(JSON.parse(pattern));
  } catch {
    return [];
  }
};
