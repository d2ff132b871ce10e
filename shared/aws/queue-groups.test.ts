import { describe, expect, test } from "@jest/globals";
import type { SQSEvent, SQSRecord } from "aws-lambda";
import { PoisonRecord, RetryLater } from "../model/errors.ts";
import { type GroupWork, processGroups } from "./queue-groups.ts";

/** Messages that name what they concern: `["a"]`, or `"x"`, which cannot be read. */
const batch = (...bodies: unknown[]): SQSEvent => ({
  Records: bodies.map(
    (body, index) =>
      ({
        messageId: `m-${index}`,
        receiptHandle: `m-${index}`,
        body: JSON.stringify(body),
        attributes: { ApproximateReceiveCount: "1" },
      }) as SQSRecord,
  ),
});

const run = async (event: SQSEvent, work: GroupWork<string>["work"]) => {
  const [groups, buried, hidden]: [string[], string[], string[]] = [[], [], []];
  const answer = await processGroups<string>(
    event,
    {
      read: async (body, { messageId }) => {
        if (!Array.isArray(body)) throw new PoisonRecord("no list");
        return body.map((of: string) => ({ of, part: messageId }));
      },
      work: async (of, parts) => {
        groups.push(`${of}: ${parts.join(" ")}`);
        await work(of, parts);
      },
    },
    {
      hide: async (handle, seconds) => void hidden.push(`${handle} ${seconds}`),
      bury: async (_, { reason, messageId }) => void buried.push(`${messageId} ${reason}`),
      note: () => undefined,
    },
  );
  const again = answer.batchItemFailures.map(({ itemIdentifier }) => itemIdentifier).toSorted();
  return { groups: groups.toSorted(), buried: buried.toSorted(), hidden: hidden.toSorted(), again };
};

test("what many messages concern is worked on once; a message that concerns nothing is done", async () => {
  const { groups, again } = await run(batch(["a"], ["b"], ["a"], []), async () => undefined);
  expect([groups, again]).toEqual([["a: m-0 m-2", "b: m-1"], []]);
});

test("one that cannot be read goes to the dead letters alone", async () => {
  const { groups, buried, again } = await run(batch(["a"], "x"), async () => undefined);
  expect([groups, buried, again]).toEqual([["a: m-0"], ["m-1 no list"], []]);
});

describe("a group that fails", () => {
  const failing = (error: Error) => async (of: string) => {
    if (of === "a") throw error;
  };

  test("for now keeps back its own messages, and works on none of them alone", async () => {
    const { groups, hidden, again } = await run(batch(["a"], ["b"], ["a"]), failing(new RetryLater("later", 7)));
    expect([groups, hidden, again]).toEqual([
      ["a: m-0 m-2", "b: m-1"],
      ["m-0 7", "m-2 7"],
      ["m-0", "m-2"],
    ]);
  });

  test("for good is tried message by message: none is buried for its neighbour", async () => {
    const { groups, buried, again } = await run(batch(["a"], ["a"]), async (_, parts) => {
      if (parts.includes("m-1")) throw new PoisonRecord("m-1 is poison");
    });
    expect(groups).toEqual(["a: m-0", "a: m-0 m-1", "a: m-1"]);
    expect([buried, again]).toEqual([["m-1 m-1 is poison"], []]);
  });

  test("a message of two groups is done when both are; while one may succeed it comes again", async () => {
    const { hidden, buried } = await run(batch(["a", "b"]), async (of) => {
      throw of === "a" ? new PoisonRecord("a") : new RetryLater("b", 3);
    });
    expect([hidden, buried]).toEqual([["m-0 3"], []]);
  });
});
