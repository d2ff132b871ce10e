import type { Ledger } from "../edges.ts";
import { normalise } from "../normalise/index.ts";

/** Stores the sessions that an STS record issued. Other records hold none. */
export const saveSessions = async (event: unknown, ledger: Pick<Ledger, "saveSession">): Promise<void> => {
  for (const activity of normalise(event)) if (activity.type === "session") await ledger.saveSession(activity.session);
};
