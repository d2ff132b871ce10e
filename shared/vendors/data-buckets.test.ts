import { expect, test } from "@jest/globals";
import { settingsSchema } from "../model/settings.ts";
import { dataBuckets } from "./data-buckets.ts";

const settingsWith = (...vendors: object[]) =>
  settingsSchema.parse({
    ...{ mode: "tag", region: "us-east-1", tags: {}, teams: {}, people: {} },
    vendors: Object.fromEntries(
      vendors.map((vendor, index) => [`v${index}`, { accounts: ["999988887777"], ...vendor }]),
    ),
  });

test.each<[string, object, string[]]>([
  ["none", {}, []],
  ["one by its name", { bucket: "auger-acme" }, ["auger-acme whole"]],
  [
    "several, each once",
    { bucket: [{ bucket: "one" }, { bucket: "two" }, { bucket: "one", prefix: "x/" }] },
    ["one whole", "two whole"],
  ],
  ["those that the vendor makes", { bucket: { create: "vendor", pattern: "auger-*-x" } }, ["auger-"]],
  [
    "others that are named",
    { bucket: "one", dataEvents: ["one", "crown-jewels"] },
    ["one whole", "crown-jewels whole"],
  ],
])("%s", (_, vendor, expected) => {
  const found = dataBuckets(settingsWith(vendor));
  expect(found.map(({ start, isWhole }) => (isWhole ? `${start} whole` : start))).toEqual(expected);
});

test("two vendors' bucket is recorded once", () => {
  expect(dataBuckets(settingsWith({ bucket: [{ bucket: "one" }] }, { dataEvents: ["one"] }))).toHaveLength(1);
});
