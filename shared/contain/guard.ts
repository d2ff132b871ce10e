import { secondsBetween } from "../model/time.ts";
import { climb } from "./climb.ts";
import { type Held, heardIn, step, untilWoken } from "./run.ts";
import { settle } from "./settle.ts";

/** Seconds after the beginning at which all is looked at again, whether or not anybody disturbs it. */
const looks: readonly number[] = [15, 60, 300, 900, 3_600];
/** An adversary who disturbs without end wakes the run so often; then only the clock does. An execution holds 3,000 operations. */
const wakes = 100;

/** For an hour: looks, puts back, climbs what a person approves. Answers the version that goes on, where another is deployed. */
export const guard = async (run: Held): Promise<{ version: string } | undefined> => {
  let looked = 0;
  const begun = await step(run, "guard: begin", async () => run.world.now());
  for (let turn = 1; ; turn++) {
    const name = `guard ${turn}`;
    const next = await step(run, `${name}: when`, async (row) => {
      const since = secondsBetween(begun, run.world.now());
      const due = looks.find((seconds) => seconds > looked);
      const isNews = heardIn(row) !== run.heard;
      const version = await run.world.successor();
      return {
        // One whose time went by while the run stood still is made up for.
        seconds: due === undefined ? (isNews && turn < wakes ? 1 : 0) : Math.max(1, Math.ceil(due - since)),
        ...(version ? { version } : {}),
      };
    });
    if (next.version !== undefined) return { version: next.version };
    if (next.seconds === 0) return undefined;
    if (turn < wakes) await untilWoken(run, `${name}: wait`, { seconds: next.seconds, heard: run.heard });
    else await run.context.wait(`${name}: rest`, { seconds: next.seconds });
    looked = await step(run, `${name}: look`, async () => secondsBetween(begun, run.world.now()));
    await climb(run, name);
    await settle(run, name);
  }
};
