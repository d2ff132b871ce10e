import { processIo } from "./process-io.ts";
import { quickly } from "./quick.ts";

const argv = process.argv.slice(2);
process.exitCode = (await quickly(argv)) ?? (await (await import("./run.ts")).run(argv, processIo()));
