import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import type { VendorAct } from "../../model/vendor-act.ts";
import { signalIds } from "../../settings/signal-ids.ts";
import { actOf, assumeRecord, callRecord, getObjectRecord, learntState, role, seenOf } from "./example-acts.ts";
import { countIn, emptyState, isLearning, isRemembered, type RoleState, remember, valuesIn } from "./state.ts";

const { watched } = seenOf(getObjectRecord);
const after = (acts: readonly VendorAct[], state: RoleState = emptyState(role)) =>
  acts.reduce((one, act) => remember(one, act, watched), state);
const act = (change: object) => actOf({ ...getObjectRecord, ...change });

test("a second delivery adds nothing, and gives the same object", () => {
  const state = after([act({})]);
  expect(isRemembered(state, act({}))).toBe(true);
  expect(after([act({})], state)).toBe(state);
});

test("the order of records does not matter", () => {
  const acts = fc.uniqueArray(
    fc.record({ minute: fc.integer({ min: 10, max: 59 }), ip: fc.integer({ min: 1, max: 4 }), id: fc.uuid() }),
    { selector: ({ id }) => id, maxLength: 20 },
  );
  const read = (all: readonly { minute: number; ip: number; id: string }[]) =>
    all.map(({ minute, ip, id }) =>
      act({ eventTime: `2026-07-01T10:${minute}:00Z`, sourceIPAddress: `198.51.${ip}.7`, eventID: id }),
    );
  fc.assert(
    fc.property(acts, (all) => {
      const { lately: _one, ...first } = after(read(all));
      const { lately: _other, ...second } = after(read(all.toReversed()));
      expect(second).toEqual(first);
    }),
  );
});

test("learnt for as long as the contract says, from the first act on", () => {
  const state = after([act({})]);
  expect(state.learningUntil).toBe("2026-07-15T10:05:00Z");
  expect(isLearning(state, "2026-07-15T10:04:59Z")).toBe(true);
  expect(isLearning(state, "2026-07-15T10:05:00Z")).toBe(false);
  expect(isLearning(emptyState(role), "2026-07-01T00:00:00Z")).toBe(true);
});

describe("what is not the role's habit", () => {
  test("others' changes of the role leave only their mark", () => {
    const state = remember(emptyState(role), act({}), { ...watched, how: "changed" });
    expect({ ...state, lately: [] }).toEqual(emptyState(role));
    expect(state.lately).toHaveLength(1);
  });

  test.each(["chained", "minted"] as const)("%s principals teach nothing", (how) => {
    expect(remember(emptyState(role), act({}), { ...watched, how }).seen).toEqual(emptyState(role).seen);
  });
});

test("how often the role was taken in an hour, and the most while it was learnt", () => {
  const taken = (minute: number) => {
    const eventTime = `2026-07-01T${10 + Math.floor(minute / 60)}:${String(minute % 60).padStart(2, "0")}:00Z`;
    return seenOf({ ...assumeRecord, eventTime, eventID: `taken-${minute}` });
  };
  let state = emptyState(role);
  for (const minute of [0, 10, 20, 65, 70]) state = remember(state, taken(minute).act, taken(minute).watched);
  expect(countIn(state, "taken", "2026-07-01T10:20:00Z")).toBe(3);
  expect(countIn(state, "taken", "2026-07-01T11:10:00Z")).toBe(3);
  expect(countIn(state, "taken", "2026-07-02T11:10:00Z")).toBe(0);
  expect(countIn(state, "nothing", "2026-07-01T10:20:00Z")).toBe(0);
  expect(state.peaks).toEqual({ taken: 3 });
});

test("distinct values in a span", () => {
  const windows = {
    w: { seconds: 3_600, values: { a: "2026-07-01T10:00:00Z", b: "2026-07-01T11:00:00Z" }, counts: {} },
  };
  expect(valuesIn({ windows }, "w", "2026-07-01T11:30:00Z")).toEqual(["b"]);
  expect(valuesIn({ windows }, "w", "2026-07-01T10:30:00Z")).toEqual(["a", "b"]);
  expect(valuesIn({ windows }, "x", "2026-07-01T10:30:00Z")).toEqual([]);
});

test("below 100 KB, whatever the role does, and the habits stay", () => {
  let state = learntState();
  const long = "\u{1f600}x".repeat(400);
  for (let i = 0; i < 1_200; i++) {
    const session = Math.floor(i / 4);
    const record = callRecord(
      `s${i}${"e".repeat(100)}`,
      `${["Describe", "List", "AssumeRole", "Do"][i % 4]}${i % 4 === 2 ? "" : `${i}${"o".repeat(110)}`}`,
      { bucketName: `${i}${long}`, roleArn: `arn:aws:iam::1:role/${i}${"r".repeat(500)}`, roleName: `${i}${long}` },
      {
        eventTime: `2026-07-20T10:${String(i % 60).padStart(2, "0")}:00Z`,
        eventID: `hostile-${i}`,
        ...(i % 2 === 0 ? { errorCode: "AccessDenied" } : {}),
        ...(i % 5 === 0
          ? { eventSource: "s3.amazonaws.com" }
          : i % 4 === 2
            ? { eventSource: "sts.amazonaws.com" }
            : {}),
        awsRegion: `r${i}-${"x".repeat(30)}`,
        sourceIPAddress: `2600:${(i % 65_536).toString(16)}:fff0:ffff:ffff:ffff:ffff:ffff`,
        userAgent: `a${i}${long}`,
        userIdentity: { ...getObjectRecord.userIdentity, accessKeyId: `ASIA${session}${"K".repeat(100)}` },
      },
    );
    const signals = Object.fromEntries(signalIds.map((id) => [id, { value: 149.999, at: "2026-07-20T10:00:00Z" }]));
    state = { ...remember(state, actOf(record), watched), score: signals };
  }
  const bytes = Buffer.byteLength(JSON.stringify(state));
  expect(bytes).toBeGreaterThan(60_000);
  expect(bytes).toBeLessThan(100_000);
  expect(state.seen.address).toHaveProperty(["198.51.100.0/24"]);
  expect(state.seen.agent).toHaveProperty("Boto3");
  expect(state.seen.action).toHaveProperty(["s3:GetObject"]);
  expect(state.seen.caller).toHaveProperty(["AWSAccount 999988887777 AROAVENDORSIDE"]);
});

test("the row is JSON and comes back the same", () => {
  const state = learntState();
  expect(JSON.parse(JSON.stringify(state))).toEqual(state);
});
