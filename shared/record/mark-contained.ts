import { StaleRow } from "../model/errors.ts";
import { emptyState, type RoleState } from "../vendors/watch/state.ts";
import type { VendorRoles } from "./vendor-roles.ts";

/** Times that the role's acts may be faster: while a role is abused its row is written often. */
const tries = 12;

/**
 * Sets or ends what the signals know of a role's containment, beside whatever else is written of it. The score begins anew: what
 * made it has had its answer, and a role that was put back is not contained again for the next harmless signal. What is so already is not
 * written. Throws `StaleRow` where others always are faster.
 */
export const markContained = async (
  role: string,
  contained: RoleState["contained"],
  roles: Pick<VendorRoles, "get" | "save">,
): Promise<void> => {
  for (let attempt = 1; ; attempt++) {
    const row = await roles.get(role);
    const state = row?.state ?? emptyState(role);
    if (JSON.stringify(state.contained) === JSON.stringify(contained)) return;
    const { contained: _, ...rest } = state;
    const next = { role, recent: [], ...row, state: { ...rest, score: {}, ...(contained && { contained }) } };
    try {
      return await roles.save({ ...next, version: (row?.version ?? 0) + 1 });
    } catch (error) {
      if (!(error instanceof StaleRow) || attempt === tries) throw error;
    }
  }
};
