import { roleNameOf } from "../contain/ground.ts";
import { renewDocument } from "../contain/keep-document.ts";
import { closedTrust } from "../contain/policies.ts";
import { change, type Held, heardIn, release, step, untilWoken } from "../contain/run.ts";
import type { Incident } from "../model/incident.ts";
import { IamRefusal } from "../model/role-image.ts";
import { secondsBetween } from "../model/time.ts";
import { containment } from "../names.ts";
import { carryOut } from "./carry-out.ts";
import type { Kept } from "./close.ts";
import { differences, titleOf } from "./differences.ts";
import { denyReached, undo } from "./fill.ts";
import { isUnusable, lookAt } from "./look.ts";
import { isClosed, withoutStamps } from "./ours.ts";
import { isRaised, raise, type Shield } from "./plan.ts";
import { seenNow } from "./role-now.ts";
import { lineOf, restoreLine, withLine } from "./rows.ts";
import { disturbed, stampedAgain } from "./stamp.ts";
import { looks } from "./times.ts";

/** An execution holds 3,000 operations, and whoever wakes it costs some: after so many wakings only the clock does. */
const mostWaits = 300;
/** Seconds. Signals tell of it sooner where a session makes use of it. */
const lookEvery = 900;
/** Seconds between looks for what its sessions took and made: CloudTrail's records come within 15 minutes, mostly. */
const late: readonly number[] = [120, 300, 600, 1_200];
/** Seconds between later looks at the deny of older sessions. */
const stampLookEvery = 14_400;

/** Who holds the row, and whether it lets others have it: then none of its acts can come late. */
export interface Holding {
  now: Held;
  waits: boolean;
}

/**
 * Until the last session from before is over, with the row free meanwhile. A later incident of the role takes it, and ends
 * this: `Replaced`. Answers whether somebody asked for a restore once more (`begun`: when the one that goes on was asked for).
 * `kept`: what denies the role meanwhile is looked at.
 */
export const untilOver = async (
  holding: Holding,
  what: string,
  { begun, kept = "none" }: { begun: string; kept?: Kept },
): Promise<"over" | "asked again"> => {
  for (let turn = 1; ; turn++) {
    const name = `look whether ${what} are over ${turn}`;
    const { left, heard, asked } = await step(holding.now, name, (row) => lookWhile(holding.now, row, kept));
    if (asked !== begun) return "asked again";
    if (left <= 0) return "over";
    if (kept === "none" && turn > 1) await denyLateReached(holding.now, turn);
    if (turn > mostWaits) {
      await holding.now.context.wait(`rest until ${what} are over ${turn}`, { seconds: left });
      continue;
    }
    const seconds = Math.min(left, kept === "none" ? (late[turn - 1] ?? stampLookEvery) : lookEvery);
    holding.waits = true;
    holding.now = await untilWoken(holding.now, `wait until ${what} are over ${turn}`, { seconds, heard });
    holding.waits = false;
  }
};

const denyLateReached = async (held: Held, turn: number): Promise<void> => {
  if (turn > late.length + 1) return;
  await denyReached(held, "chained", `late ${turn}`, { late: true });
  await denyReached(held, "minted", `late ${turn}`, { late: true });
};

const lookWhile = async (
  held: Held,
  row: Incident,
  kept: Kept,
): Promise<{ left: number; heard: string; asked: string | undefined }> => {
  const { world } = held;
  const now = world.now();
  const left = Math.ceil(secondsBetween(now, restoreLine(row, "sessions")?.evidence.over ?? now));
  const next = await (kept === "none" ? stampedAgain(held, row) : raisedAgain(held, row, kept));
  return { left, heard: heardIn(next), asked: row.restore?.at };
};

/** Somebody took our deny away, or an old answer does not show it: it is written again, and said. */
const raisedAgain = async (held: Held, row: Incident, shield: Shield): Promise<Incident> => {
  const { world } = held;
  const { live } = await seenNow(world, row);
  if (isRaised(shield, live, world.place) && isClosed(live.trust)) return row;
  await carryOut(raise(shield, world.place), roleNameOf(row.role), world.roles);
  if (!isOwnTrust(row)) await world.roles.setTrust(roleNameOf(row.role), closedTrust());
  if (isRaised(shield, live, world.place)) return row;
  return disturbed(held, row, "our deny was gone while it was put back; it was written again");
};

const isOwnTrust = ({ rungs }: Incident): boolean => !rungs.some(({ rung }) => rung === "trust");

/** The stamp goes, and the denies of chained sessions; the role is looked at for the last time. */
export const endStamp = async (held: Held): Promise<void> => {
  const chained = await step(held, "end the deny of older sessions", async (row) => {
    await held.world.roles.deleteInline(roleNameOf(row.role), containment.revoke).catch(unlessGone);
    return row.reached.some(({ type }) => type === "chained-role") ? undo("chained", held, row) : undefined;
  });
  for (const [turn, seconds] of [...looks, 0].entries()) {
    const isGone = await step(held, `look for the last time ${turn + 1}`, (row) =>
      lastLook(held, row, { chained, isLast: seconds === 0 }),
    );
    if (isGone) break;
    await held.context.wait(`wait to look for the last time ${turn + 1}`, { seconds });
  }
  await release(held);
  await renewDocument(held, "closed");
};

const unlessGone = (error: unknown): string => {
  if (error instanceof IamRefusal && error.kind === "gone") return "";
  throw error;
};

/** What others changed after the restore is theirs to say: it is told, and no reason to go on. */
const lastLook = async (
  held: Held,
  row: Incident,
  { chained, isLast }: { chained: string | undefined; isLast: boolean },
): Promise<boolean> => {
  const { world } = held;
  const { value: live, at } = await world.roles.read(roleNameOf(row.role));
  const isThere = live?.inline.some(({ name }) => name === containment.revoke) ?? false;
  if (isThere && !isLast) return false;
  const changed = await changedSince(world, row);
  const line = isThere
    ? lineOf("restamp", "failed", `${containment.revoke} cannot be taken away: it denies sessions only that are over`, {
        at,
      })
    : lineOf("restamp", "done", `${containment.revoke} is gone; ${changed}`, { at });
  const why = isThere ? line.evidence.detail : `put back, and nothing of ours is left on it; ${changed}`;
  await world.markContained(row.role, undefined);
  await change(
    held,
    (before) => {
      const closed = withLine(before, line, { phase: "closed", why, endedAt: world.now() });
      return chained === undefined ? closed : withLine(closed, lineOf("chained", "done", chained));
    },
    row,
  );
  return true;
};

const changedSince = async (world: Held["world"], row: Incident): Promise<string> => {
  try {
    const { live, target } = await lookAt(world, row);
    if (live === undefined) return "the role is gone";
    const since = differences(target, withoutStamps(live), { recreated: true }).map(titleOf);
    return since.length === 0 ? "the role is as it was" : `changed by others since: ${since.slice(0, 10).join("; ")}`;
  } catch (error) {
    if (!isUnusable(error)) throw error;
    return "whether it is as it was cannot be told: its snapshot cannot be used any more";
  }
};
