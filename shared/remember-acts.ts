import type { JudgedSignal } from "./decide/vendor-notices.ts";
import { signals } from "./detect/signals/index.ts";
import type { SeenSignal } from "./detect/signals/signal.ts";
import { StaleRow } from "./model/errors.ts";
import { inDirectory, type Settings } from "./model/settings.ts";
import type { VendorAct, Watched } from "./model/vendor-act.ts";
import type { VendorRoleRow, VendorRoles } from "./record/vendor-roles.ts";
import { mergedSignals } from "./vendors/watch/merged-signals.ts";
import { emptyState, isRemembered } from "./vendors/watch/state.ts";
import { watch } from "./vendors/watch/watch.ts";

/** One act of one watched role. */
export interface RoleAct {
  act: VendorAct;
  watched: Watched;
}

/** Times that a role's row is read again when another batch of it was faster. */
const tries = 4;
/**
 * Signals that a role's row keeps: a delivery that was cut off after the row was written tells them when it comes again. Several
 * batches of a hundred acts may be under way. Bytes, too: texts of records are in them, and a row that no longer fits is no
 * longer written.
 */
const kept = { signals: 500, bytes: 120_000 };

export interface Remembered {
  judged: readonly JudgedSignal[];
  /** Those that no earlier delivery has recorded. */
  fresh: readonly JudgedSignal[];
}

/** Detects and remembers all acts of one role: one read and one write of its row. Throws `StaleRow` where others always are faster. */
export const remembered = async (
  role: string,
  parts: readonly RoleAct[],
  settings: Settings,
  roles: Pick<VendorRoles, "get" | "save">,
): Promise<Remembered> => {
  for (let attempt = 1; ; attempt++) {
    const row = await roles.get(role);
    const { next, ...found } = rememberAll(row ?? emptyRow(role), parts, settings);
    if (next === row || next.version === 0) return found;
    try {
      await roles.save(next);
      return found;
    } catch (error) {
      if (!(error instanceof StaleRow) || attempt === tries) throw error;
    }
  }
};

const emptyRow = (role: string): VendorRoleRow => ({ role, state: emptyState(role), recent: [], version: 0 });

/** The row with all these acts, in the order in which they happened. The same row where it has them all. */
const rememberAll = (
  row: VendorRoleRow,
  parts: readonly RoleAct[],
  settings: Settings,
): Remembered & { next: VendorRoleRow } => {
  let { state } = row;
  const [again, fresh]: [JudgedSignal[], JudgedSignal[]] = [[], []];
  for (const { act, watched } of parts.toSorted((one, other) => (one.act.at < other.act.at ? -1 : 1))) {
    const judge = (signal: JudgedSignal["signal"]): JudgedSignal => ({
      signal,
      act,
      watched,
      isLearnt: learnt.has(signal.signal),
    });
    const told = row.recent.filter(({ eventId }) => eventId === act.eventId);
    if (told.length > 0 || isRemembered(state, act)) {
      again.push(...told.map(judge));
      continue;
    }
    const seen = watch({ act, watched, state, settings });
    state = seen.state;
    fresh.push(...mergedSignals(seen.signals).map(judge));
  }
  if (state === row.state) return { next: row, judged: again, fresh };
  const { hourly, told } = withinHour(fresh, row.hourly);
  const signalsNow = newest([...row.recent, ...told.map(({ signal }) => signal)]);
  const next = { ...row, state, recent: signalsNow, hourly, version: row.version + 1 };
  return { next, judged: [...again, ...told], fresh };
};

/** As many of the newest as fit. */
const newest = (signals: readonly SeenSignal[]): readonly SeenSignal[] => {
  let [bytes, first] = [0, signals.length];
  while (first > 0 && signals.length - first < kept.signals) {
    bytes += Buffer.byteLength(JSON.stringify(signals[first - 1]));
    if (bytes > kept.bytes) break;
    first--;
  }
  return signals.slice(first);
};

/** Rows of one signal and severity in an hour of one role. A vendor may break its contract with every one of a million reads. */
const mostHourly = 200;
type Hourly = NonNullable<VendorRoleRow["hourly"]>;

/** Those that become rows: the last of an hour says that there are more. All of them count for the score and the metrics. */
const withinHour = (
  fresh: readonly JudgedSignal[],
  before: Hourly = {},
): { hourly: Hourly; told: readonly JudgedSignal[] } => {
  const hourly = { ...before };
  const told = fresh.flatMap((judged) => {
    const { signal, severity, at, detail } = judged.signal;
    const name = `${signal} ${severity}`;
    const [known, own] = [inDirectory(hourly, name), at.slice(0, 13)];
    // What comes late counts in the newest hour.
    const hour = known !== undefined && known.hour > own ? known.hour : own;
    const count = (known?.hour === hour ? known.count : 0) + 1;
    hourly[name] = { hour, count };
    if (count < mostHourly) return judged;
    const last = { ...judged, signal: { ...judged.signal, detail: `${detail}; ${moreOfHour}` } };
    return count === mostHourly ? last : [];
  });
  return { hourly, told };
};

const moreOfHour = "more of this signal in this hour is counted, and is in the trail";

const learnt = new Set(signals.filter((signal) => signal.learnt).map(({ id }) => id));
