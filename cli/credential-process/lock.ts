import type { DatabaseSync } from "node:sqlite";

const busy = 5;

/**
 * One holder per file, over all processes: SQLite's own lock on an empty database, which the kernel takes back from a holder that
 * dies, however it dies. Nothing is ever written to it. Answers how to let go, or nothing while somebody else holds it.
 */
export const tryLock = (file: string): (() => void) | undefined => {
  // Loaded here: most calls need no lock. Node before 24.15 warns of it as an experiment, and this program's stderr is silent.
  process.removeAllListeners("warning");
  const { DatabaseSync: Database } = process.getBuiltinModule("node:sqlite");
  const database: DatabaseSync = new Database(file, { timeout: 0 });
  try {
    database.exec("PRAGMA journal_mode = MEMORY; BEGIN EXCLUSIVE"); // else a journal would stand beside it
  } catch (error) {
    database.close();
    if (((error as { errcode?: number }).errcode ?? 0) % 256 === busy) return undefined;
    throw error;
  }
  return () => database.close();
};
