import { describe, expect, test } from "@jest/globals";
import { fakeClient } from "../../test/fake-client.ts";
import { currentPause, freshPause, held, pauseArn, readParameter, writeParameter } from "./pause.ts";

const pause = {
  from: "2026-11-29T12:00:00Z",
  until: "2026-11-29T14:00:00Z",
  reason: "r",
  by: "arn:ops",
  containment: false,
};
const holding = (Value: string) => ({ Parameter: { Value } });
const stored = holding(JSON.stringify(pause));
const denied = Object.assign(new Error("no"), { name: "AccessDeniedException" });
/** The process keeps what it read: each test has a time of its own. */
let time = Date.parse("2026-11-29T12:00:00Z");
const later = (): number => {
  time += 3_600_000;
  return time;
};

test("it is read by its name, and written over", async () => {
  const client = fakeClient({ GetParameter: stored, PutParameter: {} });
  expect(await readParameter(client)).toEqual(pause);
  await writeParameter(pause, client);
  await writeParameter(undefined, client);
  const written = { Name: "/sagewarden/pause", Type: "String", Overwrite: true };
  expect(client.sent).toEqual([
    { operation: "GetParameter", input: { Name: "/sagewarden/pause" } },
    { operation: "PutParameter", input: { ...written, Value: JSON.stringify(pause) } },
    { operation: "PutParameter", input: { ...written, Value: "{}" } },
  ]);
});

test.each([
  ["denied", denied],
  ["gone", Object.assign(new Error("no"), { name: "ParameterNotFound" })],
  ["empty", holding("")],
  ["no pause", holding('{"from":"soon"}')],
])("%s: it is unreadable", async (_, answer) => {
  expect(await freshPause(fakeClient({ GetParameter: answer }))).toBe("unreadable");
});

describe("in a process", () => {
  test("it is asked for every 15 seconds, by however many at the same time", async () => {
    const now = later();
    const client = fakeClient({ GetParameter: stored });
    const answers = await Promise.all([currentPause(client, now), currentPause(client, now)]);
    await currentPause(client, now + 14_999);
    expect(answers).toEqual([pause, pause]);
    expect(client.sent).toHaveLength(1);
    await currentPause(client, now + 15_000);
    expect(client.sent).toHaveLength(2);
  });

  test("what could not be read is asked for again after 3 seconds", async () => {
    const now = later();
    const client = fakeClient({ GetParameter: [denied, stored] });
    expect(await currentPause(client, now)).toBe("unreadable");
    expect(await currentPause(client, now + 2_999)).toBe("unreadable");
    expect(await currentPause(client, now + 3_000)).toEqual(pause);
  });
});

describe("whether it holds", () => {
  test.each([
    ["resources", stored, true],
    ["containment", stored, false],
    ["resources", denied, true],
    ["containment", denied, false],
  ] as const)("%s %#", async (what, answer, isHeld) => {
    const now = later();
    const begun = holding(
      JSON.stringify({ ...pause, from: new Date(now).toISOString(), until: "2027-01-01T00:00:00Z" }),
    );
    const client = fakeClient({ GetParameter: answer === stored ? begun : answer });
    expect((await held(what, client, now)) !== undefined).toBe(isHeld);
  });

  test("a containment does not wait for an answer that does not come", async () => {
    const client = { send: (() => new Promise(() => undefined)) as never };
    expect(await held("containment", client, later())).toBeUndefined();
  });
});

test("its ARN is that of the account and region of our topic", () => {
  expect(pauseArn({ TOPIC_ARN: "arn:aws-cn:sns:cn-north-1:111122223333:t" })).toBe(
    "arn:aws-cn:ssm:cn-north-1:111122223333:parameter/sagewarden/pause",
  );
});
