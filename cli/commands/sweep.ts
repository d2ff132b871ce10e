import type { Settings } from "#shared/model/settings.ts";
import { plainText } from "#shared/notify/plain-text.ts";
import type { Swept } from "#shared/sweep/existing.ts";
import type { SweepEnd, SweepParts } from "#shared/sweep/sweep.ts";
import { addFailOn, isGrave } from "../fail-on.ts";
import { describeFailure } from "../failure.ts";
import { heldIn } from "../pause/held-in.ts";
import { jsonLine, table } from "../replay/lines.ts";
import type { Bar } from "../sweep/bar.ts";
import type { CommonOptions, Io, Verb } from "../verb.ts";

export interface SweepMeans {
  sweep(parts: Pick<SweepParts, "onSwept" | "onProgress">): Promise<SweepEnd>;
  /** Absent: nothing is changed. */
  fix?(swept: Swept): Promise<string | undefined>;
  bar: Bar;
}

interface SweepOptions extends CommonOptions {
  failOn?: unknown;
}

const totals = (swept: readonly Swept[]): string => {
  const counts = Map.groupBy(swept, ({ decision }) => decision.verdict);
  const each = [...counts].map(([verdict, of]) => `${of.length} ${verdict}`);
  return `${swept.length} resources${each.length === 0 ? "" : `: ${each.join(", ")}`}`;
};

/** Every existing resource, one after another. Exit 1: something could not be read or put right, or a finding is as grave as `--fail-on` says. */
export const sweepAll = async (
  { json, failOn }: SweepOptions,
  io: Io,
  { sweep, fix, bar }: SweepMeans,
): Promise<number> => {
  const swept: Swept[] = [];
  const said: string[] = [];
  let failed = 0;
  const onSwept = async (one: Swept): Promise<void> => {
    swept.push(one);
    if (json) io.out(jsonLine(one));
    try {
      said.push((await fix?.(one)) ?? "");
    } catch (error) {
      failed += 1;
      said.push(`${one.creation.resource.arn}: ${describeFailure(error)}`);
    }
  };
  const end = await sweep({ onSwept, onProgress: bar.update }).finally(bar.stop);
  if (!json && swept.length > 0) io.out(table(swept));
  for (const line of [...said.filter(Boolean), ...end.unread.map((what) => `not read: ${what}`)])
    io.err(plainText(line, 2_000));
  io.err(`${totals(swept)}; ${end.counts.calls} calls, ${end.counts.throttled} throttled`);
  const isFound = swept.some(({ decision }) => isGrave(decision.findings, failOn));
  return end.unread.length > 0 || failed > 0 || isFound ? 1 : 0;
};

const liveMeans = async (options: SweepOptions & { fix?: unknown }, io: Io): Promise<SweepMeans | undefined> => {
  const { findDeployment } = await import("../deployed.ts");
  const deployment = await findDeployment(options, io);
  if (options.fix && (!deployment.isDeployed || deployment.isDifferent)) {
    io.err(
      deployment.isDeployed
        ? "--fix is refused: the local settings differ from the deployed ones; deploy them, or name the file with --config"
        : "--fix is refused: it needs the deployed ledger; npm run deploy",
    );
    return undefined;
  }
  const { getCaller } = await import("#shared/aws/inspect/sts.ts");
  const caller = await getCaller({ region: deployment.region });
  const hold = options.fix ? await heldIn(deployment.region) : undefined;
  if (hold) {
    io.err(`--fix is refused: ${hold.why}`);
    return undefined;
  }
  const { asDeployed, liveGround } = await import("../sweep/live.ts");
  const ground = await liveGround(deployment, caller);
  const { sweep } = await import("#shared/sweep/sweep.ts");
  const { progressBar } = await import("../sweep/bar.ts");
  const means = {
    sweep: (more: Pick<SweepParts, "onSwept" | "onProgress">) => sweep({ ...ground.parts, ...more }),
    bar: progressBar(),
  };
  if (!options.fix) return means;
  asDeployed(deployment.region, caller);
  const { fix } = await import("../sweep/fix.ts");
  const { settings }: { settings: Settings } = deployment;
  return { ...means, fix: (swept) => fix(swept, settings, ground.edges()) };
};

export const verb: Verb = {
  name: "sweep",
  summary: "judges every existing SageMaker resource against the rules; --fix puts right what is not",
  configure(command) {
    command.option("--fix", "runs the pipeline over what is not ok, and says what changed");
    addFailOn(command);
  },
  async run(_args, options, io) {
    const means = await liveMeans(options, io);
    return means ? sweepAll(options, io, means) : 1;
  },
};
