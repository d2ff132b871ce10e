import { knownAccounts } from "./known-accounts-table.ts";

const lines = knownAccounts.trim().split("\n");

const names: ReadonlyMap<string, string> = new Map(
  lines.flatMap((line) => {
    const at = line.lastIndexOf(": ");
    return line
      .slice(at + 2)
      .split(" ")
      .map((account) => [account, line.slice(0, at)] as const);
  }),
);

/** What public lists call an account. Anybody may name one so, and lists grow old: a hint, never an allowance. */
export const knownName = (account: string): string | undefined => names.get(account);
