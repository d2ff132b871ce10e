import { afterAll, afterEach, beforeAll, describe, expect, test } from "@jest/globals";
import { fakeEndpoint } from "./fake-endpoint.ts";
import { queueEffects } from "./queue-effects.ts";

let endpoint: Awaited<ReturnType<typeof fakeEndpoint>>;
beforeAll(async () => {
  endpoint = await fakeEndpoint({
    ChangeMessageVisibility: () => ({ body: "{}" }),
    SendMessage: () => ({ body: '{"MessageId":"m","MD5OfMessageBody":"99914b932bd37a50b983c5e7c90ae93b"}' }),
  });
  process.env.QUEUE_URL = "https://sqs.us-east-1.amazonaws.com/111122223333/sagewarden-creations";
  process.env.DEAD_LETTER_URL = "https://sqs.us-east-1.amazonaws.com/111122223333/sagewarden-creations-dead";
  process.env.AWS_LAMBDA_LOG_LEVEL = "DEBUG";
});
afterAll(() => endpoint.close());
afterEach(() => {
  endpoint.sent.length = 0;
});

const sent = () => endpoint.sent.map(({ operation, body }) => ({ operation, ...JSON.parse(body) }));

test("a message is hidden in its own queue", async () => {
  await queueEffects().hide("handle", 30);
  expect(sent()).toEqual([
    {
      operation: "ChangeMessageVisibility",
      QueueUrl: process.env.QUEUE_URL,
      ReceiptHandle: "handle",
      VisibilityTimeout: 30,
    },
  ]);
});

test("what is held back goes into its own queue again", async () => {
  await queueEffects().sendAgain?.("{}", 60);
  expect(sent()).toEqual([
    { operation: "SendMessage", QueueUrl: process.env.QUEUE_URL, MessageBody: "{}", DelaySeconds: 60 },
  ]);
});

test("a dead letter goes to the dead-letter queue", async () => {
  await queueEffects().bury("{}", { reason: "no", messageId: "m" });
  expect(sent()).toMatchObject([
    { operation: "SendMessage", QueueUrl: process.env.DEAD_LETTER_URL, MessageBody: "{}" },
  ]);
});

describe("what is told", () => {
  const captured = (run: () => void): string[] => {
    const lines: string[] = [];
    const [out, err] = [process.stdout.write, process.stderr.write];
    const catching = (line: string | Uint8Array): boolean => lines.push(String(line)) > 0;
    Object.assign(process.stdout, { write: catching });
    Object.assign(process.stderr, { write: catching });
    try {
      run();
    } finally {
      Object.assign(process.stdout, { write: out });
      Object.assign(process.stderr, { write: err });
    }
    return lines;
  };

  test("a poisoned message is counted once, as its alarm expects", () => {
    const { note } = queueEffects();
    const lines = captured(() => note("poison", { messageId: "m", reason: "no" }));
    const metrics = lines.filter((line) => line.includes("CloudWatchMetrics")).map((line) => JSON.parse(line));
    expect(metrics.map(({ Poison }) => Poison)).toEqual([1]);
  });

  test.each(["done", "later", "unburied"] as const)("%s is no poison", (outcome) => {
    const { note } = queueEffects();
    const lines = captured(() => note(outcome, { messageId: "m" }));
    expect(lines.filter((line) => line.includes("Poison"))).toEqual([]);
  });
});
