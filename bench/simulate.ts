import { spawn } from "node:child_process";
import { once } from "node:events";
import { Readable } from "node:stream";
import { fileURLToPath } from "node:url";
import fc from "fast-check";
import { anyCase } from "../test/second-opinion/cases.ts";

/** `sagewarden simulate`, in a process of its own, over so many lines. */
export interface SimulateRun {
  lines: number;
  bytes: number;
  seconds: number;
  /** At its highest. */
  memory: number;
}

const cli = fileURLToPath(new URL("../cli/main.ts", import.meta.url));
const tell = "process.on('exit', () => process.stderr.write('\\npeak ' + process.resourceUsage().maxRSS))";

/** From stdin, so that the file is not in the memory that is measured. */
const measure = async (texts: readonly string[], lines: number): Promise<SimulateRun> => {
  const began = performance.now();
  const child = spawn(
    process.execPath,
    ["--import", `data:text/javascript,${encodeURIComponent(tell)}`, cli, "simulate", "-", "--json"],
    {
      stdio: ["pipe", "ignore", "pipe"],
    },
  );
  const said: string[] = [];
  child.stderr.setEncoding("utf8").on("data", (text: string) => said.push(text));
  // Line by line the pipe would be what is measured.
  const chunk = `${texts.join("\n")}\n`;
  const chunks = Array.from({ length: lines / texts.length }, () => chunk);
  Readable.from(chunks).pipe(child.stdin);
  const [code] = await once(child, "close");
  const peak = /peak (\d+)/.exec(said.join(""))?.[1];
  if (code !== 0 || peak === undefined) throw new Error(`simulate ended with ${code}: ${said.join("").slice(-500)}`);
  return {
    lines,
    bytes: chunk.length * chunks.length,
    seconds: (performance.now() - began) / 1_000,
    memory: Number(peak) * 1_024,
  };
};

/** The second has so many times the lines of the first: what it needs more of memory is what lines leave behind. */
export const benchSimulate = async (lines: number): Promise<readonly SimulateRun[]> => {
  const texts = fc.sample(anyCase, { numRuns: 1_000, seed: 1 }).map((each) => JSON.stringify(each));
  return [await measure(texts, lines), await measure(texts, 10 * lines)];
};
