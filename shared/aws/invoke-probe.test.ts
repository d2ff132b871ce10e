import { expect, test } from "@jest/globals";
import { fakeClient } from "../../test/fake-client.ts";
import { invokeProbe } from "./invoke-probe.ts";

test("asks the function for some teams, and answers what it says", async () => {
  const client = fakeClient({ Invoke: { Payload: new TextEncoder().encode('{"crossed":0}') } });
  expect(await invokeProbe(["TeamA"], { region: "us-east-1" }, client as never)).toEqual({ crossed: 0 });
  expect(client.sent).toEqual([
    { operation: "Invoke", input: { FunctionName: "sagewarden-probe-isolation", Payload: '{"teams":["TeamA"]}' } },
  ]);
});
