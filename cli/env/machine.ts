import { readFileSync } from "node:fs";
import { hostname, uptime } from "node:os";

/** Where shells live: none outlives its machine's boot. */
export interface Machine {
  machine: string;
  /** Null where the system has no id of it: nothing can be said of its shells then. */
  boot: string | null;
}

const bootId = (): string | null => {
  try {
    return readFileSync("/proc/sys/kernel/random/boot_id", "utf8").trim();
  } catch {
    return null;
  }
};

export const thisMachine = (): Machine => ({ machine: hostname(), boot: bootId() });

/** A point of time by this machine's clocks. */
export interface Moment {
  wallMs: number;
  /** Since it was booted: nobody sets that. */
  upMs: number;
  boot: string | null;
}

export const thisMoment = (): Moment => ({ wallMs: Date.now(), upMs: uptime() * 1000, boot: bootId() });

/** By the wall's clock only where the other cannot tell. */
export const msBetween = (earlier: Moment, later: Moment): number =>
  later.boot !== null && later.boot === earlier.boot ? later.upMs - earlier.upMs : later.wallMs - earlier.wallMs;
