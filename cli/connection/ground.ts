import { personOf } from "#shared/assume/person.ts";
import type { Settings } from "#shared/model/settings.ts";
import { type Asked, mfaOf } from "../assume/options.ts";
import { type Originals, originalsOf } from "../assume/originals.ts";
import { originalEnvironment } from "../env/former.ts";
import { refuseBorrowed } from "../exec/mark.ts";
import { loadSettings } from "../settings.ts";
import type { CommonOptions, Io } from "../verb.ts";

/** Who asks for a connection, and what the settings say. */
export interface Ground {
  settings: Settings;
  originals: Originals;
  /** Of the directory; undefined: AWS knows the caller, and the directory does not. */
  person: string | undefined;
  /** The second factor. */
  mfa: Asked["mfa"];
  /** ISO 8601 date. */
  today: string;
}

export const readGround = async (
  options: CommonOptions & Readonly<Record<string, unknown>>,
  io: Pick<Io, "cwd" | "env">,
): Promise<Ground> => {
  refuseBorrowed(options.profile, io.env);
  const settings = await loadSettings(options, io);
  const profile = options.profile as string | undefined;
  const originals = await originalsOf({ profile }, originalEnvironment(io.env));
  const person = personOf(await originals.caller(), settings);
  return { settings, originals, person, mfa: mfaOf(options), today: new Date().toISOString().slice(0, 10) };
};
