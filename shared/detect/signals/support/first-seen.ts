import { inDirectory } from "../../../model/settings.ts";
import { type Dimension, shownBy } from "../../../vendors/watch/baseline.ts";
import { limits } from "../../../vendors/watch/bounds.ts";
import type { SeenAct } from "../signal.ts";

/**
 * What an act shows in a dimension, where the role never showed it before. Undefined where nothing was learnt of it, and
 * where so many values were learnt (a third of what is kept) that a further one says nothing: some vendors roam.
 */
export const firstSeen = ({ act, watched, before }: SeenAct, dimension: Dimension): string | undefined => {
  if (watched.how !== "session" && watched.how !== "assumed") return undefined;
  const value = shownBy(act, watched).find(([each]) => each === dimension)?.[1];
  const seen = before.seen[dimension];
  if (value === undefined || inDirectory(seen, value) !== undefined) return undefined;
  const learnt = Object.values(seen).filter(({ first }) => first < (before.learningUntil ?? "")).length;
  return learnt > 0 && learnt <= limits[dimension] / 3 ? value : undefined;
};
