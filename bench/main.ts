import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { definitions } from "../infra/definitions.ts";
import { benchAudit } from "./audit.ts";
import { benchCalls } from "./calls.ts";
import { benchCredentials } from "./credentials.ts";
import { benchPolicies } from "./policies.ts";
import { type Report, textOf } from "./report.ts";
import { benchSignals } from "./signals.ts";
import { benchSimulate } from "./simulate.ts";
import { benchStart } from "./start.ts";
import { benchSweep } from "./sweep.ts";
import { benchThroughput } from "./throughput.ts";

const usage = "npm run bench -- [--quick] [--json]";

/** How many resources there are already. */
const sizes = [1, 100, 2_000];

/** Requests that the local account serves at once. */
const burst = 5;

/**
 * Nobody waits for the start of these: they run for long, or gather a batch, or come minutes after what they tell of. How a
 * sweep reads, and how fast signals and audits are, is measured by itself.
 */
const unhurried: readonly string[] = [
  "sweep",
  "probe-isolation",
  "settle-unowned",
  "deliver-notices",
  "flush-notices",
  "apply-answers",
  "watch-vendors",
  "audit-vendors",
];

/** They take an event of a durable execution, of a table or of a deployment, and then work for seconds: no start to be measured. */
const ofTheirOwn: readonly string[] = ["contain-vendor", "restore-vendor", "dispatch-incidents", "guard-deployments"];

const effort = {
  usual: { rounds: { throughput: 7, start: 21, audit: 5 }, events: 5_000, perSecond: 2, lines: 10_000 },
  quick: { rounds: { throughput: 3, start: 5, audit: 2 }, events: 1_000, perSecond: 5, lines: 5_000 },
} as const;

const progress = (text: string): void => void process.stderr.write(`${text}\n`);

const measure = async (isQuick: boolean, out: string): Promise<Report> => {
  const { rounds, events, perSecond, lines } = effort[isQuick ? "quick" : "usual"];
  progress("counting calls …");
  const calls = await benchCalls(sizes, out);
  progress("events per second …");
  const throughput = await benchThroughput(rounds.throughput, events);
  progress("signals per second …");
  const signals = await benchSignals(rounds.throughput, events);
  progress("starts …");
  const folders = definitions
    .map(({ folder }) => folder)
    .filter((folder) => ![...unhurried, ...ofTheirOwn].includes(folder));
  const start = await benchStart(folders, rounds.start, out);
  progress("credentials …");
  const credentials = await benchCredentials(rounds.start, out);
  progress("a sweep …");
  const swept = await benchSweep(perSecond, burst);
  progress("an audit …");
  const audited = benchAudit(rounds.audit);
  progress("questions about access …");
  const simulated = await benchSimulate(lines);
  const more = { sweep: swept, audit: audited, policies: benchPolicies(), simulate: simulated };
  return { calls, throughput, signals, start, credentials, ...more };
};

const options = () => {
  try {
    return parseArgs({ options: { quick: { type: "boolean" }, json: { type: "boolean" } } }).values;
  } catch (error) {
    progress(`${(error as Error).message}\n${usage}`);
    return undefined;
  }
};

const main = async (): Promise<number> => {
  const wanted = options();
  if (!wanted) return 2;
  const out = mkdtempSync(join(tmpdir(), "sagewarden-bench-"));
  const clean = (): void => rmSync(out, { recursive: true, force: true });
  for (const signal of ["SIGINT", "SIGTERM"] as const) {
    process.once(signal, () => {
      clean();
      process.exit(130);
    });
  }
  try {
    const report = await measure(wanted.quick === true, out);
    process.stdout.write(wanted.json ? `${JSON.stringify(report)}\n` : textOf(report));
    return 0;
  } finally {
    clean();
  }
};

process.exitCode = await main();
