import type { WatchListStore } from "../record/vendor-links.ts";
import type { RuleDefinition, RulePlace } from "../rules.ts";
import { watchRulePrefix, watchRules } from "../vendor-rules.ts";
import { watchListOf } from "../vendors/watch/wanted.ts";
import { type FoundRule, isRuleAlive } from "./dead-rules.ts";

/** The rules that are kept in the home region, as calls of EventBridge. */
export interface RuleWrites {
  /** Undefined where there is none. */
  read(name: string): Promise<FoundRule | undefined>;
  /** The rule and its only target. */
  put(rule: RuleDefinition): Promise<void>;
  remove(name: string): Promise<void>;
}

export interface KeptRules {
  written: number;
  removed: number;
}

/** EventBridge's default quota is 300 rules for a bus; the stacks need a dozen. */
const mostRules = 200;
/** Times that the list may grow while its rules are written. */
const tries = 5;

/**
 * Makes the rules `sagewarden-watch-<n>` those that the list needs: what is right is left alone, what is left over goes. Reads
 * the list again afterwards: whoever put more on it meanwhile may have met a run that was under way. Answers with what it wrote.
 */
export const keepRules = async (
  place: RulePlace,
  { list, rules, target }: { list: Pick<WatchListStore, "read">; rules: RuleWrites; target: string },
): Promise<KeptRules> => {
  const kept: KeptRules = { written: 0, removed: 0 };
  for (let attempt = 0; attempt < tries; attempt++) {
    const wanted = await list.read();
    const needed = watchRules(place, watchListOf(wanted)).slice(0, mostRules);
    for (const rule of needed) {
      if (isRuleAlive(rule, target, await rules.read(rule.name))) continue;
      await rules.put(rule);
      kept.written++;
    }
    kept.removed += await removeFrom(needed.length + 1, rules);
    if (JSON.stringify(await list.read()) === JSON.stringify(wanted)) break;
  }
  return kept;
};

/** They are numbered without a gap. */
const removeFrom = async (first: number, rules: RuleWrites): Promise<number> => {
  let number = first;
  while (await rules.read(`${watchRulePrefix}${number}`)) await rules.remove(`${watchRulePrefix}${number++}`);
  return number - first;
};
