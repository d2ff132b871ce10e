#!/usr/bin/env node
import { argv, env, exit, stderr, stdin, stdout, versions } from "node:process";
import type { Io } from "./verb.ts";

const lowestNode = 24;

const lines = (text: string): string => (text.endsWith("\n") ? text : `${text}\n`);

const io: Io = {
  out: (text) => void stdout.write(lines(text)),
  err: (text) => void stderr.write(lines(text)),
  get stdin() {
    return stdin;
  },
  env,
  cwd: process.cwd(),
};

/** A reader that has seen enough (`| head`) ends us quietly. */
for (const stream of [stdout, stderr]) {
  stream.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code !== "EPIPE") throw error;
    exit(process.exitCode ?? 0);
  });
}

if (Number.parseInt(versions.node, 10) < lowestNode) {
  io.err(
    `sagewarden needs Node ${lowestNode} or newer, this is ${versions.node}: run it as \`npx sagewarden\` from the checkout (npm install brings Node ${lowestNode})`,
  );
  process.exitCode = 2;
} else {
  const { run } = await import("./run.ts");
  process.exitCode = await run(argv.slice(2), io);
}
