import type { Finding } from "./finding.ts";
import type { Attribution } from "./owner.ts";
import type { Tags } from "./tags.ts";

/** tag: write the missing tags · ok: they are there · mismatch: a claim contradicts the proof · unowned: nobody is proven · exempt. */
export type Verdict = "tag" | "ok" | "mismatch" | "unowned" | "exempt";

/** Why a resource needs no owner for now. */
export interface Grant {
  source: "settings" | "slack" | "tag";
  /** The last day, UTC: `YYYY-MM-DD`. */
  until: string;
  /** One sentence for people. */
  words: string;
}

export interface Decision {
  verdict: Verdict;
  /** One sentence for people, no secrets. */
  reason: string;
  attribution: Attribution;
  /** What would be written: only missing or wrong keys. */
  write: Tags;
  /** The keys of `write` that replace another value: these are read again before they are written. */
  overwrites: readonly string[];
  findings: readonly Finding[];
  /** With `exempt`, where somebody granted it. */
  exemption?: Omit<Grant, "words">;
}
