import { readFileSync } from "node:fs";
import { hostname } from "node:os";

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
