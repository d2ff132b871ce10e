import type { DurableContext } from "@aws/durable-execution-sdk-js";
import { expect, test } from "@jest/globals";
import { randomOf } from "../simulator/random.ts";
import { type Execution, executionsOn, type Gate, type Point, type Trouble } from "./executions.ts";
import { virtualLoop } from "./loop.ts";

const played = async (trouble: (point: Point) => Trouble, wakeAfter?: number) => {
  const loop = virtualLoop(randomOf(1), 0);
  const effects: string[] = [];
  const run = async (_: unknown, context: DurableContext, gate: Gate) => {
    const effect = (name: string) => gate(name, async () => void effects.push(`${name} ${loop.now()}`));
    await context.step("one", () => effect("a"));
    const [woken, id] = await context.createCallback("wait", { timeout: { seconds: 100 } });
    if (wakeAfter !== undefined) loop.at(loop.now() + wakeAfter, () => executions.wake(id));
    const how = await woken.then(
      () => "woken",
      (error: unknown) => (error as Error).name,
    );
    let tries = 0;
    await context.step(
      "two",
      async () => {
        await effect("b");
        tries += 1;
        if (tries === 1) throw new Error("once more");
      },
      { retryStrategy: () => ({ shouldRetry: true, delay: { seconds: 5 } }) },
    );
    return how;
  };
  const executions = executionsOn({ loop, run: { contain: run, restore: run }, latency: () => 0, trouble });
  executions.start("contain", "x", { role: "r", incident: "i" });
  executions.start("contain", "x", { role: "r", incident: "i" });
  await loop.run(1e6);
  return { effects, end: (executions.all()[0] as Execution).end, count: executions.all().length };
};

test("runs once by its name, in order, and tries a step again", async () => {
  const { effects, end, count } = await played(() => undefined);
  expect([effects, end, count]).toEqual([["a 0", "b 100000", "b 105000"], { result: "CallbackTimeoutError" }, 1]);
});

test("is woken", async () => {
  expect((await played(() => undefined, 7)).end).toEqual({ result: "woken" });
});

test.each<[string, Trouble, Point["when"], string[]]>([
  ["before its effect", { crash: true }, "before", ["a 1000", "b 101000", "b 106000"]],
  ["after its effect", { crash: true }, "after", ["a 0", "a 1000", "b 101000", "b 106000"]],
  ["before, and the effect comes late", { late: 2_500 }, "before", ["a 1000", "a 2500", "b 101000", "b 106000"]],
  ["not at all, and sleeps", { pause: 9_000 }, "before", ["a 9000", "b 109000", "b 114000"]],
])("dies %s", async (_, trouble, when, expected) => {
  let isLeft = true;
  const { effects } = await played((point) => {
    if (!isLeft || point.what !== "a" || point.when !== when) return undefined;
    isLeft = false;
    return trouble;
  });
  expect(effects).toEqual(expected);
});

test("dies after its checkpoint, and does not do it again", async () => {
  let isLeft = true;
  const { effects } = await played(({ what, when }) => {
    if (!isLeft || what !== "checkpoint one" || when !== "after") return undefined;
    isLeft = false;
    return { crash: true };
  });
  expect(effects).toEqual(["a 0", "b 101000", "b 106000"]);
});
