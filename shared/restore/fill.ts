import { kept, withLine as withRungLine } from "../contain/climb.ts";
import { groundOf, roleNameOf } from "../contain/ground.ts";
import { ladder } from "../contain/ladder.ts";
import { revokeDocument } from "../contain/policies.ts";
import { prepared } from "../contain/prepare.ts";
import { change, type Held, step } from "../contain/run.ts";
import type { Ground, Rung } from "../contain/rung.ts";
import type { IncidentWorld } from "../contain/world.ts";
import { whyNot } from "../decide/containment-turn.ts";
import type { Incident, RungLine } from "../model/incident.ts";
import { IamRefusal, type RoleEdge } from "../model/role-image.ts";
import { secondsBetween } from "../model/time.ts";
import { containment } from "../names.ts";
import { carryOut } from "./carry-out.ts";
import type { Kept } from "./close.ts";
import { lostWhy, profileLost } from "./look.ts";
import { type Act, hasRoomForStamp, planOf, type Shield } from "./plan.ts";
import { seenNow } from "./role-now.ts";
import { lineOf, withLine } from "./rows.ts";
import { deadAfter, secondsLater } from "./times.ts";

/** Boundary, policies, tags, session length and instance profiles, as the snapshot has them. The role denies everything meanwhile. */
export const giveBack = (held: Held, shield: Kept, round: number): Promise<void> =>
  shield === "none"
    ? Promise.resolve()
    : step(held, `give back ${round}`, async (row) => {
        const { world } = held;
        const { live, target, heldBack } = await seenNow(world, row);
        const plan = planOf(live, target, shield, world.place);
        for (const act of [...plan.takeAway, ...plan.boundary]) await carryOut(act, roleNameOf(row.role), world.roles);
        const lost = await given(plan.giveBack, row, world.roles);
        const next = (before: Incident): Incident => {
          const lines = linesOf(shield, target.boundary).reduce((now, line) => withLine(now, line), before);
          return lost.length === 0 ? lines : { ...lines, heldBack: [...heldBack, ...lost] };
        };
        await change(held, next, row);
      });

const given = async (
  acts: readonly Act[],
  row: Incident,
  roles: RoleEdge,
): Promise<readonly { what: string; why: string }[]> => {
  const lost: { what: string; why: string }[] = [];
  for (const act of acts)
    try {
      await carryOut(act, roleNameOf(row.role), roles);
    } catch (error) {
      if (!(error instanceof IamRefusal)) throw error;
      const what = lostBy(act, error, row);
      lost.push({ what, why: lostWhy });
    }
  return lost;
};

/**
 * What the role will be without. An instance profile may be gone, or another role's by now: the role is the same without it. A
 * policy that AWS has withdrawn cannot be attached again, and may have denied something: a person has to say so. Throws what else
 * IAM refuses; that there is no such entity may be an old answer about a role that was just made.
 */
const lostBy = (act: Act, refusal: IamRefusal, { restore }: Incident): string => {
  const { kind, message, cause } = refusal;
  if (act.type === "add-to-profile" && (kind === "gone" || kind === "full")) return profileLost(act.profile);
  const isWithdrawn = act.type === "attach" && cause instanceof Error && /^PolicyNotAttachable/.test(cause.name);
  if (!isWithdrawn) throw refusal;
  if (restore?.acceptDrift) return act.arn;
  throw new IamRefusal(kind, `${message}; with --accept-drift the role comes back without ${act.arn}`, { cause });
};

/** The same however often the step is run. */
const linesOf = (shield: Shield, edge: string | undefined): readonly RungLine[] => [
  shield === "boundary"
    ? lineOf("boundary", "skipped", "the permissions boundary comes back with the end of the deny")
    : lineOf("boundary", "done", `the permissions boundary is ${edge ?? "none"}, as it was`),
  lineOf("detach", "done", "policies, tags, session length and instance profiles are the snapshot's"),
];

/**
 * Denies all sessions from before now, by IAM's clock: also those that were taken while the closed trust did not hold
 * everywhere. Answers since when they are denied, and whether there was room for that.
 */
export const stamp = (held: Held, round: number): Promise<{ isStamped: boolean }> =>
  step(held, `deny older sessions ${round}`, async (row) => {
    const { world } = held;
    const { live, target, snapshot, at } = await seenNow(world, row);
    const over = secondsLater(at, deadAfter(Math.max(live.maxSession, snapshot.image.maxSession)));
    if (!hasRoomForStamp(target)) {
      const detail = `its inline policies leave no room for ${containment.revoke}: it stays denied until the last session from before is over`;
      const line = lineOf("sessions", "skipped", detail, { at, over });
      await change(held, (before) => withLine(before, line, { why: `${detail}: ${over}` }), row);
      return { isStamped: false };
    }
    await world.roles.putInline(roleNameOf(row.role), containment.revoke, revokeDocument(at));
    const detail = `sessions from before ${at} are denied until ${over}`;
    const line = lineOf("sessions", "done", detail, { at, over, policy: containment.revoke });
    await change(held, (before) => withLine(before, line, { cutAt: at }), row);
    return { isStamped: true };
  });

/**
 * What its sessions took and made outlives the role's deny: it is looked for once more before the role opens, as a restore may
 * come before the containment got so far, and records come late. What was denied stays so until old sessions are over; what a
 * thief made stays dead unless all is asked for.
 */
export const settleReached = async (held: Held, round: number): Promise<void> => {
  await denyReached(held, "chained", round);
  await denyReached(held, "minted", round);
  await step(held, `take back what was reached ${round}`, async (row) => {
    if (row.reached.length === 0) return;
    const chained = lineOf("chained", "skipped", await undo("chained", held, row));
    const minted = lineOf("minted", row.restore?.all ? "done" : "skipped", await undo("minted", held, row));
    await change(held, (before) => withLine(withLine(before, chained), minted), row);
  });
};

/**
 * Looks for it, and denies what was not yet. Where that is not the containment's to do, it does nothing. `late`: the role is open
 * again, and what its sessions took or made since the stamp is nobody's theft.
 */
export const denyReached = (
  held: Held,
  id: "chained" | "minted",
  round: number | string,
  { late = false }: { late?: boolean } = {},
): Promise<void> =>
  step(held, `${id} ${round}`, async (row) => {
    const world = late ? asOf(row.cutAt ?? row.openedAt, held.world) : held.world;
    for (const rung of reaching(row).filter((each) => each.id === id))
      await denyBy(held, rung, row, { world, ground: await groundOf(world, row) });
  });

/** The rungs that reach beyond the role, and are the containment's to climb. What a thief made is given back where all is asked for. */
const reaching = (row: Incident): readonly Rung[] =>
  ladder.filter(
    ({ id }) => (id === "chained" || (id === "minted" && !row.restore?.all)) && whyNot(row, id) === undefined,
  );

const denyBy = async (
  held: Held,
  rung: Rung,
  row: Incident,
  { world, ground }: { world: IncidentWorld; ground: Ground },
): Promise<Incident> => {
  const ready = await prepared(held, rung, { ...ground, incident: row }, world);
  const climbed = await rung.apply(ready, world);
  return change(held, (before) => withRungLine(kept(before, climbed), climbed.line), ready.incident);
};

/**
 * Whether what was reached is still denied, just before the role opens. What a session of another role undid within IAM's lag is
 * denied again; `true`: so it was, and that needs its time.
 */
export const denyUndone = (held: Held, name: string): Promise<boolean> =>
  step(held, `still denied ${name}`, async (row) => {
    let [now, isUndone] = [row, false];
    for (const rung of reaching(row)) {
      const { world } = held;
      const ground = await groundOf(world, now);
      if ((await rung.verify(ground, world)).holds === true) continue;
      now = await denyBy(held, rung, now, { world, ground });
      isUndone = true;
    }
    return isUndone;
  });

const asOf = (at: string, world: IncidentWorld): IncidentWorld => ({
  ...world,
  links: async (role) => (await world.links(role)).filter((link) => secondsBetween(link.at, at) >= 0),
});

export const undo = async (id: "chained" | "minted", { world }: Held, row: Incident): Promise<string> => {
  const rung = ladder.find((each) => each.id === id);
  return rung === undefined ? "nothing was done" : rung.undo(await groundOf(world, row, { withSnapshot: true }), world);
};
