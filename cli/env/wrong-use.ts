import type { Command } from "commander";

/** A verb whose output a shell evaluates: wrong use, too, must not let `eval "$(…)" && terraform apply` go on. */
export const failsTheShell = (command: Command): Command =>
  command.exitOverride((error) => {
    if (error.exitCode !== 0) command.configureOutput().writeOut?.("false\n");
    throw error;
  });
