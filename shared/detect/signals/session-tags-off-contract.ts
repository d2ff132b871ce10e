import type { Severity } from "../../model/finding.ts";
import { isSamePrincipalKey, keyOf } from "../../model/tag-keys.ts";
import { readTagList } from "../../normalise/tags.ts";
import type { SeenAct, Signal } from "./signal.ts";
import { shown } from "./support/acts.ts";
import { isTaken } from "./support/taken.ts";

export const sessionTagsOffContract: Signal = {
  id: "session-tags-off-contract",
  severity: "medium",
  why: "Tags that are passed with a session are its own for every policy that compares tags: whoever may call himself by another team's name, or another person's, is taken for them.",
  blind: "Tags of the role itself, which sessions have too. Tags that an identity provider's assertion brings.",
  falsePositives:
    "A vendor that marks its sessions: `sessionTags` of the contract. High where a tag decides who owns a resource.",
  attack: ["T1548", "T1078.004"],
  needs: "management",
  detect(seen) {
    if (!isTaken(seen) || seen.watched.contract === undefined || !seen.act.requestComplete) return undefined;
    const keys = keysOffContract(seen);
    return keys.length === 0
      ? []
      : [`the session has the tags ${keys.map((key) => shown(key, 128)).join(", ")}, which the contract does not name`];
  },
  severityOf: (seen) => gravity(seen),
};

const keysOffContract = ({ act, watched }: SeenAct): readonly string[] =>
  Object.keys(readTagList(act.request.tags).tags).filter((key) => !watched.contract?.sessionTags.includes(key));

const gravity = (seen: SeenAct): Severity => {
  const deciding = Object.keys(seen.settings.tags).map((name) => keyOf(name, seen.settings));
  const isDeciding = (key: string): boolean => deciding.some((each) => isSamePrincipalKey(each, key));
  return keysOffContract(seen).some(isDeciding) ? "high" : "medium";
};
