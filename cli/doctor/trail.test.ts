import { describe, expect, test } from "@jest/globals";
import type { Trail } from "#shared/aws/inspect/cloudtrail.ts";
import { settingsSchema } from "#shared/model/settings.ts";
import { liveAccount } from "./account.ts";
import { judgeTrails, trail } from "./trail.ts";

const perfect: Trail = {
  name: "main",
  homeRegion: "us-east-1",
  multiRegion: true,
  globalEvents: true,
  logging: true,
  management: { writes: true, reads: true, complete: true },
  objects: [],
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

test("what one region's trail leaves out another's does not make up for", () => {
  const reads = { ...perfect, multiRegion: false };
  const writes = { ...perfect, management: { writes: true, reads: false, complete: true } };
  expect(judgeTrails([reads, writes], regions)).toMatchObject({
    status: "warn",
    detail: expect.stringContaining("write events only in eu-west-1,"),
  });
});

describe("a trail of the home region alone, which is not the global one", () => {
  test.each([
    ["aws", "eu-west-1", "us-east-1"],
    ["aws-cn", "cn-northwest-1", "cn-north-1"],
    ["aws-us-gov", "us-gov-east-1", "us-gov-west-1"],
  ])("in %s: the global STS endpoint's records are missing, which fails", async (partition, region, global) => {
    const settings = settingsSchema.parse({ mode: "tag", region, tags: {}, teams: {}, people: {} });
    const run = (multiRegion: boolean) => {
      const trails = async () => [{ ...perfect, homeRegion: region, multiRegion }];
      const account = { ...liveAccount(region), trails };
      return trail.run({ settings, account, caller: { partition, account: "111122223333" } });
    };
    expect(await run(false)).toMatchObject({ status: "fail", detail: expect.stringContaining(` in ${global} (`) });
    expect(await run(true)).toMatchObject({ status: "ok" });
  });
});
