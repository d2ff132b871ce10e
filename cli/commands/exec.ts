import { spawn } from "node:child_process";
import { once } from "node:events";
import { BadInput } from "#shared/model/errors.ts";
import { makeLender } from "../assume/make-lender.ts";
import { addAssumeOptions, readAsked } from "../assume/options.ts";
import type { Verb } from "../verb.ts";

export const verb: Verb = {
  name: "exec",
  summary: "runs one command with a role's credentials; nothing of them stays behind",
  configure: (command) => {
    addAssumeOptions(command).argument("<command...>");
  },
  run: async ([file = "", ...args], options, io) => {
    const lender = await makeLender(readAsked(options), options, io);
    const { accessKeyId, secretAccessKey, sessionToken } = await lender.lend();
    const env = {
      ...io.env,
      ...{ AWS_ACCESS_KEY_ID: accessKeyId, AWS_SECRET_ACCESS_KEY: secretAccessKey, AWS_SESSION_TOKEN: sessionToken },
    };
    const child = spawn(file, args, { env, cwd: io.cwd, stdio: "inherit" });
    const [code, signal] = (await once(child, "close").catch((error: NodeJS.ErrnoException) => {
      throw new BadInput(`${file}: ${error.code === "ENOENT" ? "there is no such command" : error.message}`);
    })) as [number | null, NodeJS.Signals | null];
    return signal === null ? (code ?? 1) : 128 + 15;
  },
};
