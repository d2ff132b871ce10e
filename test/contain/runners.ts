import type { DurableContext } from "@aws/durable-execution-sdk-js";
import type { IncidentStart, IncidentWorld } from "#shared/contain/world.ts";
import { containVendor } from "#shared/contain-vendor.ts";
import { restoreVendor } from "#shared/restore-vendor.ts";
import type { Kind } from "./executions.ts";

/** The two durable functions. */
export const runners: Readonly<
  Record<Kind, (start: IncidentStart, context: DurableContext, world: IncidentWorld) => Promise<unknown>>
> = {
  contain: containVendor,
  restore: restoreVendor,
};
