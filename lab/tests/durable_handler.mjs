// What the durable functions of the product do, for lab/tests/test_durable.py: bundled there with the real SDK.
import { appendFileSync, readFileSync } from "node:fs";
import { withDurableExecution } from "@aws/durable-execution-sdk-js";

const note = (event, text) => appendFileSync(event.file, `${text}\n`);
const lines = (event) => readFileSync(event.file, "utf8").split("\n");

const acts = {
  /** Fails `event.failures` times, at most 3 attempts. */
  retries: (event, context) =>
    context.step(
      "flaky",
      async () => {
        note(event, "tried");
        if (lines(event).filter((line) => line === "tried").length <= event.failures) throw new Error("not yet");
        return "done";
      },
      { retryStrategy: (_error, attempts) => ({ shouldRetry: attempts < 3, delay: { seconds: 1 } }) },
    ),
  /** Waits for an answer, at most `event.seconds`. */
  asks: async (event, context) => {
    try {
      return await context.waitForCallback("answer", async (id) => note(event, id), {
        timeout: { seconds: event.seconds },
      });
    } catch (error) {
      return error.name;
    }
  },
  /** Is still at work when the answer comes. */
  busy: async (event, context) => {
    const [promise, id] = await context.createCallback("answer", { timeout: { seconds: 60 } });
    note(event, id);
    await context.step("slow", () => new Promise((resolve) => setTimeout(resolve, 1500)));
    return promise;
  },
  waits: async (event, context) => {
    await context.wait("first", { seconds: 1 });
    await context.wait("second", { seconds: 1 });
    return `waited as ${event.name}`;
  },
  /** The process ends in the middle, once. */
  crashes: async (event, context) => {
    await context.step("before", async () => note(event, "before"));
    if (lines(event).filter((line) => line === "crashed").length === 0) {
      note(event, "crashed");
      process.kill(process.pid, "SIGKILL");
    }
    return "survived";
  },
};

export const handler = withDurableExecution((event, context) => acts[event.act](event, context));
