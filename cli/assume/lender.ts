import type { RoleWanted, Session } from "#shared/assume/model.ts";
import { assumeRole, assumeRoleWithSaml } from "#shared/aws/assume-role.ts";
import { explained } from "./explained.ts";
import type { Originals } from "./originals.ts";
import type { Source } from "./second-factor.ts";

/** From the first role of a chain to the one that is lent. */
export type Roles = readonly [RoleWanted, ...RoleWanted[]];

/** Lends a role: `exec`, `env`, `credential-process` and `connection` stand on it. */
export interface Lender {
  originals: Originals;
  /**
   * All that decides what is lent, beside the originals: known without asking AWS, so that a cache can go by it. It may hold an
   * external id: it is hashed, not written.
   */
  fingerprint: string;
  /** May ask STS who we are, once. */
  roles(): Promise<Roles>;
  /** Asks STS, each time anew and with the originals: borrowed credentials are never the source. */
  lend(): Promise<Session>;
}

/** How somebody signs in, where it is not by access keys. */
export interface SamlSignIn {
  providerArn: string;
  /** base64 */
  assertion: string;
}

interface More {
  fingerprint?: string;
  /** With what the first role is taken. Absent: the originals. */
  source?: (() => Promise<Source>) | undefined;
  /** By which the first role is taken, instead of keys. */
  signIn?: SamlSignIn | undefined;
}

/** A lender of these roles, one taken with the session of the other. Throws Refused. */
export const lenderOf = (roles: Roles | (() => Promise<Roles>), originals: Originals, more: More = {}): Lender => {
  const find = async (): Promise<Roles> => (typeof roles === "function" ? roles() : roles);
  const { region, env } = originals;
  const {
    fingerprint = JSON.stringify(roles),
    signIn,
    source = async (): Promise<Source> => ({ keys: await originals.keys() }),
  } = more;
  const takeFirst = async (wanted: RoleWanted): Promise<Session> => {
    if (signIn !== undefined) {
      const place = { region, env, keys: undefined };
      return explained({ of: "saml", roleArn: wanted.roleArn }, assumeRoleWithSaml(wanted, signIn, place));
    }
    const { keys, mfa } = await source();
    return take(wanted, assumeRole(wanted, { region, env, keys }, mfa), more.source !== undefined);
  };
  return {
    ...{ originals, fingerprint, roles: find },
    lend: async () => {
      const [first, ...further] = await find();
      let session = await takeFirst(first);
      for (const wanted of further)
        session = await take(wanted, assumeRole(wanted, { region, env, keys: session }), true);
      return session;
    },
  };
};

const take = (wanted: RoleWanted, work: Promise<Session>, hasMfa: boolean): Promise<Session> =>
  explained({ of: "role", wanted, hasMfa }, work);
