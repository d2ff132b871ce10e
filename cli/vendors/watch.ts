import type { SeenSignal } from "#shared/detect/signals/signal.ts";
import { BadInput } from "#shared/model/errors.ts";
import { severities } from "#shared/model/finding.ts";
import type { Settings } from "#shared/model/settings.ts";
import { plainText } from "#shared/notify/plain-text.ts";
import { rosterOf } from "#shared/vendors/watch/roster.ts";
import { emptyState, type RoleState } from "#shared/vendors/watch/state.ts";
import { watch as watchAct } from "#shared/vendors/watch/watch.ts";
import { addFailOn, isGrave } from "../fail-on.ts";
import { loadSettings } from "../settings.ts";
import { textTable } from "../text-table.ts";
import { readTrailFiles } from "../trail-files.ts";
import type { CommonOptions, Io, Verb } from "../verb.ts";
import { type Gathered, gather } from "./gather.ts";

interface WatchOptions extends CommonOptions {
  failOn?: unknown;
  role?: readonly string[];
}

/**
 * The signals over CloudTrail files, offline. Exit 1: a signal is as grave as `--fail-on` says (medium unless named), or a
 * file was damaged. Exit 2: files of which nothing can be used.
 */
export const watch = async (
  files: readonly string[],
  { json, failOn, role = [] }: WatchOptions,
  io: Io,
  settings: Settings,
): Promise<number> => {
  const roster = rosterOf(settings, role.map(checkRole));
  const reader = await rereadable(files, io);
  const gathered = await gather(reader, roster, io.err);
  const found: SeenSignal[] = [];
  for (const signal of signalsIn(gathered, settings)) {
    if (json) io.out(jsonLine(signal));
    found.push(signal);
  }
  if (!json && found.length > 0) io.out(tableOf(found));
  if (role.length > 0 && gathered.acts.length === 0)
    io.err(`no record is of ${role.map((arn) => plainText(arn)).join(", ")}`);
  io.err(totals(found, gathered));
  if (gathered.isDamaged && gathered.records === 0) return 2;
  return gathered.isDamaged || isGrave(found, failOn) ? 1 : 0;
};

function* signalsIn({ acts }: Gathered, settings: Settings): Generator<SeenSignal> {
  const states = new Map<string, RoleState>();
  for (const { act, watched } of acts) {
    for (const one of watched) {
      const before = states.get(one.role) ?? emptyState(one.role);
      const { state, signals } = watchAct({ act, watched: one, state: before, settings });
      states.set(one.role, state);
      yield* signals;
    }
  }
}

/** Also one that begins with a wildcard before the service is told: whoever that is. */
const principalForm = /^(\*|arn:\*|arn:[\w*?-]+:(\*$|(iam|sts|\*):))/;

const checkRole = (pattern: string): string => {
  if (principalForm.test(pattern)) return pattern;
  throw new BadInput(
    `--role: ${JSON.stringify(plainText(pattern, 100))} is no principal; allowed: the ARN of a role, an assumed role, an IAM user ` +
      "or root, such as arn:aws:iam::111122223333:role/vendor-x, with * and ?",
  );
};

/** Files are read twice; stdin can be read once, so it is kept. */
export const rereadable = async (
  files: readonly string[],
  io: Io,
): Promise<() => ReturnType<typeof readTrailFiles>> => {
  const kept: Uint8Array[] = [];
  if (files.includes("-")) for await (const chunk of io.stdin) kept.push(chunk);
  const stdin = async function* () {
    yield* kept;
  };
  return () => readTrailFiles(files, { cwd: io.cwd, stdin: stdin() });
};

const jsonLine = ({ eventId, role, signal, severity, score, detail }: SeenSignal): string =>
  JSON.stringify({ eventID: eventId, role, signal, severity, score, detail });

const headings = ["time", "severity", "score", "signal", "role", "detail"] as const;

const tableOf = (found: readonly SeenSignal[]): string =>
  textTable(
    headings,
    found.map(({ at, severity, score, signal, role, detail }) =>
      [at, severity, String(score), signal, role, detail].map((text) => plainText(text, 300)),
    ),
    { left: true },
  );

const totals = (found: readonly SeenSignal[], { records, acts }: Gathered): string => {
  const counts = severities.toReversed().flatMap((severity) => {
    const count = found.filter((signal) => signal.severity === severity).length;
    return count === 0 ? [] : [`${count} ${severity}`];
  });
  const which = counts.length === 0 ? "" : `: ${counts.join(", ")}`;
  return `${records} records, ${acts.length} of watched roles, ${found.length} signals${which}`;
};

const collect = (value: string, before: readonly string[] = []): readonly string[] => [...before, value];

export const verb: Verb = {
  name: "watch",
  summary: "the signals over CloudTrail files, offline; --role judges any principal as a vendor",
  configure: (command) => {
    command.argument("<file...>", "CloudTrail files: .json, .json.gz, JSON lines, EventBridge events; - is stdin");
    command.option(
      "--role <arn>",
      "also judges this role, assumed role, IAM user or root as a vendor; * and ? allowed, may be repeated",
      collect,
    );
    addFailOn(command, "medium");
  },
  run: async (files, options, io) => {
    if (files.length === 0)
      throw new BadInput("vendors watch: no file named; allowed: one or more CloudTrail files, or - for stdin");
    return watch(files, options, io, await loadSettings(options, io));
  },
};
