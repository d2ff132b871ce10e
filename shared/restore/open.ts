import { roleNameOf } from "../contain/ground.ts";
import { change, type Held, step } from "../contain/run.ts";
import type { Incident, RungLine } from "../model/incident.ts";
import { IamRefusal } from "../model/role-image.ts";
import { containment } from "../names.ts";
import { sameDocument } from "../policy/canonical.ts";
import { carryOut } from "./carry-out.ts";
import { changedPolicies } from "./check.ts";
import type { Kept } from "./close.ts";
import { type Difference, differences, titleOf } from "./differences.ts";
import { livingTrust } from "./living-trust.ts";
import { isWithoutDead, lostWhy } from "./look.ts";
import { asIfOpen, isClosed, isStamped, withoutStamps } from "./ours.ts";
import { hasRoomForStamp, isShielded, planOf, raise } from "./plan.ts";
import { type Seen, seenNow } from "./role-now.ts";
import { lineOf, restoreLine, withLine } from "./rows.ts";
import { writeStamp } from "./stamp.ts";
import { looks } from "./times.ts";

/**
 * The trust policy of the snapshot; where IAM does not take it any more, the same without the principals that are gone. Where it does not
 * take that either, nobody gets in. Both are said.
 */
export const openTrust = (held: Held, kept: Kept, round: number): Promise<void> =>
  step(held, `trust ${round}`, async (row) => {
    const { world } = held;
    const { live, target } = await seenNow(world, row);
    // Never denied, and changed meanwhile: the comparison sees it, and the next round denies first.
    if (kept === "none" && !sameDocument(live.trust, target.trust)) return;
    const line = sameDocument(live.trust, target.trust)
      ? lineOf("trust", "done", "the trust policy is the one that it should be")
      : await trustLine(held, row, target.trust);
    if (restoreLine(row, "trust")?.status === "refused" || isWithoutDead(row.restoreRungs)) return;
    await change(held, (before) => withLine(before, line, withGone(before, line)), row);
  });

const withGone = ({ heldBack = [] }: Incident, { evidence }: RungLine): Partial<Incident> => {
  const gone = evidence.without?.split(", ").map((id) => ({ what: `trust:${id}`, why: lostWhy })) ?? [];
  return gone.length === 0 ? {} : { heldBack: [...heldBack, ...gone] };
};

const trustLine = async (held: Held, row: Incident, trust: string): Promise<RungLine> => {
  const at = await taken(held, row, trust);
  if (at !== undefined)
    return lineOf("trust", "done", isClosed(trust) ? "the trust policy lets nobody in" : "the trust policy is back", {
      at,
    });
  const living = livingTrust(trust);
  const since = living && (await taken(held, row, living.trust));
  if (living === undefined || since === undefined) return notTaken();
  const detail = `the trust policy is back without principals that are gone: ${living.gone.join(", ")}`;
  return lineOf("trust", "done", detail, { at: since, without: living.gone.join(", ") });
};

/** IAM's time; undefined: it does not take this one. */
const taken = async ({ world }: Held, row: Incident, trust: string): Promise<string | undefined> => {
  try {
    return await world.roles.setTrust(roleNameOf(row.role), trust);
  } catch (error) {
    if (!(error instanceof IamRefusal) || error.kind !== "malformed") throw error;
    return undefined;
  }
};

const notTaken = (): RungLine => {
  const detail =
    "IAM does not take the trust policy any more: a principal in it is not there; nobody can take the role";
  const remedy = "make the principal again, or write a trust policy without it: the snapshot has the one from before";
  return lineOf("trust", "refused", detail, { remedy });
};

/**
 * Whether the role is the snapshot under our deny, and its policies say what they said: looked at until it is so, or a minute and
 * some have passed. The first look may be a day ago.
 */
export const isEqual = (held: Held, round: number): Promise<readonly string[]> =>
  untilEqual(held, `compare ${round}`, async (seen) => [
    ...differences(seen.target, asIfOpen(seen.target, seen.live, held.world.place), { recreated: true }),
    ...(seen.row.restore?.acceptDrift ? [] : await changedPolicies(seen, held.world)),
  ]);

/** Our deny goes last. */
export const lower = (held: Held, kept: Kept, round: number): Promise<void> =>
  step(held, `end the deny ${round}`, async (row) => {
    const { world } = held;
    const { live, target, at } = await seenNow(world, row);
    if (kept === "none") {
      await change(held, (before) => withLine(before, lineOf("deny", "skipped", "it was not denied")), row);
      return;
    }
    let when = at;
    for (const act of planOf(live, target, kept, world.place).open)
      when = await carryOut(act, roleNameOf(row.role), world.roles);
    const line = lineOf("deny", "done", "what denied everything is gone", { at: when, form: kept });
    await change(held, (before) => withLine(before, line), row);
  });

/** Whether the role is what it should be, with nothing of ours but the deny of older sessions. */
export const isOpen = (held: Held, round: number): Promise<readonly string[]> => {
  const { place } = held.world;
  return untilEqual(held, `look at the end ${round}`, async ({ target, live, row }) => {
    const left = [...differences(target, withoutStamps(live), { recreated: true })];
    if (isShielded(live, place) && !isShielded(target, place)) left.push(missing(containment.deny, "removed"));
    if (row.cutAt !== undefined && hasRoomForStamp(target) && !isStamped(live, row.cutAt)) {
      // The role is open: whether it is an old answer or somebody's doing, older sessions must not act until it is known.
      await writeStamp(held, row, row.cutAt);
      left.push(missing(containment.revoke, "added"));
    }
    return left;
  });
};

const missing = (of: string, how: Difference["how"]): Difference => ({ field: "inline", of, how, lines: [] });

/** Denies everything again: what was opened could not be shown to be right. */
export const closeAgain = (held: Held, kept: Kept, round: number): Promise<void> =>
  step(held, `deny again ${round}`, async (row) => {
    if (kept !== "none") await carryOut(raise(kept, held.world.place), roleNameOf(row.role), held.world.roles);
  });

/** Titles of what differs in the end; empty: nothing does. */
const untilEqual = async (
  held: Held,
  name: string,
  compared: (seen: Seen) => readonly Difference[] | Promise<readonly Difference[]>,
): Promise<readonly string[]> => {
  let left: readonly string[] = [];
  for (const [turn, seconds] of [...looks, 0].entries()) {
    left = await step(held, `${name}.${turn + 1}`, async (row) =>
      (await compared(await seenNow(held.world, row))).map(titleOf),
    );
    if (left.length === 0 || seconds === 0) break;
    await held.context.wait(`wait to ${name}.${turn + 1}`, { seconds });
  }
  return left;
};
