import { endOf } from "#shared/decide/pause.ts";
import { BadInput } from "#shared/model/errors.ts";
import type { Pause } from "#shared/model/pause.ts";
import { describeFailure } from "../failure.ts";
import type { CommonOptions, Io } from "../verb.ts";

/** What pausing and resuming ask of AWS. Tests answer from a table. */
export interface PauseMeans {
  read(): Promise<Pause | undefined>;
  /** A parameter that is gone, or holds what is no pause, is made to say that nobody has paused. */
  readOrMend(): Promise<Pause | undefined>;
  write(pause: Pause): Promise<void>;
  /** Alarm and notice, at once where that is possible; else within five minutes, and says so. */
  tell(): Promise<void>;
  /** ISO 8601 */
  now(): string;
  /** ARN */
  by: string;
}

/** One document of machine output. */
export type PauseAnswer =
  | ({ state: "paused" } & Pick<Pause, "from" | "until" | "by" | "reason" | "containment">)
  | { state: "running"; since: string | null };

export const paused = (pause: Pause): PauseAnswer => {
  const { from, by, reason, containment } = pause;
  return { state: "paused", from, until: endOf(pause), by, reason, containment };
};

/** `since`: when the pause had begun that was ended; null: there was none. */
export const running = (pause: Pause | undefined): PauseAnswer => ({ state: "running", since: pause?.from ?? null });

export const printPause = (answer: PauseAnswer, { json }: CommonOptions, io: Pick<Io, "out">): void => {
  io.out(json ? JSON.stringify(answer) : sentence(answer));
};

const sentence = (answer: PauseAnswer): string => {
  if (answer.state === "running") return "Sagewarden is running";
  const containment = answer.containment ? "containment waits too" : "containment goes on";
  return `Sagewarden is paused until ${answer.until}; ${containment}`;
};

const mended = async (error: unknown, mend: () => Promise<void>): Promise<undefined> => {
  const isGone = error instanceof Error && error.name === "ParameterNotFound";
  if (!isGone && !(error instanceof BadInput)) throw error;
  await mend();
  return undefined;
};

/** Undefined: refused, and why on stderr. */
export const livePauseMeans = async (name: string, options: CommonOptions, io: Io): Promise<PauseMeans | undefined> => {
  const { findDeployment } = await import("../deployed.ts");
  const { region, isDeployed } = await findDeployment(options, io);
  if (!isDeployed) {
    io.err(`${name} is refused: nothing is deployed that could be paused; npm run deploy`);
    return undefined;
  }
  const [{ getCaller }, { readPauseOf, tellOfPause, writePauseOf }] = await Promise.all([
    import("#shared/aws/inspect/sts.ts"),
    import("#shared/aws/inspect/pause.ts"),
  ]);
  const { arn } = await getCaller({ region });
  const read = () => readPauseOf({ region });
  return {
    read,
    readOrMend: () => read().catch((error: unknown) => mended(error, () => writePauseOf(undefined, { region }))),
    write: (pause) => writePauseOf(pause, { region }),
    tell: () =>
      tellOfPause({ region }).catch((error: unknown) =>
        io.err(`whoever is to know is told within five minutes: ${describeFailure(error)}`),
      ),
    now: () => new Date().toISOString(),
    by: arn,
  };
};
