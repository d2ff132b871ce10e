import { expect, test } from "@jest/globals";
import { findingsOf, type Rule } from "./rule.ts";

const rule = (id: string, answer: readonly string[] | undefined): Rule<null> => ({
  id,
  severity: "low",
  why: "",
  blind: "",
  remediation: "mend it",
  detect: () => answer,
});

test("findings, clean and does-not-concern are three answers", () => {
  const rules = [rule("found", ["a", "b"]), rule("clean", []), rule("other", undefined)];
  expect(findingsOf(rules, null, "arn")).toEqual([
    { rule: "found", severity: "low", subject: "arn", detail: "a", remediation: "mend it" },
    { rule: "found", severity: "low", subject: "arn", detail: "b", remediation: "mend it" },
  ]);
});

test("a rule may weigh what it saw", () => {
  expect(
    findingsOf([{ ...rule("found", ["a"]), severityOf: () => "critical" as const }], null, "arn")[0]?.severity,
  ).toBe("critical");
});
