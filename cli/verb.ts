import type { Command } from "commander";

/** Where a verb reads and writes: tests pass their own. */
export interface Io {
  /** stdout: with `--json` machine output and nothing else. Whole lines; the last newline is added where it is missing. */
  out(text: string): void;
  /** stderr: progress and prose. Whole lines, likewise. */
  err(text: string): void;
  stdin: AsyncIterable<Uint8Array>;
  env: Readonly<Record<string, string | undefined>>;
  cwd: string;
}

/** Options that every verb has. */
export interface CommonOptions {
  json?: boolean;
  /** `--config FILE`, else `SAGEWARDEN_CONFIG`, else `sagewarden.yaml`. */
  config?: string;
}

/** Verbs by name. Each is loaded only when it is named, so that `--help` answers at once; a test compares the summaries. */
export type VerbTable = Readonly<Record<string, VerbRow>>;

interface VerbRow {
  summary: string;
  load(): Promise<{ verb: Verb | VerbGroup }>;
  /** From its first argument on it is another command's line: options there are not ours. Of a group: which of its verbs. */
  takesCommand?: true | readonly string[];
}

/** A verb that only has verbs of its own: `sagewarden vendors audit`. */
export interface VerbGroup {
  name: string;
  summary: string;
  verbs: VerbTable;
}

/** One verb of the command line: `cli/commands/<name>.ts`, or `cli/<group>/<name>.ts`, exports it as `verb`. */
export interface Verb {
  name: string;
  summary: string;
  /** Adds arguments and options of its own; the common ones are there already. */
  configure(command: Command): void;
  /** Answers the exit code: 0 done, 1 something was found or refused. `BadInput` becomes exit 2. */
  run(args: readonly string[], options: CommonOptions & Readonly<Record<string, unknown>>, io: Io): Promise<number>;
}
