import { LocalDurableTestRunner, WaitingOperationStatus } from "@aws/durable-execution-sdk-js-testing";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import type { Answer } from "../../shared/model/unowned-case.ts";
import { handlerOn, openStage } from "./play.ts";
import { begin, hour, type Stage } from "./stage.ts";

/** AWS's own test runner: its service, its checkpoints, its callbacks; waits are skipped, callbacks are ended by the test. */
beforeAll(() => LocalDurableTestRunner.setupTestEnvironment({ skipTime: true }));
afterAll(() => LocalDurableTestRunner.teardownTestEnvironment());

const started = async () => {
  const stage = await openStage({ receiptAfter: 0, takes: 0 });
  const runner = new LocalDurableTestRunner({ handlerFunction: handlerOn(stage) as never });
  const running = runner.run({ payload: { caseId: stage.opened.id } });

  /** Until the execution waits there and has offered its callback. */
  const waiting = async (name: string) => {
    await runner.getOperation(`offer the ${name}`).waitForData(WaitingOperationStatus.COMPLETED);
    return runner.getOperation(name);
  };
  return {
    stage,
    running,
    /** Nobody answers, and the hour comes. The runner's callbacks time out in real seconds: a failure ends the wait as well. */
    nobodyAnswers: async (name: string, hours: number) => {
      const callback = await waiting(name);
      stage.clock.set(begin + hours * hour);
      await callback.sendCallbackFailure({ ErrorMessage: "timed out" });
    },
    answers: async (name: string, hours: number, choice: Answer["choice"]) => {
      const callback = await waiting(name);
      stage.clock.set(begin + hours * hour);
      await stage.answer({ choice });
      await callback.sendCallbackSuccess("{}");
    },
  };
};

const ended = async (stage: Stage) => (await stage.cases.get(stage.opened.id))?.end?.how;

describe("in order", () => {
  test("nobody answers: told, reminded, stopped, told", async () => {
    const { stage, running, nobodyAnswers } = await started();
    await nobodyAnswers("wait for the reminder 1", 4);
    expect(stage.resource.acts).toEqual([]);
    for (const [turn, hours] of [10, 16, 22, 24].entries())
      await nobodyAnswers(`wait for the action ${turn + 1}`, hours);
    await nobodyAnswers("wait for an undo 1", 24 + 7 * 24);
    expect((await running).getStatus()).toBe("SUCCEEDED");
    expect(await ended(stage)).toBe("stopped");
    expect(stage.resource.acts.map(({ call }) => call)).toEqual(["stop"]);
    expect([...stage.outbox.values()].map(({ type }) => type)).toEqual([
      "unowned",
      "unowned-reminder",
      "unowned-acted",
    ]);
  });

  test("an answer in time ends the wait", async () => {
    const { stage, running, answers } = await started();
    await answers("wait for the reminder 1", 1, "claim");
    expect((await running).getResult()).toEqual({ caseId: stage.opened.id, how: "owned" });
    expect(stage.resource.acts).toEqual([]);
  });

  test("stopped at once when somebody asks, and started again when somebody undoes it", async () => {
    const { stage, running, answers } = await started();
    await answers("wait for the reminder 1", 1, "stop");
    await answers("wait for an undo 1", 2, "undo");
    expect((await running).getResult()).toEqual({ caseId: stage.opened.id, how: "undone" });
    expect(stage.resource.acts.map(({ call }) => call)).toEqual(["stop", "start"]);
    expect([...stage.outbox.values()].map(({ type }) => type)).toEqual(["unowned", "unowned-acted"]);
  });
});
