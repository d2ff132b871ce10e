import { uptime } from "node:os";
import { setTimeout as pause } from "node:timers/promises";
import { stsEndpoint } from "#shared/aws/sts-endpoint.ts";
import { readProfiles } from "../assume/aws-files.ts";
import type { Lender } from "../assume/lender.ts";
import { makeLender } from "../assume/make-lender.ts";
import { readAsked } from "../assume/options.ts";
import type { CommonOptions, Io } from "../verb.ts";
import { credentialDocument } from "./document.ts";
import { type Entry, entryOf } from "./entry.ts";
import { entryName } from "./entry-name.ts";
import { callsAbove, markCall, refuseOwnProfile } from "./own-call.ts";
import type { Moment } from "./servable.ts";
import { lentNow, serve } from "./serve.ts";
import { sourceOf } from "./source.ts";

/** How long the machine runs; where nobody may know, its clock has to do. */
const steady = (): number => {
  try {
    return uptime() * 1_000;
  } catch {
    return 0;
  }
};

const now = (): Moment => ({ wall: Date.now(), steady: steady() });

const means = {
  now,
  pause,
  describe: async (error: unknown) => (await import("../failure.ts")).describeFailure(error),
};

/** What was lent while the source became another one is kept under neither name. */
const entryFor = async ({ originals, fingerprint }: Lender, cwd: string): Promise<Entry | undefined> => {
  const { env, region } = originals;
  const { id, secret, isStill } = await sourceOf(originals, cwd);
  const endpoint = stsEndpoint(region, env).href;
  const entry = entryOf(entryName({ fingerprint, source: id, region, endpoint }), secret, env);
  return entry && { ...entry, write: (content) => void (isStill() && entry.write(content)) };
};

/** The verb, from its options: with or without the whole command line's parser. */
export const answer = async (options: CommonOptions & Readonly<Record<string, unknown>>, io: Io): Promise<number> => {
  process.env[callsAbove] = markCall(options, io.env);
  if (options.profile !== undefined || !io.env.AWS_ACCESS_KEY_ID) {
    refuseOwnProfile(options, io.env, readProfiles(io.env));
  }
  const lender = await makeLender(readAsked(options), options, io);
  const entry = await entryFor(lender, io.cwd);
  const { lend } = lender;
  const kept = entry === undefined ? await lentNow(lend, now) : await serve(entry, lend, means);
  io.out(credentialDocument(kept, now()));
  return 0;
};
