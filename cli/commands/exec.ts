import { spawn } from "node:child_process";
import { once } from "node:events";
import { BadInput } from "#shared/model/errors.ts";
import { lenderOf } from "../assume/lender.ts";
import type { Verb } from "../verb.ts";

export const verb: Verb = {
  name: "exec",
  summary: "runs one command with a role's credentials; nothing of them stays behind",
  configure: (command) => {
    command.requiredOption("--role <arn>", "the role to take").argument("<command...>");
  },
  run: async ([file = "", ...args], options, io) => {
    const region = io.env.AWS_REGION ?? "us-east-1";
    const lender = lenderOf([{ roleArn: String(options.role), sessionName: "sagewarden" }], undefined, region);
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
