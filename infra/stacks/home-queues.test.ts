import { describe, expect, test } from "@jest/globals";
import type { FunctionDefinition, Permission } from "../../shared/model/function-definition.ts";
import { names } from "../../shared/names.ts";
import { type Resources, resourcesOf } from "../constructs/fixture.ts";
import { WardenKey } from "../constructs/warden-key.ts";
import type { Statement } from "../fixture.ts";
import { makeQueues, queueNameOf } from "./home-queues.ts";

const definition = (folder: string, permissions: readonly Permission[], change = {}): FunctionDefinition => ({
  folder,
  functionName: `sagewarden-${folder}`,
  description: "",
  timeout: 40,
  memory: 128,
  environment: [],
  permissions,
  source: { type: "schedule", every: "PT5M" },
  ...change,
});
const sends = (resource: string): Permission => ({ actions: ["sqs:SendMessage"], resources: [resource], why: "" });
const reader = definition("read", [sends("deadLetters")], {
  source: { type: "queue", queue: "notices", batchSize: 1, maximumConcurrency: 2 },
});

const built = (definitions: readonly FunctionDefinition[]): Resources =>
  resourcesOf((stack) => {
    makeQueues(stack, { key: new WardenKey(stack, "Key", { isKept: false }), definitions, registered: [] });
  });

/** The roles that the queue of this name lets write. */
const writers = (resources: Resources, name: string): string => {
  const [id] = Object.entries(resources).find(([, { Properties }]) => Properties.QueueName === name) ?? [];
  const policies = Object.values(resources).filter(({ Type }) => Type === "AWS::SQS::QueuePolicy");
  const policy = policies.find(({ Properties }) => JSON.stringify(Properties.Queues).includes(`<${id}>`));
  const document = policy?.Properties.PolicyDocument as { Statement: Statement[] } | undefined;
  return JSON.stringify(document?.Statement.find(({ Sid }) => Sid === "NobodyElse")?.Condition);
};

describe("who may write to a queue is what the definitions say", () => {
  const resources = built([reader, definition("tell", [sends("noticesQueue")]), definition("idle", [])]);

  test("the functions that are to", () => {
    expect(writers(resources, names.queues.notices)).toContain("sagewarden-tell");
    expect(writers(resources, names.queues.notices)).not.toMatch(/sagewarden-(idle|read)/);
    expect(writers(resources, names.queues.answers)).not.toContain("sagewarden-tell");
  });

  test("a function that sends its own messages again may", () => {
    const again = { ...reader, permissions: [...reader.permissions, sends("queue")] };
    expect(writers(built([again]), names.queues.notices)).toContain("sagewarden-read");
    expect(writers(built([again]), names.queues.answers)).not.toContain("sagewarden-read");
  });

  test("its dead letters: the function that reads it", () => {
    expect(writers(resources, names.queues.noticesDead)).toContain("sagewarden-read");
    expect(writers(resources, names.queues.noticesDead)).not.toContain("sagewarden-tell");
  });

  test("where nobody is named, nobody", () => {
    expect(writers(resources, names.queues.answersDead)).toBe(undefined);
  });
});

test("a queue waits as long as its function may run", () => {
  const queue = Object.values(built([reader])).find(({ Properties }) => Properties.QueueName === names.queues.notices);
  expect(queue?.Properties.VisibilityTimeout).toBe(240);
});

test.each([
  ["a queue's function", reader, "notices"],
  ["any other", definition("tell", []), "creations"],
])("%s has the variables of %s", (_, of, name) => {
  expect(queueNameOf(of as FunctionDefinition)).toBe(name);
});
