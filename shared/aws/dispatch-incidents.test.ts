import { describe, expect, test } from "@jest/globals";
import { fakeClient } from "../../test/fake-client.ts";
import type { IncidentOrder } from "../model/incident-order.ts";
import { dispatchIncident } from "./dispatch-incidents.ts";
import { NotDeployed, OrderRefused } from "./invoke.ts";

const order: IncidentOrder = {
  op: "status",
  role: "arn:aws:iam::111122223333:role/vendor/auger/vendor-auger",
  by: "arn:aws:iam::111122223333:user/alice",
  type: "operator",
};
const answering = (answer: object, FunctionError?: string) =>
  fakeClient({ Invoke: { Payload: new TextEncoder().encode(JSON.stringify(answer)), FunctionError } });
const ask = (client: ReturnType<typeof fakeClient>) =>
  dispatchIncident(order, { region: "us-east-1" }, client as never);

test("asks the function and answers what it says", async () => {
  const client = answering({ lines: [], refused: "it is protected" });
  expect(await ask(client)).toEqual({ lines: [], refused: "it is protected" });
  const [{ input }] = client.sent as unknown as [{ input: { FunctionName: string; Payload: string } }];
  expect([input.FunctionName, JSON.parse(input.Payload)]).toEqual(["sagewarden-dispatch-incidents", order]);
});

describe("a fault", () => {
  test("no such function", async () => {
    const gone = Object.assign(new Error("Function not found"), { name: "ResourceNotFoundException" });
    const asked = ask(fakeClient({ Invoke: gone }));
    await expect(asked).rejects.toThrow(NotDeployed);
    await expect(asked).rejects.toThrow("Sagewarden is not deployed in us-east-1");
  });

  test("bad input, in the function's words", async () => {
    const asked = ask(answering({ errorType: "BadInput", errorMessage: 'upTo: found "all"; allowed: …' }, "Unhandled"));
    await expect(asked).rejects.toThrow(OrderRefused);
    await expect(asked).rejects.toThrow("upTo: found");
  });

  test.each<[string, object, string]>([
    ["of the function", { errorType: "TypeError", errorMessage: "x" }, "dispatch-incidents failed: TypeError: x"],
    ["that says nothing", [], "dispatch-incidents failed: Unhandled: it does not say why"],
  ])("%s", async (_what, answer, message) => {
    await expect(ask(answering(answer, "Unhandled"))).rejects.toThrow(message);
  });

  test("of the network, as it is", async () => {
    const denied = Object.assign(new Error("no"), { name: "AccessDeniedException" });
    await expect(ask(fakeClient({ Invoke: denied }))).rejects.toBe(denied);
  });
});
