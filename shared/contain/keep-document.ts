import { DurableOperationError } from "@aws/durable-execution-sdk-js";
import { writeIncidentDocument } from "./document/write.ts";
import { executionOf } from "./incident-id.ts";
import { retryStep } from "./patience.ts";
import { change, type Held, type Run, races, step } from "./run.ts";
import { whileStale } from "./while-stale.ts";

/** Writes the incident document and its key into the row. Where it cannot be written all else stands: the row has no key then. */
export const keepDocument = (run: Held): Promise<void> =>
  unlessFailed(() =>
    step(run, "keep the document", async (row) => {
      const document = await writeIncidentDocument(row, run.world);
      await change(run, (before) => ({ ...before, document }), row);
    }),
  );

/**
 * The same by a run that has let go of the row: a restore came before the guard's end, and it can write no evidence. Versions of
 * the document are only added; the key is written into the row beside whoever holds it.
 */
export const leaveDocument = (run: Run): Promise<void> =>
  unlessFailed(() => run.context.step("leave the document", () => leave(run), { retryStrategy: retryStep }));

const leave = async ({ world, start }: Run): Promise<void> => {
  let document: string | undefined;
  await whileStale(async () => {
    const current = await world.incidents.current(start.role);
    const isCurrent = current?.id === start.incident;
    const row = isCurrent ? current : (await world.incidents.past(start.role)).find(({ id }) => id === start.incident);
    if (row === undefined) return;
    document ??= await writeIncidentDocument(row, world);
    if (!isCurrent || row.document === document) return;
    await world.incidents.save({ ...row, document, version: row.version + 1 });
  }, races);
};

/**
 * Asked for by a restore, which may sign no evidence: an execution of the function that contains writes the document anew. It is
 * asked once for each `state`, and nothing hangs on it.
 */
export const renewDocument = ({ start: { role, incident }, context, world }: Run, state: string): Promise<void> => {
  const payload = { role, incident, document: state };
  const work = () => world.start("contain", executionOf(payload), payload);
  return unlessFailed(() => context.step(`have the document written: ${state}`, work, { retryStrategy: retryStep }));
};

const unlessFailed = async (work: () => Promise<void>): Promise<void> => {
  try {
    await work();
  } catch (error) {
    if (!(error instanceof DurableOperationError)) throw error;
  }
};
