import type { Keys, Session } from "#shared/assume/model.ts";
import { getSessionToken, type MfaCode } from "#shared/aws/assume-role.ts";
import { BadInput } from "#shared/model/errors.ts";
import { explained } from "./explained.ts";
import type { Asked } from "./options.ts";
import type { Originals } from "./originals.ts";

/** With what a role is taken: keys, and a code where this call is to bring one. */
export interface Source {
  keys: Keys;
  mfa?: MfaCode | undefined;
}

type AskCode = (serial: string) => Promise<string>;

const askCode: AskCode = async (serial) => (await import("./prompt.ts")).askCode(serial);

const hour = 3_600;
const marginMs = 5 * 60_000;

/**
 * The originals with the second factor in them. For sessions up to an hour they are a session of the user's own that has
 * it, so that renewing asks nobody; longer ones STS gives only to the user's access key and a code itself. A person is asked
 * once: later on somebody else may have the terminal.
 */
export const withSecondFactor = (
  { serial, code }: NonNullable<Asked["mfa"]>,
  seconds: number | undefined,
  originals: Originals,
  ask: AskCode = askCode,
): (() => Promise<Source>) => {
  let wasAsked = false;
  let own: { session: Session; since: number } | undefined;
  const codeOnce = async (): Promise<MfaCode> => {
    if (wasAsked)
      throw new BadInput("--mfa-serial: renewing needs another code, and nobody is asked while the command runs");
    const given = { serial, code: code ?? (await ask(serial)) };
    wasAsked = true;
    return given;
  };
  return async () => {
    const { region, env } = originals;
    const keys = await originals.keys();
    if ((seconds ?? hour) > hour) return { keys, mfa: await codeOnce() };
    if (own === undefined || isEnding(own)) {
      const given = await codeOnce();
      const session = await explained({ of: "second factor" }, getSessionToken(given, { region, env, keys }));
      own = { session, since: performance.now() };
    }
    return { keys: own.session };
  };
};

const isEnding = ({ session, since }: { session: Session; since: number }): boolean =>
  Date.parse(session.expiresAt) - Date.parse(session.issuedAt) - (performance.now() - since) < marginMs;
