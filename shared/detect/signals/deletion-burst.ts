import type { Signal } from "./signal.ts";
import { isVendors } from "./support/acts.ts";
import { passes } from "./support/crossing.ts";
import { isS3 } from "./support/objects.ts";

const most = 19;
/** As the measure counts. */
const tenths = 10;

export const deletionBurst: Signal = {
  id: "deletion-burst",
  severity: "critical",
  why: "Objects deleted one by one, outside what the contract gives the vendor to write, are an extortion or a mistake that nobody undoes.",
  blind:
    "Needs S3 data events. A batch does not tell how many objects it deletes, and counts as a hundred. Without a contract ten deletions that leave the versions count as one.",
  falsePositives:
    "A vendor that cleans up: give it the bucket or prefix to write. There the usual number is learnt by `volume-spike`.",
  attack: ["T1485", "T1490"],
  needs: "data",
  detect(seen) {
    if (!isVendors(seen) || !isS3(seen.act) || !seen.act.eventName.startsWith("DeleteObject")) return undefined;
    return passes(seen, "deletions", most * tenths)
      ? [
          seen.watched.contract === undefined
            ? `more than ${most} versions of objects, or ${most * tenths} objects, deleted within an hour`
            : `more than ${most} objects deleted within an hour, where the contract gives nothing to write`,
        ]
      : [];
  },
};
