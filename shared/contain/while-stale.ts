import { StaleRow } from "../model/errors.ts";

/** Triggers, words and the run write one row at the same time: each needs one write. */
const often = 8;

/** Does it again, from its first read on, while others are faster. Throws `StaleRow` where they always are. */
export const whileStale = async <Answer>(work: () => Promise<Answer>, tries = often): Promise<Answer> => {
  for (let look = 1; ; look++) {
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof StaleRow) || look === tries) throw error;
    }
  }
};
