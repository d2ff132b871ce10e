import type { DurableContext } from "@aws/durable-execution-sdk-js";
import middy from "@middy/core";
import { executionModeDurableContext } from "@middy/core/DurableContext";
import type { OwnVersion } from "#shared/aws/live-cases.ts";
import type { IncidentStart, IncidentWorld } from "#shared/contain/world.ts";
import type { RestoreResult } from "#shared/restore-vendor.ts";

export interface Parts {
  world(own: OwnVersion): Promise<IncidentWorld>;
}

/** One execution for each time that a role is to be put back. */
export const makeHandler =
  ({ world }: Parts) =>
  async (event: IncidentStart, context: DurableContext): Promise<RestoreResult> => {
    const { restoreVendor } = await import("#shared/restore-vendor.ts");
    const own = { running: context.lambdaContext.functionVersion, startedFor: event.version };
    return restoreVendor(event, context, await world(own));
  };

export const handler = middy<IncidentStart, RestoreResult, Error, DurableContext>({
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
      return liveIncidents(deployedSettings(), { ...own, kind: "restore" });
    },
  }),
);
