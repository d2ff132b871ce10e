import { expect, test } from "@jest/globals";
import type { AuditFinding } from "#shared/detect/audit/rule.ts";
import { severities } from "#shared/model/finding.ts";
import { sarif } from "./sarif.ts";

const finding: AuditFinding = {
  role: "arn:aws:iam::111122223333:role/x",
  rule: "trust-without-external-id",
  severity: "high",
  detail: "Something is wrong.",
  where: { policy: "a policy's name", statement: 0, line: 4 },
  remediation: "Mend it.",
};
const made = (...findings: readonly AuditFinding[]) => JSON.parse(sarif(findings));

test("one run, with every rule described, and each result leads to its rule", () => {
  const { version, runs } = made(finding);
  expect({ version, runs: runs.length }).toEqual({ version: "2.1.0", runs: 1 });
  const [{ tool, results }] = runs;
  expect(tool.driver.rules[results[0].ruleIndex].id).toBe("trust-without-external-id");
  for (const { id, shortDescription, help } of tool.driver.rules)
    expect([id, shortDescription.text, help.text].every((text) => text.length > 0)).toBe(true);
});

test("where: a line of a policy of a role", () => {
  const [{ physicalLocation, logicalLocations }] = made(finding).runs[0].results[0].locations;
  expect(physicalLocation.region.startLine).toBe(4);
  expect(physicalLocation.artifactLocation.uri).toMatch(/^[!-~]+$/);
  expect(logicalLocations[0].fullyQualifiedName).toBe(finding.role);
});

test("a policy's name that is in no URI", () => {
  const one = made({ ...finding, where: { policy: "\ud800 a#b?c", statement: null } }).runs[0].results[0];
  expect(one.locations[0].physicalLocation.artifactLocation.uri).toBe(`${finding.role}/%EF%BF%BD%20a%23b%3Fc`);
});

test("no line is line 1, and none is below", () => {
  const one = made({ ...finding, where: { policy: "role", statement: null } });
  expect(one.runs[0].results[0].locations[0].physicalLocation.region.startLine).toBe(1);
});

test("levels", () => {
  const { results } = made(...severities.map((severity) => ({ ...finding, severity }))).runs[0];
  expect(results.map(({ level }: { level: string }) => level)).toEqual(["note", "note", "warning", "error", "error"]);
});

test("the same finding has the same fingerprint, another has another", () => {
  const [one, again, other] = made(finding, finding, { ...finding, where: { policy: "b", statement: 0 } }).runs[0]
    .results;
  expect(one.partialFingerprints).toEqual(again.partialFingerprints);
  expect(one.partialFingerprints).not.toEqual(other.partialFingerprints);
});

test("no finding is a run without results", () => expect(made().runs[0].results).toEqual([]));
