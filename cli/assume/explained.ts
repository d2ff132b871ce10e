import { type Call, whyRefused } from "#shared/assume/refusal.ts";
import { Refused } from "#shared/model/errors.ts";

/** What STS refused, in words: which action or condition is missing, where it can be known. Other failures are as they were. */
export const explained = async <Answer>(call: Call, work: Promise<Answer>): Promise<Answer> => {
  try {
    return await work;
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    const why = whyRefused({ code: error.name, message: error.message }, call);
    throw why === undefined ? error : new Refused(why, { cause: error });
  }
};
