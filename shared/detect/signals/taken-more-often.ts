import { inDirectory } from "../../model/settings.ts";
import { countIn } from "../../vendors/watch/state.ts";
import type { Signal } from "./signal.ts";
import { isTaken } from "./support/taken.ts";

/** Below this an hour has nothing unusual, whatever was usual. */
const least = 20;
const times = 3;

export const takenMoreOften: Signal = {
  id: "taken-more-often",
  severity: "low",
  why: "A role that is taken far more often than usual is used by more than the vendor's usual software, or for more.",
  blind: "Says nothing until the role's habits are learnt. Sessions are counted, and not what they do.",
  falsePositives: "Backfills, and a vendor that grows.",
  attack: ["T1078.004"],
  needs: "management",
  learnt: true,
  detect(seen) {
    if (!isTaken(seen)) return undefined;
    const { act, before, after } = seen;
    const limit = Math.max(least, times * (inDirectory(before.peaks, "taken") ?? 0));
    const [was, is] = [before, after].map((state) => countIn(state, "taken", act.at));
    return (was ?? 0) <= limit && (is ?? 0) > limit ? [`taken more than ${limit} times within an hour`] : [];
  },
};
