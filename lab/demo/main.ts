import { fileURLToPath } from "node:url";
import { watchParents } from "../parents.ts";
import { startLab } from "../start.ts";
import { type Act, acts, type Python } from "./acts.ts";
import { type Clients, clientsOf, root } from "./clients.ts";
import { setStage } from "./stage.ts";
import { heading, type Line, line } from "./table.ts";
import { look } from "./watch.ts";

/** Seconds that a resource may take to get its owner, on a busy machine. */
const patience = 40;

const say = (text: string): void => void process.stdout.write(`${text}\n`);

/** Looks until the resource is as it must be, and still is a moment later. */
const settle = async (act: Act, arn: string, clients: Clients): Promise<Line> => {
  const end = Date.now() + patience * 1000;
  for (;;) {
    const seen = await look(act, arn, clients);
    if (seen.isRight || Date.now() > end) return { ...seen, isRight: seen.isRight === true };
    await new Promise((resolve) => setTimeout(resolve, 250));
  }
};

/** Plays everybody at once and prints each resource as it ends. */
const play = async (place: Parameters<typeof setStage>[0], python: Python): Promise<readonly Line[]> => {
  const stage = await setStage(place);
  const clients = clientsOf(place, root);
  say(`\n${heading()}`);
  return Promise.all(
    acts.map(async (act) => {
      const seen = await settle(act, await act.play(stage, python), clients);
      say(line(seen));
      return seen;
    }),
  );
};

const main = async (): Promise<number> => {
  const aborting = new AbortController();
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, () => aborting.abort());
  const unwatch = watchParents(500, () => aborting.abort()); // npm passes no signal on
  const began = Date.now();
  const config = fileURLToPath(new URL("sagewarden.yaml", import.meta.url));
  const lab = await startLab({ config, log: (text) => process.stderr.write(`${text}\n`), signal: aborting.signal });
  try {
    const stopped = new Promise<never>((_, reject) => {
      aborting.signal.addEventListener("abort", () => reject(new Error("stopped")));
    });
    const lines = await Promise.race([play(lab, lab.installed), stopped]);
    const right = lines.filter(({ isRight }) => isRight).length;
    say(
      `\n${right} of ${lines.length} resources ended as they must, ${((Date.now() - began) / 1000).toFixed(0)} s in all`,
    );
    return right === lines.length ? 0 : 1;
  } finally {
    await lab.stop();
    unwatch();
  }
};

process.exitCode = await main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  return 1;
});
