import { expect, test } from "@jest/globals";
import { fakeClient } from "../../../test/fake-client.ts";
import { readPauseOf, tellOfPause, writePauseOf } from "./pause.ts";

const place = { region: "us-east-1" };

test("the parameter is read and written as the functions read it", async () => {
  const client = fakeClient({ GetParameter: { Parameter: { Value: "{}" } }, PutParameter: {} });
  expect(await readPauseOf(place, client)).toBeUndefined();
  await writePauseOf(undefined, place, client);
  expect(client.sent.map(({ operation }) => operation)).toEqual(["GetParameter", "PutParameter"]);
});

test("the function that tells is waited for, and its failure is one", async () => {
  const client = fakeClient({ Invoke: [{}, { FunctionError: "Unhandled" }] });
  await tellOfPause(place, client);
  expect(client.sent).toEqual([{ operation: "Invoke", input: { FunctionName: "sagewarden-count-unaccounted" } }]);
  await expect(tellOfPause(place, client)).rejects.toThrow("sagewarden-count-unaccounted failed: Unhandled");
});
