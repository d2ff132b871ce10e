import type { SeenSignal } from "../../detect/signals/signal.ts";
import { severities } from "../../model/finding.ts";

/** Longer sentences together are cut where they are shown. */
const longest = 2_000;

/** One act may show several things of one signal: one row, with all sentences and the gravest severity. */
export const mergedSignals = (seen: readonly SeenSignal[]): readonly SeenSignal[] =>
  [...Map.groupBy(seen, ({ eventId, signal }) => JSON.stringify([eventId, signal])).values()].map((same) => {
    const rank = ({ severity }: SeenSignal): number => severities.indexOf(severity);
    const gravest = same.reduce((worst, one) => (rank(one) > rank(worst) ? one : worst));
    return { ...gravest, detail: [...new Set(same.map(({ detail }) => detail))].join("; ").slice(0, longest) };
  });
