import { describe, expect, test } from "@jest/globals";
import { type Settings, settingsSchema } from "#shared/model/settings.ts";
import { collectorRegions, homeOf, judgeSettings, judgeStack } from "./stacks.ts";

const settings = (change: object = {}): Settings =>
  settingsSchema.parse({ mode: "tag", region: "us-east-1", tags: {}, teams: {}, people: {}, ...change });

test.each([
  ["us-east-1", "us-east-1", []],
  ["eu-west-1", "eu-west-1", ["us-east-1"]],
  [["eu-west-1", "us-east-1", "eu-north-1"], "eu-west-1", ["us-east-1", "eu-north-1"]],
])("region %j: home %s, collectors %j", (region, home, collectors) => {
  expect(homeOf(settings({ region }))).toBe(home);
  expect(collectorRegions(settings({ region }), { partition: "aws", account: "111122223333" })).toEqual(collectors);
});

test.each([
  ["CREATE_COMPLETE", "ok"],
  ["UPDATE_COMPLETE", "ok"],
  ["IMPORT_COMPLETE", "ok"],
  ["UPDATE_IN_PROGRESS", "warn"],
  ["UPDATE_ROLLBACK_COMPLETE", "warn"],
  ["ROLLBACK_COMPLETE", "fail"],
  ["DELETE_FAILED", "fail"],
  ["DELETE_COMPLETE", "fail"],
])("a stack that is %s: %s", (status, expected) => {
  const answer = judgeStack("Sagewarden", "us-east-1", { status, changedAt: "2026-11-22T00:00:00Z", outputs: {} });
  expect(answer.status).toBe(expected);
  expect(answer.detail).toContain(`Sagewarden in us-east-1: ${status}, changed 2026-11-22T00:00:00Z`);
});

test("a stack that is not there", () => {
  expect(judgeStack("Sagewarden", "us-east-1", undefined)).toEqual({
    status: "fail",
    detail: "Sagewarden is not deployed in us-east-1",
    remediation: "npm run deploy",
  });
});

describe("the deployed settings", () => {
  const local = settings({ vendors: { v: { accounts: ["999988887777"], expires: undefined } } });
  test("are the local ones after a round through JSON", () => {
    expect(judgeSettings(local, JSON.parse(JSON.stringify(local))).status).toBe("ok");
  });

  test.each<[unknown, string]>([
    [{ ...JSON.parse(JSON.stringify(local)), mode: "enforce" }, "in: mode"],
    [{ ...JSON.parse(JSON.stringify(local)), extra: 1 }, "in: extra"],
    [null, "in: mode, region, tags"],
    ["text", "in: mode, region, tags"],
  ])("differ: %#", (deployed, detail) => {
    const answer = judgeSettings(local, deployed);
    expect(answer.status).toBe("warn");
    expect(answer.detail).toContain(detail);
  });
});
