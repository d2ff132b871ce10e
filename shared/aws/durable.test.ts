import { describe, expect, test } from "@jest/globals";
import { fakeClient } from "../../test/fake-client.ts";
import { answerCallback, startExecution, versionOf } from "./durable.ts";

const start = {
  aliasArn: "arn:aws:lambda:us-east-1:111122223333:function:sagewarden-settle-unowned:live",
  name: "case-1",
  payload: { caseId: "case-1" },
};
const named = (name: string): Error => Object.assign(new Error(name), { name });

test("an execution is started by its alias, under its name, and not waited for", async () => {
  const client = fakeClient({ Invoke: { StatusCode: 202 } });
  expect(await startExecution(start, client)).toBe("started");
  expect(client.sent).toEqual([
    {
      operation: "Invoke",
      input: {
        FunctionName: start.aliasArn,
        InvocationType: "Event",
        DurableExecutionName: "case-1",
        Payload: '{"caseId":"case-1"}',
      },
    },
  ]);
});

test("a name that is taken is no fault; any other error is the caller's", async () => {
  const taken = fakeClient({ Invoke: named("DurableExecutionAlreadyStartedException") });
  expect(await startExecution(start, taken)).toBe("already-started");
  const throttled = fakeClient({ Invoke: named("TooManyRequestsException") });
  await expect(startExecution(start, throttled)).rejects.toThrow("TooManyRequestsException");
});

test("an alias names a version", async () => {
  const client = fakeClient({ GetAlias: [{ FunctionVersion: "7" }, {}] });
  expect(await versionOf(start.aliasArn, client)).toBe("7");
  expect(client.sent[0]?.input).toEqual({
    FunctionName: "arn:aws:lambda:us-east-1:111122223333:function:sagewarden-settle-unowned",
    Name: "live",
  });
  await expect(versionOf(start.aliasArn, client)).rejects.toThrow(/does not say/);
});

describe("a callback", () => {
  test("gets the answer as JSON", async () => {
    const client = fakeClient({ SendDurableExecutionCallbackSuccess: {} });
    expect(await answerCallback("id", { choice: "stop" }, client)).toBe("answered");
    expect(client.sent).toEqual([
      { operation: "SendDurableExecutionCallbackSuccess", input: { CallbackId: "id", Result: '{"choice":"stop"}' } },
    ]);
  });

  test.each([["CallbackTimeoutException"], ["ResourceNotFoundException"]])("%s: nobody waits there", async (name) => {
    const client = fakeClient({ SendDurableExecutionCallbackSuccess: named(name) });
    expect(await answerCallback("id", {}, client)).toBe("closed");
  });

  test("another error is the caller's", async () => {
    const client = fakeClient({ SendDurableExecutionCallbackSuccess: named("ServiceException") });
    await expect(answerCallback("id", {}, client)).rejects.toThrow("ServiceException");
  });
});
