import { DurableOperationError } from "@aws/durable-execution-sdk-js";
import { classify } from "../act/classify.ts";
import { roleNameOf } from "../contain/ground.ts";
import { executionOf } from "../contain/incident-id.ts";
import { renewDocument } from "../contain/keep-document.ts";
import { retryStep } from "../contain/patience.ts";
import { change, type Held, Replaced, release, step } from "../contain/run.ts";
import { tell } from "../contain/tell.ts";
import type { Incident } from "../model/incident.ts";
import { epochOf } from "../model/time.ts";
import { carryOut } from "./carry-out.ts";
import { Unproven } from "./close.ts";
import type { End } from "./ends.ts";
import { isShielded, raise } from "./plan.ts";
import { isItsRole, seenNow } from "./role-now.ts";
import { restoreLine } from "./rows.ts";

/** The role is as it was, but for the deny of older sessions and what is held back. */
export const restored = async (held: Held): Promise<void> => {
  const asked = await step(held, "record that it is put back", async (row) => {
    const { world } = held;
    const { at } = await seenNow(world, row);
    const isStamped = restoreLine(row, "sessions")?.status === "done";
    if (row.cutAt !== undefined && isStamped)
      await world.markContained(row.role, { at: row.cutAt, newSessions: "allowed" });
    const next = await change(
      held,
      (before) => ({ ...before, phase: "restored", restoredAt: at, why: whyOf(before) }),
      row,
    );
    const list = (next.heldBack ?? []).map(({ what, why }) => `${what} (${why})`).join("; ");
    const remedy = `Held back: ${list}. All of it: npx sagewarden vendors restore ${row.vendor ?? row.role} --all`;
    await tell(held, next, {
      type: "vendor-restored",
      detail: `${next.why}.`,
      which: String(row.restore?.at),
      ...(list === "" ? {} : { remedy }),
    });
    return epochOf(row.restore?.at ?? at) ?? 0;
  });
  await renewDocument(held, `back-${Math.floor(asked / 1000)}`);
};

const whyOf = (row: Incident): string => {
  const over = restoreLine(row, "sessions");
  const parts = [
    "the role is its snapshot again",
    ...(over?.status === "done" ? [`sessions from before stay dead until ${over.evidence.over}`] : []),
    ...(restoreLine(row, "trust")?.status === "refused"
      ? ["but nobody can take it: its trust policy names who is gone"]
      : []),
    ...(row.heldBack?.length ? [`${row.heldBack.length} things are held back`] : []),
  ];
  return parts.join("; ");
};

/** Of a role that is back already nothing was changed: it stays so, and who asked for all of it is told why not. */
export const staysBack = (held: Held, end: End, begun: string): Promise<void> =>
  step(held, "leave it as it is", async (row) => {
    const why = await sayRefused(held, row, end, begun);
    await change(held, (before) => ({ ...before, ...narrowed(before), phase: "restored", why }));
  });

/** As it was put back before: without what was held back then. */
const narrowed = ({ restore }: Incident): Pick<Incident, "restore"> =>
  restore === undefined ? {} : { restore: { ...restore, all: false, acceptDrift: false } };

const sayRefused = async (held: Held, row: Incident, { how, why, remedy }: End, begun: string): Promise<string> => {
  const said = `it ${how === "refused" ? "is not" : "could not be"} put back: ${why}; ${remedy}`;
  await tell(held, row, {
    type: "vendor-restore-refused",
    detail: `${said}.`,
    remedy: `${remedy}.`,
    which: begun,
    choices: ["restore"],
  });
  return said;
};

/** It was asked for before anything was done: the incident is over, and the role as its owner left it. */
export const untouched = async (held: Held, begun: string): Promise<undefined> => {
  await step(held, "record that nothing was done", (row) => {
    const why = `${row.restore?.by ?? "somebody"} asked for it to be put back before anything was done: nothing was done`;
    const said = { type: "vendor-restored", detail: `${why}.`, which: begun } as const;
    return tell(held, row, said, (before) => ({ ...before, phase: "closed", why, endedAt: held.world.now() }));
  });
  await release(held);
  return undefined;
};

/** Nothing goes on: the incident is what it was, and its containment is watched again. `begun`: when this restore was asked for. */
export const refusedEnd = async (held: Held, end: End, begun: string): Promise<void> => {
  const { role, incident } = held.start;
  const again = await step(held, "end the restore", async (row) => {
    if (end.how === "failed") held.world.count("RestoreFailed");
    const why = await sayRefused(held, row, end, begun);
    const next = await change(held, ({ restore: _, ...before }) => ({ ...before, phase: end.phase, why }));
    return next.version;
  });
  await release(held);
  const payload = { role, incident, again };
  await held.context.step("watch it again", () => held.world.start("contain", executionOf(payload), payload), {
    retryStrategy: retryStep,
  });
};

/** A step that failed for good, or what could not be shown: the role is denied, and a person has to look. Any other error is the execution's own. */
export const failed = async (held: Held, error: unknown): Promise<End> => {
  if (error instanceof Replaced || !(error instanceof DurableOperationError || error instanceof Unproven)) throw error;
  const why = error instanceof Unproven ? error.message : classify(error.cause ?? error).reason;
  const denied = await step(held, "deny it after the failure", (row) => denyAgain(held, row)).catch(
    (second: unknown) => {
      if (!(second instanceof DurableOperationError)) throw second;
      return "and whether it is denied could not be made sure of";
    },
  );
  const remedy = `${denied}; look at the role, and ask again`;
  return { how: "failed", why, remedy, phase: "failed" };
};

const denyAgain = async ({ world }: Held, row: Incident): Promise<string> => {
  const role = roleNameOf(row.role);
  const { value: live } = await world.roles.read(role);
  if (live === undefined || !isItsRole(row, live)) return "it is not there any more";
  if (isShielded(live, world.place)) return "it is denied";
  const wasDenied = row.rungs.some(({ rung, status }) => rung === "deny" && status === "done");
  if (!wasDenied && restoreLine(row, "deny") === undefined) return "it was never denied";
  await carryOut(raise("boundary", world.place), role, world.roles);
  return "it is denied by the boundary";
};
