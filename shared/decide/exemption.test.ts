import { expect, test } from "@jest/globals";
import { creation, notebookArn, withSettings } from "../../test/fixtures.ts";
import { exemptionOf } from "./exemption.ts";

const perfect = {
  arn: notebookArn,
  until: "2026-12-31",
  reason: "trial",
  approvedBy: "alice",
  by: "arn:aws:sts::*:assumed-role/DataScience/*",
};
const covers = (change: object, now = "2026-11-22T10:00:00Z") =>
  exemptionOf(creation, withSettings({ exemptions: [{ ...perfect, ...change }] }), now) !== undefined;

test.each([
  ["the perfect one", {}, true],
  ["another resource", { arn: `${notebookArn}-2` }, false],
  ["another maker", { by: "arn:aws:sts::*:assumed-role/Other/*" }, false],
  ["any maker", { by: undefined }, true],
  ["expired yesterday", { until: "2026-11-21" }, false],
  ["expires today", { until: "2026-11-22" }, true],
])("%s", (_, change, expected) => {
  expect(covers(change)).toBe(expected);
});

test("a maker without an ARN matches no `by`", () => {
  const service = { ...creation, principal: { type: "AWSService", invokedBy: "sagemaker.amazonaws.com" } };
  expect(exemptionOf(service, withSettings({ exemptions: [perfect] }), "2026-11-22T10:00:00Z")).toBeUndefined();
});
