import { expect, test } from "@jest/globals";
import { liveAccount } from "./account.ts";
import { judgePause, pause } from "./pause.ts";

const caller = { partition: "aws", account: "111122223333" };
const now = "2026-11-29T12:00:00.000Z";
const stored = {
  from: "2026-11-29T11:00:00.000Z",
  until: "2026-11-29T13:00:00.000Z",
  by: "arn:aws:iam::111122223333:user/ops",
  reason: "a migration",
  containment: false,
};

test.each([
  ["nobody has paused", undefined, "ok", /nobody/],
  ["it is over", { ...stored, until: now }, "ok", /nobody/],
  ["it is on", stored, "warn", /until 2026-11-29T13:00:00.000Z by .*ops: a migration; containment goes on/],
  ["containment waits too", { ...stored, containment: true }, "warn", /containment waits too/],
  ["somebody wrote more than 4 hours", { ...stored, until: "2027-01-01T00:00:00Z" }, "warn", /until 2026-11-29T15:00/],
])("%s", (_, found, status, detail) => {
  expect(judgePause(found, now)).toMatchObject({ status, detail: expect.stringMatching(detail) });
});

test("one that cannot be read fails, and says what holds", async () => {
  const account = { ...liveAccount("us-east-1"), pause: () => Promise.reject(new Error("denied")) };
  const answer = await pause.run({ settings: {} as never, account, caller });
  expect(answer).toMatchObject({ status: "fail", detail: expect.stringMatching(/stopping wait \(denied\)/) });
});
