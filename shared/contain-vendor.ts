import { type DurableContext, DurableOperationError } from "@aws/durable-execution-sdk-js";
import { classify } from "./act/classify.ts";
import { untilBegun } from "./contain/begin.ts";
import { climb } from "./contain/climb.ts";
import { guard } from "./contain/guard.ts";
import { executionOf } from "./contain/incident-id.ts";
import { keepDocument, leaveDocument } from "./contain/keep-document.ts";
import { retryStep } from "./contain/patience.ts";
import { claim, type Held, heardIn, leave, Replaced, release, sayLate, step } from "./contain/run.ts";
import { recordFailure, settle } from "./contain/settle.ts";
import type { IncidentStart, IncidentWorld } from "./contain/world.ts";

/**
 * How the execution ended; the incident's row says what became of the role. `held`: another run has it · `over`: nothing to do ·
 * `ended`: refused, observed or closed · `guarded`: contained or failed, and watched for an hour · `replaced`: somebody else
 * goes on · `handed-over`: another version does · `documented`: that was all that it was for.
 */
export interface IncidentResult {
  incident: string;
  how: "held" | "over" | "ended" | "guarded" | "replaced" | "handed-over" | "documented" | "failed";
}

/**
 * One containment of one role, from its cause to the end of its guard. A step may run twice: each looks first, and writes what
 * is still missing.
 */
export const containVendor = async (
  start: IncidentStart,
  context: DurableContext,
  world: IncidentWorld,
): Promise<IncidentResult> => {
  const { incident } = start;
  if (start.document !== undefined) {
    await leaveDocument({ start, context, world });
    return { incident, how: "documented" };
  }
  const run = await claim({ start, context, world }, "contain");
  if (!("fence" in run)) return { incident, how: "taken" in run ? "held" : "over" };
  const how = await conversation(run).catch((error: unknown) => letGo(run, error));
  return { incident, how };
};

const conversation = async (run: Held): Promise<IncidentResult["how"]> => {
  const begun = await untilBegun(run);
  if (begun === "ended") return end(run, "ended");
  if (begun !== "begun") return handOver(run, begun.version);
  await climb(run, "ladder");
  await settle(run, "ladder");
  const other = await guard(run);
  if (other) return handOver(run, other.version);
  await keepDocument(run);
  return end(run, "guarded");
};

const end = async (run: Held, how: IncidentResult["how"]): Promise<IncidentResult["how"]> => {
  await leave(run);
  return how;
};

/** The row is free, and the execution that takes it is started by the alias. */
const handOver = async (run: Held, version: string): Promise<IncidentResult["how"]> => {
  const { start, context, world } = run;
  await release(run, "hand over");
  const payload = { ...start, version };
  await context.step(`start version ${version}`, () => world.start("contain", executionOf(payload), payload), {
    retryStrategy: retryStep,
  });
  return "handed-over";
};

/** Somebody else has it, or a step failed for good: then it is said, and what denies stays. Any other error is the execution's own. */
const letGo = async (run: Held, error: unknown): Promise<IncidentResult["how"]> => {
  if (error instanceof Replaced) {
    if (error.why === "another holds it") await sayLate(run);
    else {
      await release(run);
      await leaveDocument(run);
    }
    return "replaced";
  }
  if (!(error instanceof DurableOperationError)) throw error;
  const why = classify(error.cause ?? error).reason;
  try {
    const heard = await step(run, "tell that it failed", async (row) => {
      await recordFailure(run, row, `the containment cannot go on: ${why}`);
      return heardIn(row);
    });
    // One that fails before it has looked would begin without end.
    run.heard ??= heard;
  } catch (second) {
    if (!(second instanceof Replaced)) throw second;
  }
  return end(run, "failed");
};
