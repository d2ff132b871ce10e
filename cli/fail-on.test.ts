import { expect, test } from "@jest/globals";
import { Command } from "commander";
import { type Finding, severities } from "#shared/model/finding.ts";
import { addFailOn, isGrave } from "./fail-on.ts";

const finding = (severity: Finding["severity"]): Finding => ({
  rule: "owner-unknown",
  severity,
  subject: "arn",
  detail: "",
  remediation: "",
});

test.each(
  severities.flatMap((found, rank) => severities.map((level, lowest) => [found, level, rank >= lowest] as const)),
)("a finding of %s, --fail-on %s: %s", (found, level, expected) => {
  expect(isGrave([finding(found)], level)).toBe(expected);
});

test("one grave finding among others is enough; none is none", () => {
  expect(isGrave([finding("low"), finding("critical"), finding("info")], "high")).toBe(true);
  expect(isGrave([], "info")).toBe(false);
});

test("without the option findings change nothing", () => {
  expect(isGrave([finding("critical")], undefined)).toBe(false);
});

test("another level is wrong use, and the levels are named", () => {
  const command = new Command().exitOverride().configureOutput({ writeErr: () => undefined });
  addFailOn(command);
  expect(() => command.parse(["--fail-on", "warning"], { from: "user" })).toThrow("info, low, medium, high, critical");
});
