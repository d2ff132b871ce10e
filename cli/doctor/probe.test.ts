import { expect, test } from "@jest/globals";
import { settingsSchema } from "#shared/model/settings.ts";
import type { ProbeRow } from "#shared/probe/row.ts";
import type { Situation } from "./check.ts";
import { judgeProbe, probe } from "./probe.ts";

const now = "2026-11-30T12:00:00.000Z";
const well: ProbeRow = {
  ...{ at: "2026-11-30T03:00:00.000Z", named: [], borders: 2, attempts: 32, crossed: [], unknown: [], left: [] },
};
const noted = { team: "TeamA", other: "TeamB", id: "read", resource: "arn:x", error: "slow" };

test.each<[string, ProbeRow | undefined, string, string]>([
  ["well", well, "ok", "32 attempts at 2 borders were refused at 2026-11-30T03"],
  ["never", undefined, "warn", "never tried"],
  ["too long ago", { ...well, at: "2026-11-28T11:00:00.000Z" }, "fail", "last tried at 2026-11-28"],
  ["late, not too late", { ...well, at: "2026-11-28T13:00:00.000Z" }, "ok", "refused at 2026-11-28"],
  [
    "crossed",
    { ...well, crossed: [noted], unknown: [noted] },
    "fail",
    "1 attempts crossed a border: TeamA on TeamB, read",
  ],
  ["crossed, long ago", { ...well, at: "2026-01-01T00:00:00Z", crossed: [noted] }, "fail", "crossed a border"],
  ["blind", { ...well, unknown: [noted] }, "warn", "1 of 32 attempts proved nothing: read: slow"],
])("%s", (_, last, status, detail) => {
  const answer = judgeProbe(last, "P1D", now);
  expect([answer.status, answer.detail]).toEqual([status, expect.stringContaining(detail)]);
});

const asked = (access: object | undefined, probed: () => Promise<ProbeRow | undefined>) => {
  const settings = settingsSchema.parse({
    ...{ mode: "observe", region: "us-east-1", tags: {}, teams: {}, people: {} },
    ...(access && { access: { federation: "iam-users", bucket: "shared", ...access } }),
  });
  return probe.run({ settings, account: { probed } } as unknown as Situation);
};
const never = () => Promise.reject(new Error("nothing is to be asked"));

test("the ledger is asked only where there is something to try", async () => {
  expect(await asked(undefined, never)).toMatchObject({ status: "ok", detail: "no access is set up" });
  expect(await asked({ probe: false }, never)).toMatchObject({ status: "warn" });
  expect(await asked({}, async () => undefined)).toMatchObject({
    status: "warn",
    detail: expect.stringContaining("never"),
  });
});
