import type { RoleWanted, Session } from "#shared/assume/model.ts";
import { assumeRole } from "#shared/aws/assume-role.ts";
import type { Originals } from "./originals.ts";

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

/** A lender of these roles, one taken with the session of the other. */
export const lenderOf = (
  roles: Roles | (() => Promise<Roles>),
  originals: Originals,
  fingerprint = JSON.stringify(roles),
): Lender => {
  const find = async (): Promise<Roles> => (typeof roles === "function" ? roles() : roles);
  const { region, env } = originals;
  return {
    ...{ originals, fingerprint, roles: find },
    lend: async () => {
      const [first, ...further] = await find();
      let session = await assumeRole(first, { region, env, keys: await originals.keys() });
      for (const role of further) session = await assumeRole(role, { region, env, keys: session });
      return session;
    },
  };
};
