import { endsAt, lifeOf } from "#shared/assume/life.ts";
import type { Session } from "#shared/assume/model.ts";
import type { Originals } from "../assume/originals.ts";
import type { Borrowing, Syntax } from "./change.ts";
import { type Env, type Former, formerNames, formerOf } from "./former.ts";
import { handleName, handleText, readHandle } from "./handle.ts";
import { type Moment, thisMoment } from "./machine.ts";
import { removeOrphans } from "./orphans.ts";
import { readyToSeal, seal, sealedPath, unseal } from "./sealed.ts";

/** A role's session, and what `--status` tells of it. */
export interface Lent {
  session: Session;
  role: string;
  sessionName: string;
  /** Absent: nobody named one. */
  region: string | undefined;
}

export const regionNamed = ({ isRegionNamed, region }: Pick<Originals, "isRegionNamed" | "region">) =>
  isRegionNamed ? region : undefined;

const valuesOf = ({ session, region }: Lent): Former => ({
  ...(Object.fromEntries(formerNames.map((name) => [name, null])) as Former),
  ...{ AWS_ACCESS_KEY_ID: session.accessKeyId, AWS_SECRET_ACCESS_KEY: session.secretAccessKey },
  ...{ AWS_SESSION_TOKEN: session.sessionToken, AWS_CREDENTIAL_EXPIRATION: session.expiresAt },
  ...{ AWS_REGION: region ?? null, AWS_DEFAULT_REGION: region ?? null },
});

interface Before {
  former: Former;
  repeated: Borrowing["repeated"];
}

/** The originals stay those of the first time. Throws BadInput where they cannot be told. */
const before = (env: Env): Before => {
  const text = env[handleName];
  if (!text) return { former: formerOf(env), repeated: undefined };
  const handle = readHandle(text);
  return { former: unseal(handle, env).former, repeated: { id: handle.id, path: sealedPath(handle, env) } };
};

/**
 * The text by which a shell takes what `lend` answers. The originals are looked at first: where they could not be put back, nothing
 * is lent.
 */
export const borrow = async (
  lend: () => Promise<Lent>,
  syntax: Syntax,
  env: Env,
  now: () => Moment = thisMoment,
): Promise<{ text: string; lent: Lent }> => {
  const { former, repeated } = before(env);
  readyToSeal(env);
  const { session, role, sessionName, region } = await lend();
  const [lentAt, lifeMs] = [now(), lifeOf(session)];
  const expiresAt = endsAt({ lifeMs, ageMs: 0 }, lentAt.wallMs, session.expiresAt);
  const lent = { session: { ...session, expiresAt }, role, sessionName, region };
  const handle = seal({ former, role, sessionName, accessKeyId: session.accessKeyId, expiresAt, lifeMs, lentAt }, env);
  removeOrphans(env);
  const text = syntax.borrow({
    values: valuesOf(lent),
    unseen: formerNames.filter((name) => env[name] === undefined),
    handle: { id: handle.id, text: handleText(handle) },
    repeated,
  });
  return { text, lent };
};
