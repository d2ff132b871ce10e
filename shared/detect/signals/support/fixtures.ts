import { expect, test } from "@jest/globals";
import type { Contract } from "../../../model/contract.ts";
import type { Severity } from "../../../model/finding.ts";
import { epochOf, isoAt } from "../../../model/time.ts";
import { contractsOf } from "../../../vendors/contract.ts";
import { account, role, seenOf, settingsWith, vendorSettings } from "../../../vendors/watch/example-acts.ts";
import { emptyState } from "../../../vendors/watch/state.ts";
import type { Signal } from "../signal.ts";

type Seen = Parameters<typeof seenOf>[1];

/** What a signal makes of one record of the vendor's session. */
export const judge = (signal: Signal, record: object, seen: Seen = {}) => {
  const shown = seenOf(record, seen);
  const details = signal.detect(shown);
  if (details === undefined) return "no concern";
  return details.length === 0 ? "clean" : { severity: signal.severityOf?.(shown) ?? signal.severity, details };
};

/** Somebody whom no contract covers, as with `--role`. */
export const nobody: Seen = { settings: settingsWith({}) };
/** The vendor, registered for further services, or with another change of its contract. */
export const registeredFor = (...services: string[]): Seen => ({
  settings: vendorSettings({ services: ["s3", ...services] }),
});
export const contractWith = (change: object): Seen => ({ settings: vendorSettings({ ...change }) });

/** The contract alone, with a change of it. */
export const contractOf = (change: object = {}): Contract => {
  const [contract] = contractsOf(vendorSettings({ ...change }), { partition: "aws", account });
  if (contract === undefined) throw new Error("no vendor");
  return contract;
};

/** The same call, refused as IAM records it: without parameters. */
export const refused = (record: object, message = "is not authorized"): object => ({
  ...record,
  requestParameters: null,
  errorCode: "AccessDenied",
  errorMessage: message,
});

/** The rows are tests: a title, a record, how grave it is and a part of what is said, and who acts (the vendor of the fixtures). */
export const fires = (signal: Signal, rows: readonly (readonly [string, object, Severity, string, Seen?])[]): void => {
  test.each(rows.map((row) => [row[0], row] as const))("fires: %s", (_, [, record, severity, says, seen]) => {
    expect(judge(signal, record, seen)).toEqual({ severity, details: [expect.stringContaining(says)] });
  });
};

/** Near-misses, each a title, a record and who acts. */
export const quiet = (signal: Signal, rows: readonly (readonly [string, object, Seen?])[]): void => {
  test.each(rows.map((row) => [row[0], row] as const))("quiet: %s", (_, [, record, seen]) => {
    expect(["clean", "no concern"]).toContain(judge(signal, record, seen));
  });
};

/** What a signal says of records in their order, a second apart: one entry for each that it speaks of. */
export const play = (signal: Signal, records: readonly object[], { before, ...seen }: NonNullable<Seen> = {}) => {
  let state = before ?? emptyState(role);
  const start = epochOf("2026-07-01T10:05:00Z") ?? 0;
  return records.flatMap((record, index) => {
    const [eventID, eventTime] = [`33333333-0000-4000-8000-${index}`, isoAt(start + index * 1000)];
    const shown = seenOf({ ...record, eventID, eventTime }, { ...seen, before: state });
    state = shown.after;
    const details = signal.detect(shown) ?? [];
    return details.length === 0 ? [] : [{ index, severity: signal.severityOf?.(shown) ?? signal.severity, details }];
  });
};
