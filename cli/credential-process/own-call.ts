const { createHash } = process.getBuiltinModule("node:crypto");

import { isDeepStrictEqual } from "node:util";
import { BadInput } from "#shared/model/errors.ts";
import { type Profiles, profileIn } from "../assume/aws-files.ts";
import { quickOptions } from "./quick-options.ts";

/** Which calls of ours are under way above this one. */
export const callsAbove = "SAGEWARDEN_CREDENTIAL_PROCESSES";

type Environment = Readonly<Record<string, string | undefined>>;
type Options = Readonly<Record<string, unknown>>;

const itself = (): BadInput =>
  new BadInput(
    "credential-process: its source is a profile that calls it again; allowed: --profile with one that has credentials of its own",
  );

const wordsOf = (command: string): string[] =>
  [...command.matchAll(/"([^"]*)"|'([^']*)'|(\S+)/g)].map(
    ([, double, single, plain]) => double ?? single ?? plain ?? "",
  );

/** Throws BadInput where the profile that would be our source says this very call. */
export const refuseOwnProfile = (options: Options, env: Environment, profiles: Profiles): void => {
  const profile = profiles.get(String(options.profile ?? profileIn(env)?.name ?? "default"));
  const words = wordsOf(profile?.credential_process ?? "");
  const at = words.indexOf("credential-process");
  if (at > 0 && isDeepStrictEqual(quickOptions(words.slice(at + 1)), options)) throw itself();
};

/**
 * Whatever command a profile has, it may end in this call again: each would wait for the next. What the environment of those that
 * we start has to have. Throws BadInput when this very call is above us already.
 */
export const markCall = (options: Options, env: Environment): string => {
  const call = JSON.stringify([Object.entries(options).toSorted(), profileIn(env)?.name ?? ""]);
  const mark = createHash("sha256").update(call).digest("hex").slice(0, 32);
  const above = (env[callsAbove] ?? "").split(",").filter(Boolean);
  if (above.includes(mark)) throw itself();
  return [...above, mark].join(",");
};
