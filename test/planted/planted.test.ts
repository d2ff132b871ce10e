import { expect, test } from "@jest/globals";
import { stringify } from "yaml";
import { audit, auditRules } from "#shared/detect/audit/index.ts";
import type { AuditFinding } from "#shared/detect/audit/rule.ts";
import { severities } from "#shared/model/finding.ts";
import { parseSettings } from "#shared/settings/parse.ts";
import { contractsOf } from "#shared/vendors/contract.ts";
import { factsFrom } from "#shared/vendors/facts/index.ts";
import { documentsOf, settingsOf } from "./documents.ts";
import { besideFlaws } from "./flaws/beside.ts";
import { bucketFlaws } from "./flaws/buckets.ts";
import { iamFlaws } from "./flaws/iam.ts";
import { roleFlaws } from "./flaws/roles.ts";
import { serviceFlaws } from "./flaws/services.ts";
import { externalIdFlaws, trustFlaws } from "./flaws/trust.ts";
import { now, ourAccount, type Parts, perfect, roleArn } from "./parts.ts";
import { besideRights } from "./rights/beside.ts";
import { bucketRights } from "./rights/buckets.ts";
import { serviceRights } from "./rights/services.ts";
import { trustRights } from "./rights/trust.ts";

const changed = (index: number, change: (parts: Parts) => Partial<Parts>): Parts => {
  const parts = perfect(index);
  return { ...parts, ...change(parts) };
};

const flaws = [
  ...bucketFlaws,
  ...serviceFlaws,
  ...roleFlaws,
  ...iamFlaws,
  ...besideFlaws,
  ...externalIdFlaws,
  ...trustFlaws,
].map((flaw, index) => ({
  ...flaw,
  parts: changed(index, flaw.break),
}));
const rights = [...bucketRights, ...serviceRights, ...besideRights, ...trustRights].map((right, index) => ({
  ...right,
  parts: changed(500 + index, right.change),
}));

const audited = (planted: readonly Parts[]): readonly AuditFinding[] => {
  const documents = documentsOf(planted);
  const { facts, problems } = factsFrom([
    ...documents.details.map((content, page) => ({ name: `details-${page}.json`, content: JSON.stringify(content) })),
    { name: "roles.json", content: JSON.stringify(documents.roles) },
    { name: "credentials.csv", content: documents.credentialReport },
    { name: "resources.json", content: JSON.stringify(documents.resourcePolicies) },
  ]);
  expect(problems).toEqual([]);
  const settings = parseSettings(stringify(settingsOf(planted)), "sagewarden.yaml");
  return audit(facts, contractsOf(settings, { partition: "aws", account: ourAccount }), settings, now).findings;
};

const findings = audited([...flaws, ...rights].map(({ parts }) => parts));

const grave = (arn: string): readonly string[] => {
  const of = findings.filter(
    ({ role, severity }) => role === arn && severities.indexOf(severity) >= severities.indexOf("medium"),
  );
  return [...new Set(of.map(({ rule }) => rule))].toSorted();
};

test.each(flaws)("flawed: $title", ({ parts, expected, on = roleArn }) => {
  expect(grave(on(parts))).toEqual(expected.toSorted());
});

test.each(rights)("right: $title", ({ parts }) => {
  expect(grave(roleArn(parts))).toEqual([]);
});

/** Of Cloudsplaining 0.9.1, Prowler and others, as they were run or read in 2026. */
test.each([
  ["a trust on sts:*", "all of STS"],
  ["a trust on sts:Assume*", "all that begins with Assume"],
  ["a principal that stayed behind", "a principal that was deleted"],
  ["an external id that is there and holds nobody back", "any external id"],
  ["what stands in the second statement", "no external id in the second statement"],
  ["reading of everything by another policy than ReadOnlyAccess", "a copy of ReadOnlyAccess under another name"],
  ["SageMaker's ways up", "any role to an AutoML job"],
  ["a role that can end its own containment", "its own boundary taken off"],
])("what others miss: %s", (_, title) => {
  const flaw = flaws.find((one) => one.title === title);
  expect(flaw && grave(roleArn(flaw.parts)).length).toBeGreaterThan(0);
});

test("enough of both, and none of the rules stays silent", () => {
  expect(flaws.length).toBeGreaterThanOrEqual(60);
  expect(rights.length).toBeGreaterThanOrEqual(40);
  const speaking = new Set(flaws.flatMap(({ expected }) => expected));
  expect(auditRules.map(({ id }) => id).filter((id) => !speaking.has(id))).toEqual([]);
});
