import type { Contract } from "../model/contract.ts";
import type { Permission } from "../model/function-definition.ts";
import type { Incident, Reach, RungId, RungLine, Snapshot } from "../model/incident.ts";
import type { RoleImage } from "../model/role-image.ts";
import type { IncidentWorld } from "./world.ts";

/** What a rung looks at. Read afresh for every call: nothing that is older than the call decides. */
export interface Ground {
  incident: Incident;
  contract: Contract | undefined;
  /** Undefined before the first rung. */
  snapshot: Snapshot | undefined;
  /** Undefined: there is no such role any more. */
  live: RoleImage | undefined;
  /** IAM's time of that read. */
  at: string;
}

/** What a rung left: into the incident's row with the line. */
export interface Climbed {
  line: RungLine;
  cutAt?: string;
  reached?: readonly Reach[];
  /** Of the snapshot. */
  changes?: Pick<Incident, "snapshot" | "roleId">;
}

/** `holds: "unknown"`: it could not be read; looked at again, and never taken for yes. */
export interface Verified {
  holds: boolean | "unknown";
  detail: string;
  /** Of what is found bit by bit: something that was denied is not any more, so that somebody undid it. */
  undone?: true;
}

/**
 * One rung of the ladder: one file. `apply`, `verify` and `undo` are idempotent by observation (read, compare, write) and may
 * run any number of times, be cut off anywhere, and meet IAM's old state.
 */
export interface Rung {
  id: RungId;
  /** For the page, the notices and the dry run: one sentence. */
  does: string;
  /** What it needs of IAM and others: `contain` for apply and verify, `restore` for undo. The functions' roles are made of these. */
  permissions: { contain: readonly Permission[]; restore: readonly Permission[] };
  /** What `apply` would do now; pure. `refused` and `skipped` with why. The dry run prints these. */
  plan(
    ground: Ground,
    place: IncidentWorld["place"],
  ): { status: "todo" | "done" | "skipped" | "refused"; detail: string };
  apply(ground: Ground, world: IncidentWorld): Promise<Climbed>;
  /**
   * What `apply` will change and nobody could tell afterwards from what stands there: all that is reached, with it. Into the row before
   * `apply`, which may be cut off between its write and its answer. Undefined: there is nothing.
   */
  prepare?(ground: Ground, world: IncidentWorld): Promise<readonly Reach[] | undefined>;
  /** By what was read back; where it can be, also by asking the evaluator with the live documents what a session may still do. */
  verify(ground: Ground, world: IncidentWorld): Promise<Verified>;
  /** Takes back what `apply` did. The restore calls them in its own order. */
  undo(ground: Ground, world: IncidentWorld): Promise<string>;
}
