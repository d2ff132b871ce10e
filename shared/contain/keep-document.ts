import { DurableOperationError } from "@aws/durable-execution-sdk-js";
import { writeIncidentDocument } from "./document/write.ts";
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
    const row = await world.incidents.current(start.role);
    if (row === undefined || row.id !== start.incident) return;
    document ??= await writeIncidentDocument(row, world);
    if (row.document === document) return;
    await world.incidents.save({ ...row, document, version: row.version + 1 });
  }, races);
};

const unlessFailed = async (work: () => Promise<void>): Promise<void> => {
  try {
    await work();
  } catch (error) {
    if (!(error instanceof DurableOperationError)) throw error;
  }
};
