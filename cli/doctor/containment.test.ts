import { describe, expect, test } from "@jest/globals";
import { settingsSchema } from "#shared/model/settings.ts";
import { incidentWith } from "../vendors/fake-dispatcher.ts";
import { type Account, liveAccount } from "./account.ts";
import { evidence, exercises, incidents, judgeEvidence, judgeExercises, judgeIncidents } from "./containment.ts";

const caller = { partition: "aws", account: "111122223333" };
const settings = settingsSchema.parse({
  ...{ mode: "enforce", region: "us-east-1", tags: {}, teams: {}, people: {} },
  vendors: { auger: { accounts: ["999988887777"] } },
});
const decoy = "arn:aws:iam::111122223333:role/vendor/auger/sagewarden-exercise-auger";
const situation = (change: Partial<Account>) => ({
  settings,
  caller,
  account: { ...liveAccount("us-east-1"), ...change },
});

describe("open containments", () => {
  test.each([
    ["none", [], "ok", "no containment is open"],
    ["one that holds", [incidentWith({ phase: "contained" })], "ok", "auger is contained"],
    [
      "one of a role that nobody registered",
      [incidentWith({ phase: "contained", vendor: undefined })],
      "ok",
      "vendor-auger is",
    ],
    [
      "one that waits",
      [incidentWith({ phase: "held", why: "two people must agree" })],
      "warn",
      "two people must agree",
    ],
    [
      "one that failed",
      [incidentWith({ phase: "failed", why: "IAM refused" }), incidentWith({ phase: "held" })],
      "fail",
      "IAM refused",
    ],
  ])("%s", (_what, open, status, detail) => {
    expect(judgeIncidents(open)).toMatchObject({ status, detail: expect.stringContaining(detail) });
  });

  test("a drill is none", async () => {
    const open = [incidentWith({ phase: "failed", exercise: true })];
    expect((await incidents.run(situation({ incidents: async () => open }))).status).toBe("ok");
  });
});

describe("the evidence bucket", () => {
  test.each([
    ["b", "Enabled", "ok"],
    ["b", "Suspended", "fail"],
    ["b", undefined, "fail"],
    [undefined, undefined, "fail"],
  ] as const)("%s, versioning %s: %s", (bucket, versioning, status) => {
    expect(judgeEvidence(bucket, versioning).status).toBe(status);
  });

  test("is the deployed stack's", async () => {
    const stack = { status: "CREATE_COMPLETE", changedAt: undefined, outputs: { EvidenceBucketName: "b" } };
    const versioning = async (bucket: string) => (bucket === "b" ? "Enabled" : undefined);
    const found = await evidence.run(situation({ stack: async () => stack, versioning }));
    expect(found).toMatchObject({ status: "ok", detail: "b keeps every version" });
  });
});

describe("exercises", () => {
  const now = "2026-11-29T20:00:00Z";
  test.each([
    [{}, "ok", "no vendor"],
    [{ auger: "2026-10-30T20:00:00Z" }, "ok", "each within P30D"],
    [{ auger: "2026-10-30T19:59:59Z" }, "warn", "auger: last at 2026-10-30T19:59:59Z"],
    [{ auger: now, lumen: undefined }, "warn", "lumen: never"],
  ])("%j: %s", (last, status, detail) => {
    expect(judgeExercises(last, now)).toMatchObject({ status, detail: expect.stringContaining(detail) });
  });

  test("are read of the decoy's own row", async () => {
    const asked: string[] = [];
    const incident = async (role: string) => {
      asked.push(role);
      return incidentWith({ openedAt: new Date().toISOString() });
    };
    expect((await exercises.run(situation({ incident }))).status).toBe("ok");
    expect(asked).toEqual([decoy]);
  });
});
