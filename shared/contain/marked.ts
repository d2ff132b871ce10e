import type { Incident } from "../model/incident.ts";
import type { RoleState } from "../vendors/watch/state.ts";
import { isDone } from "./ground.ts";

type Mark = NonNullable<RoleState["contained"]>;

export const newSessionsOf = (row: Pick<Incident, "rungs">): Mark["newSessions"] =>
  isDone(row, "deny") || isDone(row, "trust") ? "denied" : "allowed";

/** What the signals know of a containment. Where new sessions may act, those are new that began after the cut. */
export const marked = (row: Pick<Incident, "rungs" | "cutAt">, containedAt: string): Mark => {
  const newSessions = newSessionsOf(row);
  return { at: (newSessions === "allowed" ? row.cutAt : undefined) ?? containedAt, newSessions };
};
