import { describe, expect, test } from "@jest/globals";
import { settingsSchema } from "#shared/model/settings.ts";
import { type Account, liveAccount } from "./account.ts";
import { dataEvents, judgeRegions, vendorRegions, vendorRoles, watchList } from "./vendors.ts";

const caller = { partition: "aws", account: "111122223333" };
const role = "arn:aws:iam::111122223333:role/vendor/auger/vendor-auger";
const auger = { accounts: ["999988887777"], bucket: "auger-acme", regions: ["us-east-1"] };
const settingsWith = (vendors: object = { auger }) =>
  settingsSchema.parse({ mode: "tag", region: "us-east-1", tags: {}, teams: {}, people: {}, vendors });
const trail = {
  ...{ name: "t", homeRegion: "us-east-1", multiRegion: true, globalEvents: true, logging: true },
  management: { writes: true, reads: true, complete: true },
  objects: ["arn:aws:s3:::auger-acme/"],
};
const situation = (change: Partial<Account> = {}, settings = settingsWith()) => ({
  settings,
  caller,
  account: {
    ...liveAccount("us-east-1"),
    role: async () => ({ arn: role, boundary: undefined, policies: [], allowed: [], denied: [] }),
    trails: async () => [trail],
    watched: async () => ({}),
    rule: async () => undefined,
    ...change,
  },
});

describe("everything well", () => {
  test.each([vendorRoles, vendorRegions, dataEvents, watchList])("$id", async ({ run }) => {
    expect((await run(situation())).status).toBe("ok");
    expect((await run(situation({}, settingsWith({})))).status).toBe("ok");
  });
});

describe("a vendor's role", () => {
  test.each<[string, Awaited<ReturnType<Account["role"]>>]>([
    ["is not there", undefined],
    [
      "stands elsewhere",
      {
        arn: "arn:aws:iam::111122223333:role/vendor-auger",
        boundary: undefined,
        policies: [],
        allowed: [],
        denied: [],
      },
    ],
  ])("%s", async (_, found) => {
    expect(await vendorRoles.run(situation({ role: async () => found }))).toMatchObject({
      status: "warn",
      detail: `auger has no role ${role}`,
    });
  });
});

test("a region of a contract where nobody listens is named", () => {
  const settings = settingsWith({ auger: { ...auger, regions: ["us-east-1", "eu-west-1"] } });
  expect(judgeRegions(settings, new Set(["us-east-1"]))).toMatchObject({
    status: "warn",
    detail: "auger may work in eu-west-1, where no rule listens",
  });
});

describe("data events", () => {
  test.each<[string, object, object, string]>([
    ["of another bucket", auger, { objects: ["arn:aws:s3:::auger-acme-2/"] }, "warn"],
    ["of a prefix only", auger, { objects: ["arn:aws:s3:::auger-acme/in/"] }, "warn"],
    ["of a trail that is off", auger, { logging: false }, "warn"],
    ["of all buckets", auger, { objects: ["arn:aws:s3"] }, "ok"],
    [
      "of one of many that the vendor makes",
      { ...auger, bucket: { create: "vendor", pattern: "auger-*" } },
      {},
      "warn",
    ],
    [
      "of all whose names begin so",
      { ...auger, bucket: { create: "vendor", pattern: "auger-*" } },
      { objects: ["arn:aws:s3:::auger-"] },
      "ok",
    ],
  ])("%s", async (_, vendor, change, status) => {
    const where = situation({ trails: async () => [{ ...trail, ...change }] }, settingsWith({ auger: vendor }));
    expect((await dataEvents.run(where)).status).toBe(status);
  });
});

test("somebody on the list whom no rule hears", async () => {
  const wanted = { [role]: { in: "roles" as const, why: "chained" as const, at: "2026-01-01T00:00:00Z" } };
  expect(await watchList.run(situation({ watched: async () => wanted }))).toMatchObject({
    status: "fail",
    detail: `no rule sagewarden-watch-<n> hears ${role}`,
  });
});
