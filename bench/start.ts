import { startAws } from "./aws/server.ts";
import { type Built, bundlesOf, type Variant, variants } from "./bundles.ts";
import { bareStart, invokeOnce, type Start } from "./invoke.ts";
import { aliceSession, batchOfOne, byAlice, notebookArn, studioRole } from "./records.ts";
import { ratios, type Spread, spread } from "./statistics.ts";

/** Of one bundle over all rounds, milliseconds. */
export interface Timing {
  importMs: Spread;
  /** Import and first event. */
  readyMs: Spread;
  /** Processor time of both. */
  cpuMs: Spread;
  wallMs: Spread;
}

export interface FunctionStart {
  folder: string;
  sizes: Record<Variant, Built>;
  times: Record<Variant, Timing>;
  /** Import and first event of ours, as a part of the other's, round by round. */
  ofStatic: Spread;
  ofCdk: Spread;
  /** Our whole process, as a multiple of a Node that does nothing. */
  ofBare: Spread;
}

export interface StartReport {
  rounds: number;
  bareMs: Spread;
  functions: readonly FunctionStart[];
}

interface Prepared {
  folder: string;
  bundles: Record<Variant, Built>;
  starts: Record<Variant, Start[]>;
}

const readyOf = ({ importMs, eventMs }: Start): number => importMs + eventMs;

/** Nobody else can name a resource twice in a run. */
let made = 0;

const report = ({ folder, bundles, starts }: Prepared, bare: readonly number[]): FunctionStart => {
  const timing = (variant: Variant): Timing => ({
    importMs: spread(starts[variant].map(({ importMs }) => importMs)),
    readyMs: spread(starts[variant].map(readyOf)),
    cpuMs: spread(starts[variant].map(({ cpuMs }) => cpuMs)),
    wallMs: spread(starts[variant].map(({ wallMs }) => wallMs)),
  });
  const ready = (variant: Variant): number[] => starts[variant].map(readyOf);
  return {
    folder,
    sizes: bundles,
    times: { ours: timing("ours"), static: timing("static"), cdk: timing("cdk") },
    ofStatic: ratios(ready("ours"), ready("static")),
    ofCdk: ratios(ready("ours"), ready("cdk")),
    ofBare: ratios(
      starts.ours.map(({ wallMs }) => wallMs),
      bare,
    ),
  };
};

/**
 * Each function's start, as whole processes against AWS on this machine: a round starts a bare Node and every bundle of
 * every function once, so that a slow moment of the machine meets all of them.
 */
export const benchStart = async (folders: readonly string[], rounds: number, out: string): Promise<StartReport> => {
  const aws = await startAws({ existing: 1, profilesNamed: "user", role: studioRole });
  /** The usual event of each function. */
  const eventFor = (folder: string): unknown => {
    if (folder === "record-sessions") return batchOfOne(aliceSession());
    if (folder !== "enforce-tags") return {};
    const name = `start-${made++}`;
    aws.create(notebookArn(name));
    return batchOfOne(byAlice(name));
  };
  try {
    const prepared: Prepared[] = [];
    for (const folder of folders)
      prepared.push({ folder, bundles: await bundlesOf(folder, out), starts: { ours: [], static: [], cdk: [] } });
    const session = prepared.find(({ folder }) => folder === "record-sessions");
    if (session) await invokeOnce(session.bundles.ours.file, batchOfOne(aliceSession()), aws.env);
    const bare: number[] = [];
    for (let round = 0; round < rounds; round++) {
      bare.push(await bareStart(aws.env));
      for (const { folder, bundles, starts } of prepared)
        for (const variant of variants)
          starts[variant].push(await invokeOnce(bundles[variant].file, eventFor(folder), aws.env));
    }
    return { rounds, bareMs: spread(bare), functions: prepared.map((one) => report(one, bare)) };
  } finally {
    await aws.close();
  }
};
