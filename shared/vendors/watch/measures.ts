import { epochOf } from "../../model/time.ts";
import type { VendorAct, Watched } from "../../model/vendor-act.ts";
import { actMeasures } from "./act-measures.ts";
import { keyOf, limits } from "./bounds.ts";

/** What is counted of a role over a span, for the signals that look at more than one act. */
export interface Measure {
  id: string;
  /** seconds */
  seconds: number;
  /**
   * What an act adds, or undefined where it does not concern the measure: a number (1 where absent), and values of which
   * the distinct ones are kept. Values must have gone through `keyOf`.
   */
  of(act: VendorAct, watched: Watched): { count?: number; values?: readonly string[] } | undefined;
}

const hour = 3_600;

/** Append-only. At most 16: each takes up to 4 KB of the state. */
export const measures: readonly Measure[] = [
  {
    id: "taken",
    seconds: hour,
    of: ({ errorCode }, { how }) => (how === "assumed" && errorCode === undefined ? {} : undefined),
  },
  {
    id: "made-used",
    seconds: 24 * hour,
    of: (_act, { how, via }) => (how === "minted" && via !== undefined ? { values: [keyOf(via, 96)] } : undefined),
  },
  ...actMeasures,
];

/** The twelfth of a span that a time lies in. */
export const slotOf = (at: string, seconds: number): number =>
  Math.floor((epochOf(at) ?? 0) / ((seconds * 1000) / limits.slots));
