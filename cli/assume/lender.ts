import type { Keys, RoleWanted, Session } from "#shared/assume/model.ts";
import { assumeRole } from "#shared/aws/assume-role.ts";

/** Lends a role: `exec`, `env`, `credential-process` and `connection` stand on it. */
export interface Lender {
  /** From the first role of a chain to the one that is lent. */
  roles: readonly [RoleWanted, ...RoleWanted[]];
  region: string;
  /** Asks STS, each time anew and with the originals: borrowed credentials are never the source. */
  lend(): Promise<Session>;
}

/** A lender of these roles, one taken with the session of the other. */
export const lenderOf = (roles: Lender["roles"], originals: Keys | undefined, region: string): Lender => ({
  ...{ roles, region },
  lend: async () => {
    const [first, ...further] = roles;
    let session = await assumeRole(first, originals, region);
    for (const role of further) session = await assumeRole(role, session, region);
    return session;
  },
});
