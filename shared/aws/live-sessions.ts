import type { Ledger } from "../edges.ts";
import { sessionStore } from "../record/sessions.ts";
import { environment } from "./environment.ts";
import { type Delivered, liveTable } from "./live-table.ts";

/** All that the sessions' function needs of the ledger. */
export const liveSessions = (delivered: Delivered): Pick<Ledger, "saveSession"> => ({
  saveSession: sessionStore(liveTable(environment("TABLE_NAME"), delivered)).save,
});
