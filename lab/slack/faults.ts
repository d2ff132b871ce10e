import { createHash } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { BadInput } from "#shared/model/errors.ts";

/**
 * One rule of what goes wrong. The first that hits decides; which calls it hits follows from `seed` and from how often it
 * was asked, so a run can be had again.
 */
export interface SlackFault {
  /** `chat.postMessage`; `*` for every Web API method. */
  method: string;
  /** Share of the calls, 0 to 1. Default 1. */
  rate?: number;
  seed?: number;
  /** At most so often. */
  times?: number;
  /**
   * `ratelimited`: 429 with Retry-After · `before`, `after`: 5xx before or after Slack did the work · `timeout`: no answer, the
   * work not done · `timeout-after`: no answer, the work done · `error`: `{ok: false, error}`.
   */
  effect: "ratelimited" | "before" | "after" | "timeout" | "timeout-after" | "error";
  /** `ratelimited`: seconds, default 1. */
  retryAfter?: number;
  /** `before`, `after`: default 503. */
  status?: number;
  /** `error`: Slack's word, such as `channel_not_found`. */
  error?: string;
  /** Time-outs: after how many milliseconds the connection is cut. Default 30,000. */
  holdMs?: number;
}

const effects: readonly string[] = ["ratelimited", "before", "after", "timeout", "timeout-after", "error"];
const keys = ["method", "rate", "seed", "times", "effect", "retryAfter", "status", "error", "holdMs"];

interface Rule extends SlackFault {
  asked: number;
  hit: number;
}

export interface Faults {
  replace(rules: readonly SlackFault[]): void;
  /** Each rule with how often it was asked and hit. */
  show(): readonly (SlackFault & { asked: number; hit: number })[];
  /** What befalls this call. */
  next(method: string): SlackFault | undefined;
}

const check = (rule: SlackFault): SlackFault => {
  const unknown = Object.keys(rule).find((key) => !keys.includes(key));
  if (unknown) throw new BadInput(`a fault knows no ${unknown}: ${keys.join(", ")}`);
  if (typeof rule.method !== "string") throw new BadInput("a fault names its method, or *");
  if (!effects.includes(rule.effect)) throw new BadInput(`a fault's effect is one of ${effects.join(", ")}`);
  return rule;
};

export const makeFaults = (): Faults => {
  let rules: Rule[] = [];
  return {
    replace: (given) => {
      rules = given.map((rule) => ({ ...check(rule), asked: 0, hit: 0 }));
    },
    show: () => rules.map((rule) => ({ ...rule })),
    next: (method) => {
      const rule = rules.filter((one) => one.method === "*" || one.method === method).find(hits);
      if (rule) rule.hit++;
      return rule;
    },
  };
};

/** Of 0 to 1, the same for the same text. */
const share = (text: string): number => createHash("sha256").update(text).digest().readUInt32BE() / 2 ** 32;

const hits = (rule: Rule): boolean => {
  if (rule.times !== undefined && rule.hit >= rule.times) return false;
  rule.asked++;
  return share(`${rule.seed ?? 0}:${rule.asked}`) < (rule.rate ?? 1);
};

/** Waits as long as the client is to wait in vain. */
export const hold = ({ holdMs = 30_000 }: SlackFault, signal: AbortSignal): Promise<void> =>
  sleep(holdMs, undefined, { signal }).catch(() => {});
