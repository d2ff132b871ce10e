import { roleNameOf } from "../contain/ground.ts";
import { isOurPolicy } from "../contain/policies.ts";
import { change, type Held, step } from "../contain/run.ts";
import type { Incident, RungLine } from "../model/incident.ts";
import { type Checked, check } from "./check.ts";
import { type Difference, linesOf } from "./differences.ts";
import type { End } from "./ends.ts";
import { isUnusable, isWithoutDead, lookAt, lostWhy } from "./look.ts";
import { isClosed } from "./ours.ts";
import { recreatedIn } from "./role-now.ts";
import { lineOf, phaseBefore, withLine } from "./rows.ts";
import { looks } from "./times.ts";

/** Lines of a diff that a row keeps. */
const mostLines = 100;

/** From now on the role is being put back. Answers when that was asked for, and whether it is back already, and all of it is wanted. */
export const begin = (held: Held): Promise<{ begun: string; isBack: boolean }> =>
  step(held, "begin", async (row) => {
    const why = `${row.restore?.by ?? "somebody"} asked for it to be put back`;
    const at = row.restore?.at ?? "";
    const isSame = row.phase === "restoring" && row.begun?.at === at;
    const isBack = isSame ? row.begun?.isBack === true : row.phase === "restored";
    // A role that an earlier try made anew is known by its line, the trust that it got by its own, and until when sessions are denied by theirs.
    const isKept = (line: RungLine): boolean =>
      line.rung === "delete" || isWithoutDead([line]) || (isBack && line.rung === "sessions");
    const kept = row.restoreRungs?.filter(isKept) ?? [];
    const begun = { at, isBack };
    const next = (before: Incident): Incident => ({ ...before, phase: "restoring", why, begun, restoreRungs: kept });
    await change(held, next, row);
    return { begun: at, isBack };
  });

type Verdict = { type: "fine" | "missing" | "look-again" | "untouched" } | { type: "refused"; end: End };

/**
 * Is the snapshot the one that was taken, is the role the same, did nobody else change it? What IAM answers may be old: only
 * what it goes on to say is believed. Ends the restore, or says whether the role is there. `untouched`: nothing was done to it yet.
 */
export const firstLook = async (held: Held): Promise<{ end: End | "untouched" } | { isMissing: boolean }> => {
  for (const [turn, seconds] of [...looks, 0].entries()) {
    const isLast = seconds === 0;
    const verdict = await step(held, `look at the role ${turn + 1}`, (row) => judge(held, row, isLast));
    if (verdict.type === "refused") return { end: verdict.end };
    if (verdict.type === "untouched") return { end: "untouched" };
    if (verdict.type !== "look-again") return { isMissing: verdict.type === "missing" };
    await held.context.wait(`wait for IAM's answer ${turn + 1}`, { seconds });
  }
  throw new Error("the last look judges");
};

const judge = async (held: Held, row: Incident, isLast: boolean): Promise<Verdict> => {
  const { world } = held;
  try {
    if (await isUntouched(held, row)) return { type: isLast ? "untouched" : "look-again" };
    const look = await lookAt(world, row);
    const checked = await check(look, world, recreatedIn(row));
    if (checked.type !== "fine" && !isLast) return { type: "look-again" };
    if (checked.type === "refused") return { type: "refused", end: await refused(held, row, checked) };
    const lost = checked.type === "fine" ? checked.lost : [];
    const heldBack = [...look.heldBack, ...lost.map((what) => ({ what, why: lostWhy }))];
    const said = told(checked.type === "fine" ? checked.drift : []);
    const line = lineOf("snapshot", "done", detailOf(checked, heldBack.length), said);
    await change(held, (before) => withLine(before, line, { heldBack }), row);
    return { type: checked.type };
  } catch (error) {
    if (!isUnusable(error)) throw error;
    const remedy = "find out who changed it; the role stays contained, and can be put right by hand";
    const checkedOut = {
      type: "refused",
      why: `the snapshot cannot be used: ${error.message}`,
      remedy,
      drift: [],
    } as const;
    return { type: "refused", end: await refused(held, row, checkedOut) };
  }
};

/**
 * It was asked for before the containment had done anything, by what is recorded and by what stands on the role: one that was cut
 * off may have written what it could not record. Ours of an earlier incident counts too: a person has to tell them apart.
 */
const isUntouched = async ({ world }: Held, row: Incident): Promise<boolean> => {
  const isBegun = row.snapshot ?? row.cutAt ?? row.rungs.find(({ status }) => status === "done") ?? row.reached[0];
  if (isBegun !== undefined) return false;
  const { value: live } = await world.roles.read(roleNameOf(row.role));
  if (live === undefined) return false;
  const names = [...live.inline.map(({ name }) => name), ...live.attached, live.boundary ?? ""];
  return !(names.some(isOurPolicy) || isClosed(live.trust));
};

const detailOf = (checked: Exclude<Checked, { type: "refused" }>, heldBack: number): string => {
  const found =
    checked.type === "missing"
      ? "the role is gone and is made anew"
      : checked.drift.length === 0
        ? "the live role is the snapshot and our own changes"
        : `${checked.drift.length} changes of others are overwritten, as was asked`;
  return heldBack === 0 ? found : `${found}; ${heldBack} things are held back`;
};

const refused = async (
  held: Held,
  row: Incident,
  { why, remedy, drift }: Extract<Checked, { type: "refused" }>,
): Promise<End> => {
  const facts = { ...told(drift), remedy };
  await change(held, (before) => withLine(before, lineOf("snapshot", "refused", why, facts)), row);
  return { how: "refused", why, remedy, phase: phaseBefore(row) };
};

/** The diff, as far as a row has room. No external id stands in it. */
const told = (drift: readonly Difference[]): Readonly<Record<string, string>> =>
  drift.length === 0 ? {} : { diff: linesOf(drift, mostLines).join("\n").slice(0, 16_000) };
