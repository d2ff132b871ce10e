import { readdirSync } from "node:fs";
import { expect, test } from "@jest/globals";
import { creationRules, exemptTagRules, profileUrlRules, retagRules } from "./index.ts";

const rules = [...creationRules, ...retagRules, ...exemptTagRules, ...profileUrlRules];
const files = readdirSync(import.meta.dirname)
  .filter((name) => name.endsWith(".ts") && !name.endsWith(".test.ts"))
  .map((name) => name.replace(".ts", ""))
  .filter((name) => name !== "rule" && name !== "index");

test("every rule file is in the list under its own name, and the other way round", () => {
  expect(rules.map(({ id }) => id).sort()).toEqual(files.sort());
});

test.each(rules.map((rule) => [rule.id, rule] as const))(
  "%s says why, what it cannot see and what to do",
  (_, rule) => {
    for (const text of [rule.why, rule.blind, rule.remediation]) expect(text.length).toBeGreaterThan(30);
  },
);
