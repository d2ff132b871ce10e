import type { Severity } from "../../model/finding.ts";
import { inDirectory } from "../../model/settings.ts";
import { secondsBetween } from "../../model/time.ts";
import type { RoleState, ScorePart } from "./state.ts";

/**
 * A role's score, 0 to 100, adds up what its signals weigh. Each signal's part fades by half every six hours and is gone
 * after a day. One signal that repeats counts one and a half times at most: a hundred times the same low is no emergency,
 * while different signals together are. What was learnt counts up to `learntMost` in all, so that habits alone never reach
 * `containmentScore`. A further signal never lowers the score.
 */
export const weights: Readonly<Record<Severity, number>> = { info: 0, low: 5, medium: 20, high: 50, critical: 100 };
export const containmentScore = 80;
const learntMost = 40;
const halfLife = 6 * 3_600;
const window = 24 * 3_600;
const repeats = 1.5;

type Parts = RoleState["score"];

/** What a part still weighs after so many seconds. Records may come in any order: an older one counts as if it had come in time. */
const fade = (value: number, seconds: number): number =>
  seconds >= window ? 0 : value * 2 ** (-Math.max(0, seconds) / halfLife);

export const addSignal = (
  parts: Parts,
  signal: string,
  { severity, at, learnt }: { severity: Severity; at: string; learnt: boolean },
): Parts => {
  const weight = weights[severity];
  if (weight === 0) return parts;
  const before = inDirectory(parts, signal);
  const to = before !== undefined && secondsBetween(before.at, at) < 0 ? before.at : at;
  const left = before === undefined ? 0 : fade(before.value, secondsBetween(before.at, to));
  const added = fade(weight, secondsBetween(at, to));
  const value = Math.max(left, Math.min(left + added, repeats * weight));
  const part: ScorePart = { value: rounded(value), at: to, ...(learnt ? { learnt: true } : {}) };
  return { ...parts, [signal]: part };
};

const rounded = (value: number): number => Math.ceil(value * 1000) / 1000;

/** The score at a time. */
export const scoreAt = (parts: Parts, at: string): number => {
  const sum = (ofLearnt: boolean): number =>
    Object.values(parts)
      .filter(({ learnt }) => (learnt === true) === ofLearnt)
      .reduce((total, part) => total + fade(part.value, secondsBetween(part.at, at)), 0);
  return Math.min(100, Math.round(sum(false) + Math.min(learntMost, sum(true))));
};
