import { mostFirst } from "#shared/decide/counted.ts";
import type { Settings } from "#shared/model/settings.ts";
import type { Seen } from "#shared/record/span.ts";
import { type KindLine, kindLines } from "./kind-lines.ts";
import { linesThatTurnOn, type TurnOn } from "./turn-on.ts";
import { type Would, wouldHave } from "./would.ts";

/** What `report --json` prints, and the page shows. */
export interface Report {
  /** ISO 8601 */
  from: string;
  to: string;
  mode: Settings["mode"];
  kinds: readonly KindLine[];
  /** Every tag, stop, delete and notice that was held back, by time. */
  would: readonly Would[];
  turnOn: readonly TurnOn[];
  /** Why cases ended without an act, the most frequent first. */
  leftAlone: readonly { why: string; count: number }[];
}

/** The ledger's span in numbers. Pure: the same rows and settings give the same report. */
export const reportOf = (seen: Seen, settings: Settings): Report => {
  const would = wouldHave(seen, settings);
  const left = seen.cases.flatMap(({ end }) => (end?.how === "left" || end?.how === "untold" ? [end.detail] : []));
  return {
    from: seen.from,
    to: seen.to,
    mode: settings.mode,
    kinds: kindLines(seen, would),
    would,
    turnOn: linesThatTurnOn(seen, would, settings),
    leftAlone: mostFirst(left).map(([why, count]) => ({ why, count })),
  };
};

/** The sum over all kinds. */
export const sumOf = (kinds: readonly KindLine[], number: (line: KindLine) => number): number =>
  kinds.reduce((sum, line) => sum + number(line), 0);
