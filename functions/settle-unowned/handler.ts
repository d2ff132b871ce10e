import type { DurableContext } from "@aws/durable-execution-sdk-js";
import middy from "@middy/core";
import { executionModeDurableContext } from "@middy/core/DurableContext";
import type { OwnVersion } from "#shared/aws/live-cases.ts";
import type { CaseResult, CaseStart } from "#shared/settle-unowned.ts";
import type { CaseWorld } from "#shared/unowned/world.ts";

export interface Parts {
  world(own: OwnVersion): Promise<CaseWorld>;
}

/** One execution for each unowned resource. */
export const makeHandler =
  ({ world }: Parts) =>
  async (event: CaseStart, context: DurableContext): Promise<CaseResult> => {
    const { settleUnowned } = await import("#shared/settle-unowned.ts");
    const own = { running: context.lambdaContext.functionVersion, startedFor: event.version };
    return settleUnowned(event, context, await world(own));
  };

export const handler = middy<CaseStart, CaseResult, Error, DurableContext>({
  executionMode: executionModeDurableContext,
  // Else each invocation that suspends leaves a timer behind.
  timeoutEarlyInMillis: 0,
}).handler(
  makeHandler({
    world: async (own) => {
      const [{ liveCases }, { liveTarget }, { deployedSettings }] = await Promise.all([
        import("#shared/aws/live-cases.ts"),
        import("#shared/aws/live-edges.ts"),
        import("#shared/aws/deployed-settings.ts"),
      ]);
      return liveCases(liveTarget(deployedSettings()), own);
    },
  }),
);
