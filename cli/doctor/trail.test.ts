import { describe, expect, test } from "@jest/globals";
import type { Trail } from "#shared/aws/inspect/cloudtrail.ts";
import { judgeTrails } from "./trail.ts";

const perfect: Trail = {
  name: "main",
  homeRegion: "us-east-1",
  multiRegion: true,
  globalEvents: true,
  logging: true,
  management: { writes: true, reads: true, complete: true },
};
const regions = ["eu-west-1", "us-east-1"];

test("one multi-region trail that takes everything is enough", () => {
  expect(judgeTrails([{ ...perfect, logging: false }, perfect], regions)).toMatchObject({ status: "ok" });
});

describe("one thing broken", () => {
  test.each<[string, Partial<Trail>, string, string]>([
    ["not logging", { logging: false }, "fail", "no trail is logging management events in eu-west-1, us-east-1"],
    ["one region", { multiRegion: false }, "fail", "no trail is logging management events in eu-west-1 ("],
    [
      "no management events",
      { management: { writes: false, reads: true, complete: true } },
      "fail",
      "no trail is logging",
    ],
    ["write events only", { management: { writes: true, reads: false, complete: true } }, "warn", "AssumeRole"],
    ["leaves sources out", { management: { writes: true, reads: true, complete: false } }, "warn", "leaves out"],
    ["no global services", { globalEvents: false }, "warn", "global STS"],
  ])("%s", (_what, change, status, detail) => {
    const answer = judgeTrails([{ ...perfect, ...change }], regions);
    expect(answer.status).toBe(status);
    expect(answer.detail).toContain(detail);
    expect(answer.remediation).toContain("trail: create");
  });

  test("no trail", () => {
    expect(judgeTrails([], regions)).toMatchObject({ status: "fail" });
  });
});
