import type { Lookups } from "#shared/attribute/lookups.ts";
import { decideCreation } from "#shared/decide/creation.ts";
import type { Creation } from "#shared/model/activity.ts";
import type { Decision } from "#shared/model/decision.ts";
import type { Attribution } from "#shared/model/owner.ts";
import type { Settings } from "#shared/model/settings.ts";
import { tagKeysOf } from "#shared/model/tag-keys.ts";
import { knowledgeOf } from "./lookups.ts";
import type { Timeline } from "./timeline.ts";

export type Attribute = (creation: Creation, settings: Settings, lookups: Lookups) => Promise<Attribution>;

export interface Judged {
  creation: Creation;
  decision: Decision;
}

/**
 * What would be decided about each creation, one after another in the order of time: what is told later than a creation,
 * but for sessions, does not count for it. Exemptions are judged as of the creation.
 */
export async function* judge(
  { sessions, changes }: Pick<Timeline, "sessions" | "changes">,
  settings: Settings,
  attribute: Attribute,
): AsyncGenerator<Judged> {
  const knowledge = knowledgeOf(sessions, tagKeysOf(settings));
  for (const change of changes) {
    if (change.type === "retag") {
      knowledge.learnRetag(change);
      continue;
    }
    const attribution = await attribute(change, settings, knowledge.of(change.account));
    knowledge.learnCreation(change, attribution.owner);
    const { at: now, requestTags: current } = change;
    yield { creation: change, decision: decideCreation({ creation: change, attribution, current, settings, now }) };
  }
}
