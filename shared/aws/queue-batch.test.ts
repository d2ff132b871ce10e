import { describe, expect, test } from "@jest/globals";
import type { SQSEvent, SQSRecord } from "aws-lambda";
import fc from "fast-check";
import { BadInput, HeldBack, PoisonRecord, RetryLater, StaleRow } from "../model/errors.ts";
import { type BatchEffects, type Delivery, processBatch } from "./queue-batch.ts";

const message = (body: unknown, id = "m-1", receiveCount = 1): SQSRecord =>
  ({
    messageId: id,
    receiptHandle: `handle of ${id}`,
    body: typeof body === "string" ? body : JSON.stringify(body),
    attributes: { ApproximateReceiveCount: String(receiveCount) },
  }) as SQSRecord;

const batch = (...Records: SQSRecord[]): SQSEvent => ({ Records });

/** Effects that note what was done; each may be told to fail. */
const fixture = (change: Partial<BatchEffects> = {}) => {
  const hidden: [string, number][] = [];
  const buried: [string, { reason: string; messageId: string }][] = [];
  const notes: [string, string | undefined][] = [];
  const effects: BatchEffects = {
    hide: async (handle, seconds) => void hidden.push([handle, seconds]),
    bury: async (body, attributes) => void buried.push([body, attributes]),
    note: (outcome, { reason }) => void notes.push([outcome, reason]),
    ...change,
  };
  return { effects, hidden, buried, notes };
};

const failing = (error: unknown) => () => Promise.reject(error);
const sdkError = (name: string): Error => Object.assign(new Error("no"), { name, $metadata: { httpStatusCode: 400 } });

test("a message that is done is not named", async () => {
  const { effects, notes } = fixture();
  const seen: [unknown, Delivery][] = [];
  const work = async (event: unknown, delivery: Delivery): Promise<void> => void seen.push([event, delivery]);
  expect(await processBatch(batch(message({ a: 1 }, "m-7", 3)), work, effects)).toEqual({ batchItemFailures: [] });
  expect(seen).toEqual([[{ a: 1 }, { messageId: "m-7", receiveCount: 3 }]]);
  expect(notes).toEqual([["done", undefined]]);
});

test("no messages, no answers", async () => {
  const { effects } = fixture();
  expect(await processBatch(batch(), failing(new Error("never")), effects)).toEqual({ batchItemFailures: [] });
});

describe("what comes back, and when", () => {
  test.each<[string, unknown, number, number]>([
    ["not now", new RetryLater("not yet visible", 17), 1, 17],
    ["a row that moved on", new StaleRow("version 2"), 9, 1],
    ["settings that this version cannot read", new BadInput("settings.json: no"), 1, 60],
    ["an error of the SDK that passes, the first time", sdkError("ThrottlingException"), 1, 1],
    ["an error of the SDK that passes, the fourth time", sdkError("TimeoutError"), 4, 8],
  ])("%s", async (_, error, receiveCount, least) => {
    const { effects, hidden, buried } = fixture();
    const answer = await processBatch(batch(message({}, "m-1", receiveCount)), failing(error), effects);
    expect(answer).toEqual({ batchItemFailures: [{ itemIdentifier: "m-1" }] });
    expect(buried).toEqual([]);
    expect(hidden.map(([handle]) => handle)).toEqual(["handle of m-1"]);
    expect(hidden[0]?.[1]).toBeGreaterThanOrEqual(least);
    expect(hidden[0]?.[1]).toBeLessThanOrEqual(least * 1.25);
  });

  test("when SQS cannot be asked it comes back all the same", async () => {
    const { effects } = fixture({ hide: failing(sdkError("RequestThrottled")) });
    const answer = await processBatch(batch(message({})), failing(new RetryLater("later", 5)), effects);
    expect(answer.batchItemFailures).toEqual([{ itemIdentifier: "m-1" }]);
  });

  test("without a count it is the first delivery", async () => {
    const { effects } = fixture();
    const counts: number[] = [];
    const record = { ...message({}), attributes: {} } as SQSRecord;
    await processBatch(batch(record), async (_, { receiveCount }) => void counts.push(receiveCount), effects);
    expect(counts).toEqual([1]);
  });
});

describe("what a pause holds back", () => {
  const heldBack = () => Promise.reject(new HeldBack("paused", 60));

  test("goes back as a new message: no receive is used up", async () => {
    const again: [string, number][] = [];
    const { effects, hidden, notes } = fixture({ sendAgain: async (...sent) => void again.push(sent) });
    const answer = await processBatch(batch(message('{"a" : 1}', "m-1", 59)), heldBack, effects);
    expect(answer).toEqual({ batchItemFailures: [] });
    expect(again).toEqual([['{"a" : 1}', 60]]);
    expect([hidden, notes]).toEqual([[], [["held", "paused"]]]);
  });

  test.each([
    ["SQS does not take it", { sendAgain: failing(sdkError("RequestThrottled")) }],
    ["nothing was given to send it with", {}],
  ])("where %s it is hidden like any other", async (_, change) => {
    const { effects, hidden, notes } = fixture(change);
    const answer = await processBatch(batch(message({})), heldBack, effects);
    expect(answer).toEqual({ batchItemFailures: [{ itemIdentifier: "m-1" }] });
    expect(hidden).toEqual([["handle of m-1", 60]]);
    expect(notes).toEqual([["later", "paused"]]);
  });
});

describe("what goes to the dead letters at once, with its reason", () => {
  test.each<[string, unknown, string]>([
    ["poison", new PoisonRecord("eventID: expected a text"), "eventID: expected a text"],
    ["a defect of ours", new TypeError("x is not a function"), "unknown: TypeError: x is not a function"],
    ["an error without a name", new Error("what"), "unknown: Error: what"],
    ["a missing permission", sdkError("AccessDeniedException"), "unknown: AccessDeniedException: no"],
    ["a thrown text", "oops", "unknown: Error: oops"],
    ["nothing at all", undefined, "unknown: Error"],
    ["a reason that SQS would refuse", new PoisonRecord("a\u0000b\uFFFFc"), "a\\u0000b\\uffffc"],
    ["an empty reason", new PoisonRecord(""), "unknown"],
  ])("%s", async (_, error, reason) => {
    const { effects, hidden, buried, notes } = fixture();
    const answer = await processBatch(batch(message({ a: 1 })), failing(error), effects);
    expect(answer).toEqual({ batchItemFailures: [] });
    expect(buried).toEqual([['{"a":1}', { reason, messageId: "m-1" }]]);
    expect(notes).toEqual([["poison", reason]]);
    expect(hidden).toEqual([]);
  });

  test.each([
    ["no JSON", "{", "the body is not JSON"],
    ["too deep", "[".repeat(5_000), "the body is nested deeper than 100 levels"],
  ])("a body that is %s, without work", async (_, body, reason) => {
    const { effects, buried } = fixture();
    await processBatch(batch(message(body)), failing(new Error("never")), effects);
    expect(buried).toEqual([[body, { reason, messageId: "m-1" }]]);
  });

  test("a reason has at most 1,000 characters", async () => {
    const { effects, buried } = fixture();
    await processBatch(batch(message({})), failing(new PoisonRecord("x".repeat(5_000))), effects);
    expect(buried[0]?.[1].reason.length).toBeLessThanOrEqual(1_001);
  });

  test("when they take nothing, it comes back", async () => {
    const { effects, notes } = fixture({ bury: failing(sdkError("InvalidParameterValue")) });
    const answer = await processBatch(batch(message({})), failing(new PoisonRecord("bad")), effects);
    expect(answer.batchItemFailures).toEqual([{ itemIdentifier: "m-1" }]);
    expect(notes).toEqual([["unburied", "unknown: InvalidParameterValue: no"]]);
  });
});

test("a neighbour is never harmed: each ends as it would alone", async () => {
  const kind = fc.constantFrom("done", "later", "stale", "poison", "defect", "no JSON");
  await fc.assert(
    fc.asyncProperty(fc.array(kind, { maxLength: 25 }), async (kinds) => {
      const { effects, buried } = fixture();
      const done: number[] = [];
      const errors: Record<string, () => Error> = {
        later: () => new RetryLater("later", 5),
        stale: () => new StaleRow("stale"),
        poison: () => new PoisonRecord("poison"),
        defect: () => new TypeError("defect"),
      };
      const work = async (event: unknown): Promise<void> => {
        const { index, end } = event as { index: number; end: string };
        await Promise.resolve();
        const error = errors[end]?.();
        if (error) throw error;
        done.push(index);
      };
      const records = kinds.map((end, index) => message(end === "no JSON" ? "{" : { index, end }, `m-${index}`));
      const { batchItemFailures } = await processBatch(batch(...records), work, effects);
      const of = (...ends: string[]) => kinds.flatMap((end, index) => (ends.includes(end) ? [index] : []));
      expect(done.sort((a, b) => a - b)).toEqual(of("done"));
      expect(batchItemFailures.map(({ itemIdentifier }) => itemIdentifier).sort()).toEqual(
        of("later", "stale")
          .map((index) => `m-${index}`)
          .sort(),
      );
      expect(buried).toHaveLength(of("poison", "defect", "no JSON").length);
    }),
  );
});

test("at most five are worked on at a time", async () => {
  let [running, most] = [0, 0];
  const work = async (): Promise<void> => {
    most = Math.max(most, ++running);
    await new Promise(setImmediate);
    running--;
  };
  await processBatch(
    batch(...Array.from({ length: 12 }, (_, index) => message({}, `m-${index}`))),
    work,
    fixture().effects,
  );
  expect(most).toBe(5);
});
