import { expect, test } from "@jest/globals";
import { remembered } from "./fixture.ts";
import { formerOf } from "./former.ts";
import { thisMoment } from "./machine.ts";
import { kindOf, leftInWords, statusLines, statusOf } from "./status.ts";

const keys = { AWS_ACCESS_KEY_ID: "AKIA1", AWS_SECRET_ACCESS_KEY: "hidden" };

test.each([
  [{}, "none"],
  [{ AWS_REGION: "eu-west-1", AWS_PROFILE: "" }, "none"],
  [{ AWS_ACCESS_KEY_ID: "AKIA1" }, "none"],
  [keys, "long-lived"],
  [{ ...keys, AWS_SESSION_TOKEN: "" }, "long-lived"],
  [{ ...keys, AWS_SESSION_TOKEN: "t", AWS_PROFILE: "work" }, "temporary"],
  [{ ...keys, AWS_SECURITY_TOKEN: "t" }, "temporary"],
  [{ AWS_PROFILE: "work" }, "profile"],
  [{ AWS_DEFAULT_PROFILE: "work", AWS_WEB_IDENTITY_TOKEN_FILE: "/f" }, "profile"],
  [{ AWS_WEB_IDENTITY_TOKEN_FILE: "/f" }, "web-identity"],
  [{ AWS_CONTAINER_CREDENTIALS_FULL_URI: "http://127.0.0.1" }, "container"],
])("originals of %j: %s", (env, kind) => {
  expect(kindOf(formerOf(env))).toBe(kind);
});

test.each([
  [0, "0 s"],
  [59, "59 s"],
  [3_599, "59 min"],
  [7_260, "2 h 1 min"],
])("%d: %s", (seconds, words) => {
  expect(leftInWords(seconds)).toBe(words);
});

const expiresAt = "2026-07-01T11:00:00.000Z";
/** So much later by a clock that nobody sets; the wall's shows this. */
const after = (minutes: number, wall: string, key = "ASIASALES") =>
  statusOf(
    remembered({ ...keys, AWS_PROFILE: "secret profile" }),
    { AWS_ACCESS_KEY_ID: key },
    { wallMs: Date.parse(wall), upMs: 50_000 + minutes * 60_000, boot: "this" },
  );

test("time left, and nothing of a value but the access key id", () => {
  expect(after(58.5, "2026-07-01T10:58:30Z")).toEqual({
    ...{ borrowed: true, role: "arn:aws:iam::111122223333:role/sales", sessionName: "alice", expiresAt },
    ...{ secondsLeft: 90, expired: false, inUse: true, originals: { kind: "long-lived", accessKeyId: "AKIA1" } },
  });
  expect(statusLines(after(58.5, "2026-07-01T10:58:30Z"))).toEqual([
    "role       arn:aws:iam::111122223333:role/sales",
    "session    alice",
    "time left  1 min, until 2026-07-01T11:00:00.000Z",
    "originals  long-lived AKIA1",
  ]);
});

test("expired, replaced, nothing", () => {
  expect(statusLines(after(60, "2026-07-01T11:00:00Z"))[2]).toContain(
    "expired    2026-07-01T11:00:00.000Z; the originals are still there",
  );
  expect(statusLines(after(0, "2026-07-01T10:00:00Z", "AKIA2")).at(-1)).toContain("not in use");
  expect(statusLines(statusOf(undefined, {}, thisMoment()))).toEqual(["nothing is borrowed in this shell"]);
  expect(statusOf(remembered({}, { lifeMs: Number.NaN }), {}, thisMoment())).toMatchObject({
    secondsLeft: 0,
    expired: true,
  });
});

test("a clock that somebody sets meanwhile makes it neither older nor younger", () => {
  expect(after(10, "2026-07-01T12:10:00Z")).toMatchObject({
    secondsLeft: 3_000,
    expiresAt: "2026-07-01T13:00:00.000Z",
  });
  expect(after(61, "2026-07-01T10:01:00Z")).toMatchObject({ secondsLeft: 0, expired: true });
});
