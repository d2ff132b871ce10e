import { DurableOperationError } from "@aws/durable-execution-sdk-js";
import { classify } from "../act/classify.ts";
import { whyNot } from "../decide/containment-turn.ts";
import { isOutdated } from "../decide/stamp-again.ts";
import { type Incident, type Reach, type RungId, type RungLine, rungIds } from "../model/incident.ts";
import { IamRefusal } from "../model/role-image.ts";
import { secondsBetween } from "../model/time.ts";
import { groundOf, isDone, lineOf, NotThatRole, replacedBy } from "./ground.ts";
import { ladder } from "./ladder.ts";
import { prepared } from "./prepare.ts";
import { change, type Held, heardIn, step } from "./run.ts";
import type { Climbed, Rung } from "./rung.ts";
import { propagation } from "./rungs/restamp.ts";
import { withNames } from "./rungs/snapshot.ts";
import { counted, sayStampedAgain } from "./stamped-again.ts";

/** Seconds between the looks at a rung until it is proven: IAM's answers may be old. What has not held after that has failed. */
export const patience: readonly number[] = [1, 1, 2, 3, 5, 5, 10, 10, 15, 15, 30];

/** These take something away: not without the snapshot, read and checked. */
export const taking: ReadonlySet<RungId> = new Set(["boundary", "detach", "delete"]);

/**
 * Climbs what may be climbed by now, each rung on the evidence of its own. One that fails stops none of those that only deny:
 * what stands is more than nothing. What is said after it has begun is for the next turn.
 */
export const climb = async (run: Held, turn: string): Promise<void> => {
  const { ids, heard } = await step(run, `${turn}: which rungs`, (row) => whichRungs(run, row));
  run.heard = heard;
  for (const rung of ladder.filter(({ id }) => ids.includes(id))) {
    if (rung.id === "restamp") await settleFirst(run, turn);
    await climbRung(run, rung, turn).catch((error: unknown) => failed(run, rung, turn, error));
  }
};

/** Those that may be climbed and are not yet. The others get a line that says what they wait for. */
const whichRungs = async (run: Held, seen: Incident): Promise<{ ids: readonly RungId[]; heard: string }> => {
  const row = await change(
    run,
    (before) =>
      ladder.reduce((now, { id }) => {
        const why = whyNot(now, id);
        const status = lineOf(now, id)?.status ?? "waiting";
        if (why === undefined || status !== "waiting") return now;
        return withLine(now, { rung: id, status: "waiting", evidence: { detail: why } });
      }, before),
    seen,
  );
  const ids = ladder.map(({ id }) => id).filter((id) => whyNot(row, id) === undefined && isOpen(row, id));
  return { ids, heard: heardIn(row) };
};

/** What was refused may be possible by now: each turn asks again. */
const isOpen = (row: Incident, id: RungId): boolean => !(isProven(row, id) || lineOf(row, id)?.status === "skipped");

const isProven = (row: Incident, id: RungId): boolean => isDone(row, id) && !(id === "sessions" && isOutdated(row));

/** The row with a line in the ladder's order; the same row where it says so already. */
export const withLine = (row: Incident, line: RungLine): Incident => {
  const before = lineOf(row, line.rung);
  if (before && JSON.stringify(before) === JSON.stringify(line)) return row;
  const rungs = [...row.rungs.filter(({ rung }) => rung !== line.rung), line];
  return { ...row, rungs: rungs.toSorted((a, b) => rungIds.indexOf(a.rung) - rungIds.indexOf(b.rung)) };
};

/** What a rung left, but for its line: that one is for what was proven. */
export const kept = (row: Incident, { cutAt, reached, changes }: Climbed): Incident => ({
  ...row,
  ...(cutAt === undefined ? {} : { cutAt }),
  ...(reached === undefined
    ? {}
    : { reached: [...row.reached.filter((one) => !reached.some(isSame(one))), ...reached] }),
  ...changes,
});

const isSame =
  (one: Reach) =>
  ({ type, id }: Reach): boolean =>
    one.type === type && one.id === id;

/** Each role that is reached counts for the brakes as the contained one does: a hub that all teams use is more than one vendor. */
export const countReached = async (
  { world }: Held,
  { id, exercise }: Incident,
  { reached = [] }: Climbed,
): Promise<void> => {
  const roles = reached.filter(({ type, status }) => type === "chained-role" && status === "denied");
  if (exercise) return;
  for (const role of roles) await world.tally(`${id} ${role.id}`, world.now());
};

/** Before the second stamp: the time that IAM's changes need. Whoever names the role elsewhere is read meanwhile. */
const settleFirst = async (run: Held, turn: string): Promise<void> => {
  await step(run, `${turn}: who names the role`, (row) => addNames(run, row));
  const seconds = await step(run, `${turn}: since the last change`, async ({ rungs }) => {
    const at = rungs
      .flatMap(({ evidence }) => evidence.at ?? [])
      .toSorted()
      .at(-1);
    const { at: now } = await run.world.roles.read(run.start.role.slice(run.start.role.lastIndexOf("/") + 1));
    return at === undefined ? propagation : Math.ceil(propagation - secondsBetween(at, now));
  });
  if (seconds > 0) await run.context.wait(`${turn}: until it holds everywhere`, { seconds });
};

/** A help for people: where it fails, nothing waits for it. */
const addNames = async (run: Held, row: Incident): Promise<void> => {
  if (row.snapshot === undefined) return;
  try {
    const pointer = await withNames(await groundOf(run.world, row, { withSnapshot: true }), run.world);
    const line = lineOf(row, "snapshot");
    if (pointer === undefined || line === undefined) return;
    const { version, sha256 } = pointer;
    const evidence = { ...line.evidence, version, sha256 };
    await change(run, (before) => withLine({ ...before, snapshot: pointer }, { ...line, evidence }), row);
  } catch (error) {
    if (error instanceof Error && ["Replaced", "StaleRow"].includes(error.name)) throw error;
  }
};

/** `isFinal`: no later look changes it. */
type Outcome = "over" | { why: string; isFinal?: boolean };

const climbRung = async (run: Held, rung: Rung, turn: string): Promise<void> => {
  let outcome = await step(run, `${turn}: ${rung.id}`, (row) => attempt(run, rung, row));
  // Neither deny waits for long to be proven, where only the evidence bucket has a fault.
  const rounds = rung.id === "snapshot" ? patience.slice(0, 4) : patience;
  for (const [index, seconds] of rounds.entries()) {
    if (outcome === "over" || outcome.isFinal) break;
    await run.context.wait(`${turn}: ${rung.id}, before look ${index + 2}`, { seconds });
    outcome = await step(run, `${turn}: ${rung.id}, look ${index + 2}`, (row) => attempt(run, rung, row));
  }
  if (outcome === "over") return;
  const { why } = outcome;
  await step(run, `${turn}: ${rung.id} failed`, (row) => record(run, failedLine(rung, why), row));
};

/** Plans, applies, reads back. It may have been done before: then it is proven only. */
const attempt = async (run: Held, rung: Rung, row: Incident): Promise<Outcome> => {
  const { world } = run;
  if (isProven(row, rung.id)) return "over";
  const ground = await groundOf(world, row, { withSnapshot: taking.has(rung.id) });
  // The role was there, or nothing would have begun: this may be an old answer.
  if (ground.live === undefined && rung.id !== "delete") return { why: "IAM knows no such role" };
  const plan = rung.plan(ground, world.place);
  if (plan.status === "refused" || plan.status === "skipped") {
    await record(run, { rung: rung.id, status: plan.status, evidence: { detail: plan.detail } }, row);
    return "over";
  }
  const ready = await prepared(run, rung, ground);
  const climbed = await applied(run, rung, ready);
  if ("why" in climbed) return climbed;
  const next = await change(run, (before) => kept(before, climbed), ready.incident);
  await countReached(run, next, climbed);
  if (climbed.line.status !== "done") {
    await record(run, climbed.line, next);
    return "over";
  }
  const proof = await rung.verify(await groundOf(world, next, { withSnapshot: taking.has(rung.id) }), world);
  if (proof.holds !== true) return { why: proof.detail };
  const evidence = { ...climbed.line.evidence, verified: proof.detail };
  return proven(run, { ...climbed.line, evidence }, next);
};

const proven = async (run: Held, line: RungLine, row: Incident): Promise<Outcome> => {
  if (line.rung !== "sessions") {
    await record(run, line, row);
    return "over";
  }
  const stamped = counted(row, line);
  // IAM's clock may be a second behind CloudTrail's.
  if (isOutdated(withLine(row, stamped)))
    return { why: `the session that abused it began at ${row.abused?.at}, and IAM says ${line.evidence.at}` };
  if (stamped.evidence.times === undefined) await record(run, stamped, row);
  else await sayStampedAgain(run, row, stamped, (before) => withLine(before, stamped));
  return "over";
};

/** What is not there may be an old answer; another role of the name is never written to. */
const applied = async (
  { world }: Held,
  rung: Rung,
  ground: Parameters<Rung["apply"]>[0],
): Promise<Climbed | Exclude<Outcome, "over">> => {
  try {
    return await rung.apply(ground, world);
  } catch (error) {
    const isGone = error instanceof IamRefusal && error.kind === "gone";
    if (isGone || error instanceof NotThatRole)
      return { why: error.message, isFinal: replacedBy(ground) !== undefined };
    if (rung.id === "snapshot") return { why: classify(error).reason };
    throw error;
  }
};

const record = async (run: Held, line: RungLine, seen: Incident): Promise<void> => {
  await change(run, (row) => withLine(row, line), seen);
};

const failedLine = ({ id }: Rung, why: string): RungLine => ({
  rung: id,
  status: "failed",
  evidence: { detail: `it could not be proven: ${why}` },
});

/** A step that failed for good. Any other error is the execution's own. */
const failed = async (run: Held, rung: Rung, turn: string, error: unknown): Promise<void> => {
  if (!(error instanceof DurableOperationError)) throw error;
  const why = classify(error.cause ?? error).reason;
  await step(run, `${turn}: ${rung.id} failed for good`, (row) => record(run, failedLine(rung, why), row));
};
