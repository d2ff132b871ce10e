import { expect, test } from "@jest/globals";
import { fakeClient } from "../../test/fake-client.ts";
import { invokeDeployed } from "./invoke.ts";

test("an answer that is a fault's, and is no JSON, is told all the same", async () => {
  const client = fakeClient({ Invoke: { Payload: new TextEncoder().encode("<html>"), FunctionError: "Unhandled" } });
  const asked = invokeDeployed("some-function", {}, { region: "us-east-1" }, client as never);
  await expect(asked).rejects.toThrow("some-function failed: Unhandled: it does not say why");
});
