import type { Severity } from "../../../model/finding.ts";
import { inDirectory } from "../../../model/settings.ts";
import { secondsBetween } from "../../../model/time.ts";
import type { VendorAct } from "../../../model/vendor-act.ts";
import { actionOf } from "../../../vendors/watch/baseline.ts";
import type { SeenAct, Signal } from "../signal.ts";
import { declares, hasFailed, isVendors, lowered, operationOf, shown } from "./acts.ts";
import { isEveryday } from "./everyday.ts";
import { gravityOf, type Operations } from "./operations.ts";
import { subjectOf } from "./subject.ts";

/** What a closer look at one act tells. Absent fields: the signal's own severity, and the contract's services. */
export interface Look {
  severity?: Severity;
  /** Whether the contract allows it; absent: whether it declares the service. */
  covered?: boolean;
  /** Whether roles do it all day: low where no contract says what the principal's work is. Absent: as `everyday.ts` says of a plain act. */
  everyday?: boolean;
  /** Added to the sentence. */
  note?: string;
}

type Words = Omit<Signal, "detect" | "severityOf">;

/**
 * A signal that one act can show. `look` answers undefined where the act is clean. Full severity for what was done outside
 * the contract, one step less for what was tried and failed, low for what the contract covers.
 */
export const lookSignal = (
  words: Words & { concerns(act: VendorAct): boolean; look(seen: SeenAct): Look | undefined },
): Signal => {
  const { concerns, look, ...rest } = words;
  return {
    ...rest,
    detect(seen) {
      if (!isVendors(seen) || !concerns(seen.act)) return undefined;
      const found = look(seen);
      if (found === undefined || (isEverydays(seen, found) && wasToday(seen))) return [];
      return [sentence(seen, found.note)];
    },
    severityOf(seen) {
      const found = look(seen) ?? {};
      const { covered = declares(seen.watched.contract, seen.act.service), severity = rest.severity } = found;
      if (covered || isEverydays(seen, found)) return "low";
      return hasFailed(seen.act) ? lowered(severity) : severity;
    },
  };
};

const isEverydays = ({ watched }: SeenAct, { everyday }: Look): boolean =>
  everyday === true && watched.contract === undefined;

/** Whether the principal did the same within a day: work is told once, and not with each job. */
const wasToday = ({ act, before }: SeenAct): boolean => {
  const last = inDirectory(before.seen.action, actionOf(act))?.last;
  return last !== undefined && Math.abs(secondsBetween(last, act.at)) < 86_400;
};

/** The table stays with the signal: a test compares its names with the services' own. */
export type TableSignal = Signal & { operations: Operations };

/** A signal over a table of operations, each with its severity. */
export const actSignal = (
  words: Words & { operations: Operations; look?(seen: SeenAct, gravity: Severity): Look | undefined },
): TableSignal => {
  const { operations, look, ...rest } = words;
  return {
    operations,
    ...lookSignal({
      ...rest,
      concerns: (act) => gravityOf(operations, act) !== undefined,
      look(seen) {
        const severity = gravityOf(operations, seen.act) ?? rest.severity;
        const found = look === undefined ? {} : look(seen, severity);
        if (found === undefined) return undefined;
        const isPlain = found.severity === undefined && found.covered === undefined;
        return { severity, everyday: isPlain && isEveryday(seen.act), ...found };
      },
    }),
  };
};

/** The operation, what it was done to, how it failed if it did. */
export const sentence = ({ act }: SeenAct, note?: string): string => {
  const subject = subjectOf(act);
  const failed = hasFailed(act) ? `: tried, ${shown(act.errorCode ?? "refused", 64)}` : "";
  return `${act.service} ${operationOf(act)}${subject === undefined ? "" : ` on ${subject}`}${failed}${note === undefined ? "" : `; ${note}`}`;
};
