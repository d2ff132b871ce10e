import { addAssumeOptions } from "../assume/options.ts";
import { answer } from "../credential-process/answer.ts";
import type { Verb } from "../verb.ts";

export const verb: Verb = {
  name: "credential-process",
  summary: "a role's credentials for credential_process of ~/.aws/config, kept until they run out",
  configure: (command) => void addAssumeOptions(command),
  run: async (_args, options, io) => answer(options, io),
};
