import type { DurableContext } from "@aws/durable-execution-sdk-js";
import { expect, test } from "@jest/globals";
import type { IncidentWorld } from "#shared/contain/world.ts";
import { handler, makeHandler } from "./handler.ts";

const context = {
  step: async (_name: string, work: () => Promise<unknown>): Promise<unknown> => work(),
  executionContext: { durableExecutionArn: "arn:first" },
  lambdaContext: { functionVersion: "1" },
} as unknown as DurableContext;

test("an execution for an incident that is over leaves it", async () => {
  const row = { id: "role-x-1", role: "arn:r", phase: "closed", version: 1 };
  const world = { incidents: { current: async () => row } } as unknown as IncidentWorld;
  const run = makeHandler({ world: async () => world });
  expect(await run({ role: "arn:r", incident: "role-x-1" }, context)).toEqual({ incident: "role-x-1", how: "over" });
});

test("the deployed handler is Lambda's, for durable executions only", async () => {
  await expect(handler({ role: "arn:r", incident: "role-x-1" }, {} as never)).rejects.toThrow(/durable/i);
});
