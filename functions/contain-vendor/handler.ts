import type { DurableContext } from "@aws/durable-execution-sdk-js";
import middy from "@middy/core";
import { executionModeDurableContext } from "@middy/core/DurableContext";
import type { OwnRun } from "#shared/aws/live-incidents.ts";
import type { IncidentStart, IncidentWorld } from "#shared/contain/world.ts";
import type { IncidentResult } from "#shared/contain-vendor.ts";

export interface Parts {
  world(own: OwnRun): Promise<IncidentWorld>;
}

/** One execution for each incident, and one more for what is said to it later. */
export const makeHandler =
  ({ world }: Parts) =>
  async (event: IncidentStart, context: DurableContext): Promise<IncidentResult> => {
    const { containVendor } = await import("#shared/contain-vendor.ts");
    const own = {
      kind: "contain" as const,
      running: context.lambdaContext.functionVersion,
      startedFor: event.version,
    };
    return containVendor(event, context, await world(own));
  };

export const handler = middy<IncidentStart, IncidentResult, Error, DurableContext>({
  executionMode: executionModeDurableContext,
  // Else each invocation that suspends leaves a timer behind.
  timeoutEarlyInMillis: 0,
}).handler(
  makeHandler({
    world: async (own) => {
      const [{ liveIncidents }, { deployedSettings }] = await Promise.all([
        import("#shared/aws/live-incidents.ts"),
        import("#shared/aws/deployed-settings.ts"),
      ]);
      return liveIncidents(deployedSettings(), own);
    },
  }),
);
