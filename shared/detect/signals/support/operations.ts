import type { Severity } from "../../../model/finding.ts";
import type { VendorAct } from "../../../model/vendor-act.ts";
import { operationOf } from "./acts.ts";

/** How grave each operation is, by service (as `VendorAct.service`) and by the operation as its API names it. */
export type Operations = ReadonlyMap<string, ReadonlyMap<string, Severity>>;

type Table = Readonly<Partial<Record<Severity, Readonly<Record<string, readonly string[]>>>>>;

export const operations = (table: Table): Operations => {
  const services = new Map<string, Map<string, Severity>>();
  for (const [severity, byService] of Object.entries(table)) {
    for (const [service, names] of Object.entries(byService)) {
      const known = services.get(service) ?? new Map<string, Severity>();
      for (const name of names) known.set(name, severity as Severity);
      services.set(service, known);
    }
  }
  return services;
};

export const gravityOf = (table: Operations, act: VendorAct): Severity | undefined =>
  table.get(act.service)?.get(operationOf(act));
