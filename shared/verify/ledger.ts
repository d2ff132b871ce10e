import * as z from "zod/mini";
import { date } from "../model/forms.ts";

/** What cannot be scoped and is open all the same: who says so, why, and until when. */
export const ledgerForm = z.array(
  z.strictObject({
    actions: z
      .array(z.string().check(z.regex(/^[a-z\d-]+:\w+$/, "an action such as sagemaker:ListModels")))
      .check(z.minLength(1)),
    owner: z.string().check(z.minLength(1), z.maxLength(100)),
    reason: z.string().check(z.minLength(1), z.maxLength(500)),
    /** The last day. */
    expires: date,
  }),
);
export type Ledger = z.infer<typeof ledgerForm>;
type Entry = Ledger[number];

export interface LedgerFindings {
  /** Open, and nobody accepted it. */
  unlisted: readonly string[];
  expired: readonly Entry[];
  /** Accepted, and not open. */
  unused: readonly string[];
}

/** `open`: the actions that are; undefined: that was not asked. `today`: `2027-06-30`. */
export const judgeLedger = (ledger: Ledger, open: readonly string[] | undefined, today: string): LedgerFindings => {
  const accepted = new Set(ledger.flatMap(({ actions }) => actions));
  const asked = new Set(open);
  return {
    unlisted: [...asked].filter((action) => !accepted.has(action)).toSorted(),
    expired: ledger.filter(({ expires }) => expires < today),
    unused: open === undefined ? [] : [...accepted].filter((action) => !asked.has(action)).toSorted(),
  };
};

export const acceptedBy = (ledger: Ledger, action: string): Entry | undefined =>
  ledger.find(({ actions }) => actions.includes(action));
