import { countIn, valuesIn } from "../../../vendors/watch/state.ts";
import type { SeenAct } from "../signal.ts";

/** Whether this act brought a measure's distinct values to a number: told once, however many follow. */
export const reaches = ({ act, before, after }: SeenAct, measure: string, number: number): boolean =>
  valuesIn(after, measure, act.at).length >= number && valuesIn(before, measure, act.at).length < number;

/** The same of a measure's count. */
export const passes = ({ act, before, after }: SeenAct, measure: string, number: number): boolean =>
  countIn(after, measure, act.at) > number && countIn(before, measure, act.at) <= number;

/** Whether this act shows a measure a value that it did not have. */
export const isNewIn = ({ act, before, after }: SeenAct, measure: string): boolean =>
  valuesIn(after, measure, act.at).some((value) => !valuesIn(before, measure, act.at).includes(value));
