import { roleNameOf } from "../contain/ground.ts";
import { revokeDocument } from "../contain/policies.ts";
import { change, type Held } from "../contain/run.ts";
import type { Incident } from "../model/incident.ts";
import { IamRefusal } from "../model/role-image.ts";
import { containment } from "../names.ts";
import { isStamped } from "./ours.ts";
import { isItsRole } from "./role-now.ts";
import { restoreLine } from "./rows.ts";

/** Whoever takes the role once it is open may have the right to take the deny of older sessions away: it is written again, and said. */
export const stampedAgain = async (held: Held, row: Incident): Promise<Incident> => {
  const { world } = held;
  if (row.cutAt === undefined || restoreLine(row, "sessions")?.status !== "done") return row;
  const { value: live } = await world.roles.read(roleNameOf(row.role));
  if (live === undefined || !isItsRole(row, live)) return row;
  if (isStamped(live, row.cutAt)) return row;
  const isWritten = await writeStamp(held, row, row.cutAt);
  const what = isWritten
    ? "the deny of older sessions was gone after it was put back; it was written again"
    : "the deny of older sessions is gone after it was put back, and others' policies leave no room for it";
  return disturbed(held, row, what);
};

/** False: others' policies leave no room for it. */
export const writeStamp = async ({ world }: Held, row: Incident, at: string): Promise<boolean> => {
  try {
    await world.roles.putInline(roleNameOf(row.role), containment.revoke, revokeDocument(at));
    return true;
  } catch (error) {
    if (!(error instanceof IamRefusal) || error.kind !== "full") throw error;
    return false;
  }
};

export const disturbed = (held: Held, row: Incident, what: string): Promise<Incident> => {
  const { world } = held;
  world.count("ContainmentDisturbed");
  return change(held, (before) => ({ ...before, disturbed: [...before.disturbed, { at: world.now(), what }] }), row);
};
