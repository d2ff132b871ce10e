import { expect, test } from "@jest/globals";
import { fakeClient } from "../../test/fake-client.ts";
import { attempts } from "../probe/attempts.ts";
import { clearing, controls } from "../probe/controls.ts";
import { place, teamA, teamB } from "../probe/fixture.ts";
import { sendCall } from "./probe-calls.ts";

const side = { decoy: "decoy", object: "TeamA/.decoy", profile: { domainId: "d-1", name: "alice" } };
const [self, other] = [
  { ...teamA, ...side },
  { ...teamB, ...side },
];
const border = { self, other, place, fresh: "fresh" };
const all = [
  ...attempts.flatMap(({ call, undo }) => [call(border), ...(undo?.(border) ?? []).map((each) => each.call)]),
  ...controls.flatMap(({ call, undo }) => [call(self, place, "fresh"), ...(undo ? [undo("fresh")] : [])]),
  ...clearing.map(({ call }) => call(self, place, "")),
];

test.each(all.map((call) => [call.operation, call] as const))(
  "%s is the SDK's, and its answer is dropped",
  async (operation, call) => {
    const client = fakeClient({ [operation]: { Credentials: { SecretAccessKey: "secret" } } });
    const clients = { sagemaker: client, s3: client, sts: client };
    expect(await sendCall(call, clients as never)).toBeUndefined();
    expect(client.sent).toEqual([{ operation, input: call.params }]);
  },
);

test("an object's body is not read", async () => {
  const destroyed: string[] = [];
  const client = fakeClient({ GetObject: { Body: { destroy: () => void destroyed.push("body") } } });
  const call = { service: "s3", operation: "GetObject", params: {} } as const;
  await sendCall(call, { s3: client } as never);
  expect(destroyed).toEqual(["body"]);
});
