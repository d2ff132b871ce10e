import { stderr } from "node:process";
import { Presets, SingleBar } from "cli-progress";

export interface Bar {
  update(done: { listed: number; judged: number; isListed: boolean }): void;
  stop(): void;
}

const noBar: Bar = { update: () => undefined, stop: () => undefined };

/** On a terminal only, and on stderr: stdout is for the answer. */
export const progressBar = (stream: NodeJS.WriteStream = stderr): Bar => {
  if (!stream.isTTY) return noBar;
  const format = "{what} |{bar}| {value} of {total} resources";
  const bar = new SingleBar({ stream, format, hideCursor: true, clearOnComplete: true }, Presets.shades_classic);
  let isStarted = false;
  return {
    update: ({ listed, judged, isListed }) => {
      if (!isStarted) bar.start(listed, 0, { what: "reading" });
      isStarted = true;
      bar.setTotal(listed);
      bar.update(judged, { what: isListed ? "judging" : "reading" });
    },
    stop: () => {
      if (isStarted) bar.stop();
    },
  };
};
