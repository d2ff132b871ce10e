import { fileURLToPath } from "node:url";
import { watchParents } from "../parents.ts";
import { type RunningLab, startLab } from "../start.ts";
import { type Act, acts, type Python } from "./acts.ts";
import { abused } from "./containment.ts";
import { type Stage, setStage } from "./stage.ts";
import { heading, type Line, line } from "./table.ts";
import { playEndings, playVendor, vendorLines } from "./vendor.ts";
import { look } from "./watch.ts";

/** Seconds that a resource may take to its end, on a busy machine. */
const patience = 120;
/** Where sessions of an hour have to last. */
const brisk = 6;
/** A minute in a second, while people have a quarter of an hour. */
const speed = 60;

const say = (text: string): void => void process.stdout.write(`${text}\n`);

/** Looks until the resource is as it must be, and still is a moment later. */
const settle = async (act: Act, arn: string, stage: Stage): Promise<Line> => {
  const end = Date.now() + patience * 1000;
  for (;;) {
    const seen = await look(act, arn, stage);
    if (seen.isRight || Date.now() > end) return { ...seen, isRight: seen.isRight === true };
    await new Promise((resolve) => setTimeout(resolve, 250));
  }
};

/** One act from its beginning to its end, and its line, once the table is begun. */
const follow = async (act: Act, stage: Stage, python: Python, begun: Promise<unknown>): Promise<Line> => {
  const arn = await act.play(stage, python);
  const [seen] = await Promise.all([settle(act, arn, stage), act.talk?.(stage)]);
  await begun;
  say(line(seen));
  return seen;
};

interface Played {
  lines: readonly Line[];
  scenes: number;
}

/** Plays everybody at once: first prints what the vendor does, then each resource as it ends. Once only people are waited for, time passes faster. */
const play = async (lab: RunningLab, signal: AbortSignal): Promise<Played> => {
  const stage = await setStage(lab);
  const vendor = playVendor(stage, say).then(
    async (right) => right + (await playEndings(await abused(stage, () => lab.setSpeed(brisk)), say)),
  );
  const begun = vendor.then(() => say(`\n${heading()}`));
  const isLong = ({ talk, ending }: Act): boolean => talk !== undefined || ending !== undefined;
  const all = (some: readonly Act[]) =>
    Promise.all(some.map((act) => follow(act, stage, { ...lab.installed, signal }, begun)));
  const short = all(acts.filter((act) => !isLong(act)));
  const hurried = Promise.all([short, vendor]).then(() => lab.setSpeed(speed));
  const [lines] = await Promise.all([Promise.all([short, all(acts.filter(isLong))]), hurried]);
  return { lines: lines.flat(), scenes: await vendor };
};

const main = async (): Promise<number> => {
  const aborting = new AbortController();
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, () => aborting.abort());
  const unwatch = watchParents(500, () => aborting.abort()); // npm passes no signal on
  const began = Date.now();
  const config = fileURLToPath(new URL("sagewarden.yaml", import.meta.url));
  const lab = await startLab({
    config,
    speed: 1,
    log: (text) => process.stderr.write(`${text}\n`),
    signal: aborting.signal,
  });
  try {
    const stopped = new Promise<never>((_, reject) => {
      aborting.signal.addEventListener("abort", () => reject(new Error("stopped")));
    });
    const { lines, scenes: heard } = await Promise.race([play(lab, aborting.signal), stopped]);
    const right = lines.filter(({ isRight }) => isRight).length;
    say(
      `\n${heard} of ${vendorLines} acts of the vendor and ${right} of ${lines.length} resources ended as they must, ` +
        `${((Date.now() - began) / 1000).toFixed(0)} s in all`,
    );
    return right === lines.length && heard === vendorLines ? 0 : 1;
  } finally {
    await lab.stop();
    unwatch();
  }
};

const status = await main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  return 1;
});
// Requests to an account that is gone are tried again for up to half a minute: a play that was stopped does not wait for them.
process.exit(status);
