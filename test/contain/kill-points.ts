import type { Kill } from "../kill/service.ts";
import { type Ending, type PlayedStage, type PlayScenario, play } from "./play.ts";

const every = Number(process.env.KILL_EACH ?? 0);

/** Each n-th point of so many; all of them with KILL_EACH=1. */
export const pointsIn = (count: number, each: number): readonly number[] =>
  Array.from({ length: count }, (_, index) => index + 1).filter((at) => at % (every || each) === 0);

/** What has to be the same, however often a function died. */
export const lasting = ({ row, results, ...ending }: Ending): unknown => {
  const { snapshot, ...rest } = row;
  // A further run is named by the row's version, which a write that is done once more makes another.
  const ended = Object.values(results).toSorted((one, other) => (JSON.stringify(one) < JSON.stringify(other) ? -1 : 1));
  // A snapshot that was stored, and not yet recorded, is stored once more.
  const untimed = JSON.stringify({ ...ending, results: ended, row: { ...rest, hasSnapshot: snapshot !== undefined } })
    .replaceAll(/2026-11-2\dT[\d:.]+Z/g, "then")
    .replaceAll(/("version":")v\d+|("sha256":")[0-9a-f]+/g, "$1$2");
  return JSON.parse(untimed);
};

interface Killed {
  kill: Kill;
  stage: PlayedStage;
  ending: Ending;
}

/** Plays it once for each point and each side of it. Some at the same time: most of each run is waiting for the SDK to suspend. */
export const playKilled = async (
  scenario: () => PlayScenario,
  word: "kill" | "effectKill",
  points: readonly number[],
): Promise<readonly Killed[]> => {
  const kills = points.flatMap((at) => (["before", "after"] as const).map((when): Kill => ({ at, when })));
  const killed: Killed[] = [];
  for (let first = 0; first < kills.length; first += 16)
    killed.push(
      ...(await Promise.all(
        kills
          .slice(first, first + 16)
          .map(async (kill) => ({ kill, ...(await play({ ...scenario(), [word]: kill })) })),
      )),
    );
  return killed;
};
