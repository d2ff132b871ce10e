import { inDirectory } from "../../model/settings.ts";
import type { SeenAct, Signal } from "./signal.ts";
import { isVendors } from "./support/acts.ts";
import { passes } from "./support/crossing.ts";
import { isS3 } from "./support/objects.ts";

/** Below these a day is no spike, whatever was usual. */
const spikes = [
  { measure: "bytes-out", least: 2 ** 30, unit: "GiB read", one: 2 ** 30 },
  { measure: "objects-read", least: 20_000, unit: "objects read", one: 1 },
  { measure: "own-deletions", least: 10_000, unit: "objects deleted where it may write", one: 1 },
] as const;

const times = 3;

export const volumeSpike: Signal = {
  id: "volume-spike",
  severity: "high",
  why: "A role that is used to take data away reads in a day what the vendor reads in weeks, and one that is used to extort deletes as much.",
  blind:
    "Needs S3 data events. Says nothing until the role's habits are learnt, and nothing of a theft that is as slow as the usual work.",
  falsePositives:
    "The first full synchronisation, and a backfill. The usual amount grows with what was seen while learning only.",
  attack: ["T1530", "T1485"],
  needs: "data",
  learnt: true,
  detect(seen) {
    if (!isVendors(seen) || !isS3(seen.act)) return undefined;
    return spikes.flatMap(({ measure, least, unit, one }) => {
      const limit = Math.max(least, times * usual(seen, measure));
      return passes(seen, measure, limit)
        ? [`more than ${Math.round(limit / one)} ${unit} within a day: ${times} times the most that was usual, or more`]
        : [];
    });
  },
};

const usual = ({ before }: SeenAct, measure: string): number => inDirectory(before.peaks, measure) ?? 0;
