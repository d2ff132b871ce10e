import { signals } from "../../detect/signals/index.ts";
import type { SeenAct, SeenSignal, Signal } from "../../detect/signals/signal.ts";
import type { Severity } from "../../model/finding.ts";
import type { Settings } from "../../model/settings.ts";
import type { VendorAct, Watched } from "../../model/vendor-act.ts";
import { addSignal, scoreAt } from "./score.ts";
import { isLearning, isRemembered, type RoleState, remember } from "./state.ts";

/** One act of one watched role, what was known before it, and how the settings are. */
export interface Watching {
  act: VendorAct;
  watched: Watched;
  state: RoleState;
  settings: Settings;
}

/** Remembers an act and says which signals it gives. A record that was seen lately gives none, and changes nothing. */
export const watch = ({ act, watched, state, settings }: Watching): { state: RoleState; signals: SeenSignal[] } => {
  if (isRemembered(state, act)) return { state, signals: [] };
  const seen: SeenAct = { act, watched, before: state, after: remember(state, act, watched), settings };
  const found = signals.flatMap((signal) => look(signal, seen));
  const score = found.reduce((parts, { signal, severity }) => {
    // Somebody else's change of the role is told, and not held against the vendor.
    const isVendors = watched.how !== "changed";
    return isVendors ? addSignal(parts, signal.id, { severity, at: act.at, learnt: signal.learnt === true }) : parts;
  }, seen.after.score);
  const total = scoreAt(score, act.at);
  return {
    state: { ...seen.after, score },
    signals: found.map(({ signal, severity, detail }) => ({
      eventId: act.eventId,
      at: act.at,
      role: watched.role,
      vendor: watched.contract?.vendor,
      signal: signal.id,
      severity,
      score: total,
      detail,
    })),
  };
};

const look = (signal: Signal, seen: SeenAct): { signal: Signal; severity: Severity; detail: string }[] => {
  const { watched, before, act } = seen;
  if (signal.learnt && isLearning(before, act.at)) return [];
  const details = signal.detect(seen) ?? [];
  if (details.length === 0) return [];
  const isExpected = watched.contract?.expects.includes(signal.id) === true;
  const severity = isExpected ? "info" : (signal.severityOf?.(seen) ?? signal.severity);
  return details.map((detail) => ({ signal, severity, detail }));
};
