import { makeLender } from "../assume/make-lender.ts";
import { addAssumeOptions, readAsked } from "../assume/options.ts";
import type { Verb } from "../verb.ts";

export const verb: Verb = {
  name: "exec",
  summary: "runs one command with a role's credentials; nothing of them stays behind",
  configure: (command) => {
    addAssumeOptions(command)
      .option("--in-environment", "credentials in the command's variables, not renewed: for what knows no other way")
      .argument("<command...>", "the command and what belongs to it; -- may stand before");
  },
  run: async ([file = "", ...args], options, io) => {
    const lender = await makeLender(readAsked(options), options, io);
    const { exec } = await import("../exec/exec.ts");
    const ended = await exec(lender, { file, args, inEnvironment: options.inEnvironment === true }, io);
    return (await import("../exec/as-ended.ts")).asEnded(ended, { verb: "exec", file }, io);
  },
};
