import { BadInput } from "#shared/model/errors.ts";
import { quoted } from "#shared/settings/words.ts";
import { addSourceOptions } from "../assume/options.ts";
import { originalEnvironment } from "../env/former.ts";
import type { Io, Verb } from "../verb.ts";
import { admittedFor, lenderFor, uncapped } from "./admitted.ts";
import { orDenied } from "./denied.ts";
import { readGround } from "./ground.ts";

const given = (env: Io["env"]): Readonly<Record<string, string>> =>
  Object.fromEntries(Object.entries(env).filter((pair): pair is [string, string] => pair[1] !== undefined));

const lending = {
  profile: "--profile",
  mfaSerial: "--mfa-serial",
  mfaCode: "--mfa-code",
  inEnvironment: "--in-environment",
};

/** Throws BadInput for what would go with a session, where none is taken. */
const refuseLending = (name: string, options: Readonly<Record<string, unknown>>): void => {
  const [, option] = Object.entries(lending).find(([key]) => options[key] !== undefined) ?? [];
  if (option === undefined) return;
  const allowed = option === "--profile" ? "AWS_PROFILE" : "without it";
  throw new BadInput(`${option}: ${name} takes the environment's credentials as they are; allowed: ${allowed}`);
};

export const verb: Verb = {
  name: "use",
  summary: "runs one command with a connection's credentials, capped to its target",
  configure: (command) => {
    addSourceOptions(command)
      .option("--in-environment", "credentials in the command's variables, not renewed: for what knows no other way")
      .argument("<name>", "the connection")
      .argument("<command...>", "the command and what belongs to it; -- may stand before");
  },
  run: ([name = "", ...line], options, io) =>
    orDenied(async () => {
      const [file = "", ...args] = line[0] === "--" ? line.slice(1) : line;
      if (line[0] !== "--" && file.startsWith("-")) {
        throw new BadInput(`${quoted(file)}: options stand before the connection's name; allowed: -- before a command`);
      }
      if (file === "") throw new BadInput(`connection use ${name}: no command is given; allowed: -- and a command`);
      const ground = await readGround(options, io);
      const admitted = admittedFor(name, ground);
      const lender = lenderFor(admitted, ground);
      const { exec, execAsIs } = await import("../exec/exec.ts");
      const { asEnded } = await import("../exec/as-ended.ts");
      if (lender !== undefined) {
        const ended = await exec(lender, { file, args, inEnvironment: options.inEnvironment === true }, io);
        return asEnded(ended, { verb: "connection use", file }, io);
      }
      refuseLending(name, options);
      io.err(uncapped(name));
      const ended = await execAsIs({ file, args }, given(originalEnvironment(io.env)), io);
      return asEnded(ended, { verb: "connection use", file }, io);
    }, io),
};
