import { textAt } from "../../normalise/fields.ts";
import type { Signal } from "./signal.ts";
import { shown } from "./support/acts.ts";
import { isLike } from "./support/pattern.ts";
import { isTaken } from "./support/taken.ts";

export const sessionNameOffPattern: Signal = {
  id: "session-name-off-pattern",
  severity: "low",
  why: "The vendor's own software names its sessions by a pattern. Another name comes from other software, or from a person.",
  blind: "Whoever knows the pattern follows it: the name is chosen by whoever takes the role.",
  falsePositives: "SDKs that make a name up where the vendor gives none: `roleSessionName` of the contract.",
  attack: ["T1078.004"],
  needs: "management",
  detect(seen) {
    const pattern = seen.watched.contract?.sessionName;
    const name = textAt(seen.act.request, "roleSessionName");
    if (!isTaken(seen) || pattern === undefined || name === undefined) return undefined;
    return isLike(pattern, name)
      ? []
      : [`the session's name ${shown(name, 64)} is not as the contract says (${pattern})`];
  },
};
