import { expect, test } from "@jest/globals";
import { hasFunctionUrls, isPartitionWithoutUrls } from "./function-urls.ts";

test.each([
  ["us-east-1", true, false],
  ["eu-south-1", true, false],
  ["eu-south-2", false, false],
  ["me-central-1", false, false],
  ["cn-north-1", false, true],
  ["us-gov-west-1", false, true],
  ["us-isob-east-1", false, true],
])("%s has function URLs: %s; its partition has none: %s", (region, has, none) => {
  expect([hasFunctionUrls(region), isPartitionWithoutUrls(region)]).toEqual([has, none]);
});
