import type { DurableContext } from "@aws/durable-execution-sdk-js";
import { expect, test } from "@jest/globals";
import type { IncidentWorld } from "#shared/contain/world.ts";
import { handler, makeHandler } from "./handler.ts";

const start = { role: "arn:aws:iam::111122223333:role/vendor/acme/vendor-acme", incident: "role-acme-1" };
const context = {
  step: async (_name: string, work: () => Promise<unknown>) => work(),
  executionContext: { durableExecutionArn: "arn:second" },
  lambdaContext: { functionVersion: "7" },
} as unknown as DurableContext;

test("an execution that finds the incident held leaves it, and says whose world it asked for", async () => {
  const holder = { execution: "arn:first", kind: "contain", fence: 1, until: "2027-01-15T12:05:00Z" };
  const row = { id: "role-acme-1", phase: "containing", holder, version: 3 };
  const asked: object[] = [];
  const world = {
    incidents: { current: async () => row },
    now: () => "2027-01-15T12:00:00Z",
  } as unknown as IncidentWorld;
  const run = makeHandler({
    world: async (own) => {
      asked.push(own);
      return world;
    },
  });
  expect(await run({ ...start, version: "6" }, context)).toEqual({ incident: "role-acme-1", how: "held" });
  expect(asked).toEqual([{ kind: "contain", running: "7", startedFor: "6" }]);
});

test("the deployed handler is Lambda's, for durable executions only", async () => {
  await expect(handler(start, {} as never)).rejects.toThrow(/durable/i);
});
