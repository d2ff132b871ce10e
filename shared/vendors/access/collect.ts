import { declares, hasFailed, isVendors, operationOf } from "../../detect/signals/support/acts.ts";
import type { Contract } from "../../model/contract.ts";
import type { VendorAct, Watched } from "../../model/vendor-act.ts";
import { createdBy } from "./created.ts";
import type { Counted, Created, ServiceUse, Taker } from "./report.ts";
import { isBefore, rowsOf, tally } from "./tally.ts";

/** Takes a role's acts one by one, and tells what came together. Bounded, whatever the records hold. */
export interface Collector<List> {
  add(act: VendorAct, watched: Watched): void;
  list(): List;
}

/** Counts the vendor's own acts by a name; those without one are not meant. */
export const counted = (
  nameOf: (act: VendorAct) => string | undefined,
  { limit = 500, of = isVendors }: { limit?: number; of?: (seen: { watched: Watched }) => boolean } = {},
): Collector<readonly Counted[]> => {
  const rows = tally(limit);
  return {
    add(act, watched) {
      const name = of({ watched }) ? nameOf(act) : undefined;
      if (name !== undefined) rows.add(name, act.at);
    },
    list: rows.list,
  };
};

export interface Totals {
  from: string | null;
  to: string | null;
  acts: number;
  denied: number;
  dataEvents: number;
}

export const totals = (): Collector<Totals> => {
  const sum = { acts: 0, denied: 0, dataEvents: 0 };
  let [from, to] = ["", ""];
  return {
    add(act, watched) {
      if (from === "" || isBefore(act.at, from)) from = act.at;
      if (to === "" || isBefore(to, act.at)) to = act.at;
      if (!isVendors({ watched })) return;
      sum.acts += 1;
      sum.denied += Number(hasFailed(act));
      sum.dataEvents += Number(act.category === "data");
    },
    list: () => ({ from: from || null, to: to || null, ...sum }),
  };
};

/** Who took the role, or tried: another account's caller has no ARN, only its unique id. */
export const takers = (): Collector<readonly Taker[]> => {
  const rows = rowsOf(() => ({ times: tally(1), account: null as string | null, addresses: new Set<string>() }));
  return {
    add(act, { how }) {
      if (how !== "assumed") return;
      const { arn, invokedBy, principalId, type, account } = act.principal;
      const name = arn ?? invokedBy ?? principalId ?? type;
      const row = rows.row(hasFailed(act) ? `${name} (refused)` : name);
      row.times.add("", act.at);
      row.account ??= account ?? null;
      if (act.sourceIp !== undefined && row.addresses.size < 20) row.addresses.add(act.sourceIp);
    },
    list: () =>
      rows.entries().map(([name, { times, account, addresses }]) => ({
        ...spanOf(times),
        name,
        account,
        addresses: [...addresses],
      })),
  };
};

export const services = (contract: Contract | undefined): Collector<readonly ServiceUse[]> => {
  const rows = rowsOf(() => ({ times: tally(1), operations: tally(100), denied: 0 }));
  return {
    add(act, watched) {
      if (!isVendors({ watched })) return;
      const row = rows.row(act.service);
      row.times.add("", act.at);
      row.operations.add(operationOf(act), act.at);
      row.denied += Number(hasFailed(act));
    },
    list: () =>
      rows
        .entries()
        .map(([name, { times, operations, denied }]) => ({
          ...spanOf(times),
          name,
          declared: contract === undefined ? null : declares(contract, name),
          denied,
          operations: operations.list(),
        }))
        .toSorted((a, b) => b.count - a.count),
  };
};

/** Of a tally with one name. */
export const spanOf = (times: ReturnType<typeof tally>): Omit<Counted, "name"> => {
  const { count = 0, first = "", last = "" } = times.list()[0] ?? {};
  return { count, first, last };
};

export const creations = (most = 1_000): Collector<readonly Created[]> => {
  const created: Created[] = [];
  return {
    add(act, watched) {
      if (isVendors({ watched })) created.push(...createdBy(act).slice(0, most - created.length));
    },
    list: () => created,
  };
};
