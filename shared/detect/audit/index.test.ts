import { readdirSync } from "node:fs";
import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { readPolicy } from "../../policy/read.ts";
import {
  accountWith,
  augersRole,
  augersSettings,
  contractsWith,
  now,
  ourAccount,
  trustWith,
} from "../../vendors/fixture.ts";
import { audit, auditRules, contractRules } from "./index.ts";
import type { AuditRule, Verdict } from "./rule.ts";

const files = readdirSync(import.meta.dirname)
  .filter((name) => name.endsWith(".ts") && !name.endsWith(".test.ts"))
  .map((name) => name.replace(".ts", ""))
  .filter((name) => !["rule", "index", "fixture"].includes(name));
const rules = [...auditRules, ...contractRules];

test("every rule file is in a list under its own name, and the other way round", () => {
  expect(rules.map(({ id }) => id).sort()).toEqual(files.sort());
});

test("every rule says why, what it cannot see, what to do and what it rests on", () => {
  for (const { id, why, blind, remediation, sources } of rules) {
    for (const text of [why, blind, remediation]) expect({ id, length: text.length }).not.toEqual({ id, length: 0 });
    for (const source of sources) expect(source).toMatch(/^https:\/\//);
  }
});

const ruleThat = (verdict: Verdict, more: Partial<AuditRule> = {}): AuditRule => ({
  id: "tried",
  severity: "medium",
  why: "Because.",
  blind: "The rest.",
  remediation: "Mend it.",
  sources: [],
  audit: () => verdict,
  ...more,
});
const where = { policy: "trust", statement: 0 };
const run = (auditRules: readonly AuditRule[], roles = [augersRole]) =>
  audit(accountWith(...roles), contractsWith(augersSettings), augersSettings, now, { auditRules, contractRules: [] });

describe("a verdict", () => {
  test("found: with the rule's severity and remediation, or its own", () => {
    const found = [
      { detail: "a", where },
      { detail: "b", where, severity: "low" as const, remediation: "x", fixed: "{}" },
    ];
    expect(run([ruleThat({ type: "found", found })]).findings).toEqual([
      {
        role: augersRole.arn,
        rule: "tried",
        severity: "medium",
        detail: "a",
        where,
        remediation: "Mend it.",
        vendor: "auger",
      },
      {
        role: augersRole.arn,
        rule: "tried",
        severity: "low",
        detail: "b",
        where,
        remediation: "x",
        vendor: "auger",
        fixed: "{}",
      },
    ]);
  });

  test.each([
    [{ type: "unknown", missing: ["last use"] } as const, ["last use"]],
    [{ type: "found", found: [], missing: ["tags"] } as const, ["tags"]],
  ])("%j: what is missing is said", (verdict, missing) => {
    expect(run([ruleThat(verdict)])).toMatchObject({
      findings: [],
      unknown: [{ role: augersRole.arn, rule: "tried", missing }],
    });
  });

  test.each([[{ type: "clean" } as const], [{ type: "not-applicable" } as const]])("%j: nothing", (verdict) =>
    expect(run([ruleThat(verdict)])).toMatchObject({ findings: [], unknown: [] }),
  );
});

test("what a trust policy hides is unknown for the rules that rest on it", () => {
  const role = { ...augersRole, trust: readPolicy({ Statement: [{ Action: "sts:AssumeRole" }] }, "trust") };
  const found = { type: "found", found: [{ detail: "a", where }] } as const;
  const { findings, unknown } = run(
    [
      ruleThat({ type: "clean" }, { id: "clean", ofTrust: true }),
      ruleThat({ type: "not-applicable" }, { id: "none", ofTrust: true }),
      ruleThat(found, { id: "found", ofTrust: true }),
      ruleThat({ type: "clean" }, { id: "other" }),
    ],
    [role],
  );
  expect(findings.map(({ rule }) => rule)).toEqual(["found"]);
  expect(unknown.map(({ rule, missing }) => [rule, ...missing])).toEqual(
    ["clean", "none", "found"].map((id) => [id, "sound trust policy"]),
  );
});

test("a role that only an identity provider may take is for the rules that look at every role", () => {
  const Federated = `arn:aws:iam::${ourAccount}:saml-provider/Okta`;
  const trust = trustWith({ Effect: "Allow", Principal: { Federated }, Action: "sts:AssumeRoleWithSAML" });
  const role = { ...augersRole, arn: `arn:aws:iam::${ourAccount}:role/x`, path: "/", tags: {}, trust };
  const found = { type: "found", found: [{ detail: "a", where }] } as const;
  const ids = run([ruleThat(found, { id: "vendors" }), ruleThat(found, { id: "every", everyRole: true })], [role]);
  expect(ids.findings.map(({ rule }) => rule)).toEqual(["every"]);
});

test("the others are all but the role itself", () => {
  const seen: number[] = [];
  const rule = ruleThat(
    { type: "clean" },
    {
      audit: ({ role, others }) => {
        seen.push(others.length);
        expect(others.map((other) => other.role)).not.toContain(role);
        return { type: "clean" };
      },
    },
  );
  run([rule], [augersRole, { ...augersRole, arn: `${augersRole.arn}2` }]);
  expect(seen).toEqual([1, 1]);
});

test("whatever a policy holds, no rule throws, and no external id is told", () => {
  const secret = "q7Vh2mXo9TzK4cRw8sLb3NfY6gJd1pAe";
  const principal = fc.constantFrom<unknown>(
    "*",
    { AWS: "*" },
    { AWS: ["999988887777", "AROAJQABLZS4A3QDU576Q"] },
    { Federated: "accounts.google.com" },
    { AWS: 7 },
    null,
  );
  const condition = fc.dictionary(
    fc.constantFrom(
      "StringEquals",
      "StringLike",
      "ForAllValues:StringEquals",
      "Null",
      "DateLessThan",
      "Odd",
      "__proto__",
    ),
    fc.record(
      {
        "sts:ExternalId": fc.oneof(fc.constantFrom<unknown>(secret, "*", true, null), fc.array(fc.constant(secret))),
        "aws:PrincipalOrgID": fc.constantFrom<unknown>("o-abcdefghij", [], 7),
        "aws:CurrentTime": fc.constantFrom<unknown>("2027-01-01T00:00:00Z", "soon"),
        constructor: fc.constantFrom<unknown>("x", {}),
      },
      { requiredKeys: [] },
    ),
  );
  const statement = fc.record(
    {
      Effect: fc.constantFrom("Allow", "Deny", "Maybe"),
      Principal: principal,
      NotPrincipal: principal,
      Action: fc.constantFrom<unknown>("sts:AssumeRole", ["sts:*"], "*", 1),
      Resource: fc.constantFrom<unknown>("*", [], "arn:aws:s3:::auger-acme/*"),
      Condition: fc.oneof(condition, fc.json()),
    },
    { requiredKeys: [] },
  );
  const policy = fc.oneof(
    fc.record({
      Version: fc.constantFrom("2012-10-17", "2008-10-17", "x"),
      Statement: fc.array(statement, { maxLength: 3 }),
    }),
    fc.json(),
  );
  fc.assert(
    fc.property(policy, policy, (trust, held) => {
      const role = {
        ...augersRole,
        trust: readPolicy(trust, "trust"),
        policies: [{ name: "inline", policy: readPolicy(held, "identity") }],
      };
      const { findings } = audit(accountWith(role), contractsWith(augersSettings), augersSettings, now);
      expect(JSON.stringify(findings)).not.toContain(secret);
    }),
    { numRuns: 300 },
  );
});
