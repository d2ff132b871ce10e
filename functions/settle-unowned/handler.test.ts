import type { DurableContext } from "@aws/durable-execution-sdk-js";
import { expect, test } from "@jest/globals";
import type { CaseWorld } from "#shared/unowned/world.ts";
import { handler, makeHandler } from "./handler.ts";

const held = async (_name: string, work: () => Promise<unknown>): Promise<unknown> => work();
const context = {
  step: held,
  executionContext: { durableExecutionArn: "arn:second" },
  lambdaContext: { functionVersion: "1" },
} as unknown as DurableContext;

test("an execution that finds the case taken leaves it", async () => {
  const row = { id: "case", execution: "arn:first", version: 1 };
  const world = { cases: { get: async () => row } } as unknown as CaseWorld;
  const run = makeHandler({ world: async () => world });
  expect(await run({ caseId: "case" }, context)).toEqual({ caseId: "case", how: "held" });
});

test("the deployed handler is Lambda's, for durable executions only", async () => {
  await expect(handler({ caseId: "case" }, {} as never)).rejects.toThrow(/durable/i);
});
