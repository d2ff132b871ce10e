import { roleNameOf } from "../contain/ground.ts";
import { closedTrust } from "../contain/policies.ts";
import { type Held, step } from "../contain/run.ts";
import type { Incident } from "../model/incident.ts";
import { IamRefusal } from "../model/role-image.ts";
import { sameDocument } from "../policy/canonical.ts";
import { carryOut } from "./carry-out.ts";
import { differences } from "./differences.ts";
import { asIfOpen } from "./ours.ts";
import { isRaised, isShielded, raise, type Shield, shieldFor } from "./plan.ts";
import { type Seen, seenNow } from "./role-now.ts";
import { looks, propagation } from "./times.ts";

/** How the role is kept from everything while it is put back; `none`: it was never denied, and nothing is to be changed. */
export type Kept = Shield | "none";

/**
 * Sees to it that the role denies everything, in a form that leaves room for all that it had, and that nobody takes it
 * meanwhile. Then IAM's changes hold everywhere.
 */
export const close = async (held: Held, round: number): Promise<Kept> => {
  const { kept, isNew } = await step(held, `deny everything ${round}`, (row) => closeNow(held, row));
  if (kept === "none") return kept;
  await untilRaised(held, kept, round);
  if (isNew) await held.context.wait(`wait for IAM ${round}`, { seconds: propagation });
  return kept;
};

const closeNow = async (held: Held, row: Incident): Promise<{ kept: Kept; isNew: boolean }> => {
  const { world } = held;
  const seen = await seenNow(world, row);
  const { live, target } = seen;
  const wasShielded = isShielded(live, world.place);
  const isEqual = differences(target, asIfOpen(target, live, world.place), { recreated: true }).length === 0;
  if (!wasShielded && isEqual && !wasDenied(row)) return { kept: "none", isNew: false };
  const kept = await raised(held, seen);
  const isClosed = !isOwnTrust(seen);
  // Without asking what stands there: an old answer may hide that somebody has opened it.
  if (isClosed) await world.roles.setTrust(roleNameOf(row.role), closedTrust());
  return { kept, isNew: isClosed || !wasShielded };
};

/** It was denied, and has not been put back since: if nothing denies it now, somebody took that away, whose sessions may act. */
const wasDenied = ({ rungs, begun }: Incident): boolean =>
  begun?.isBack !== true && rungs.some(({ rung, status }) => rung === "deny" && status === "done");

/** The containment did not reach the trust policy: whoever may take the role then may do so now. */
const isOwnTrust = ({ row, live, target }: Seen): boolean =>
  sameDocument(live.trust, target.trust) && !row.rungs.some(({ rung }) => rung === "trust");

/** Others' policies may fill the room that the role itself leaves: then it is the boundary, which has a place of its own. */
const raised = async ({ world }: Held, { row, live, target }: Seen): Promise<Shield> => {
  const wanted = shieldFor(target);
  if (isRaised(wanted, live, world.place)) return wanted;
  const role = roleNameOf(row.role);
  try {
    await carryOut(raise(wanted, world.place), role, world.roles);
    return wanted;
  } catch (error) {
    if (!(error instanceof IamRefusal) || error.kind !== "full") throw error;
    await carryOut(raise("boundary", world.place), role, world.roles);
    return "boundary";
  }
};

const untilRaised = async (held: Held, shield: Shield, round: number): Promise<void> => {
  const { world } = held;
  for (const [turn, seconds] of [...looks, 0].entries()) {
    const stands = await step(held, `look at the deny ${round}.${turn + 1}`, async (row) => {
      const { live } = await seenNow(world, row);
      const isThere = isRaised(shield, live, world.place);
      if (!isThere) await carryOut(raise(shield, world.place), roleNameOf(row.role), world.roles);
      return isThere;
    });
    if (stands) return;
    if (seconds > 0) await held.context.wait(`wait for the deny ${round}.${turn + 1}`, { seconds });
  }
  throw new Unproven("our deny was written and cannot be read back");
};

/** It could not be shown in time that the role is what it should be. Thrown outside of steps. */
export class Unproven extends Error {
  override name = "Unproven";
}
