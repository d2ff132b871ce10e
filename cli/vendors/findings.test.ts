import { describe, expect, test } from "@jest/globals";
import type { AuditFinding } from "#shared/detect/audit/rule.ts";
import { auditTable, jsonLine, problemLines, unknownLines } from "./findings.ts";

const finding: AuditFinding = {
  role: "arn:aws:iam::111122223333:role/vendor/auger/vendor-auger",
  rule: "trust-without-external-id",
  severity: "high",
  detail: "account 999988887777 may take the role without an external id",
  where: { policy: "trust", statement: 0, sid: "Vendor", line: 4 },
  remediation: "Ask for it.",
  vendor: "auger",
  fixed: "{}",
};

describe("machine output", () => {
  test("what was promised, and more beside it", () => {
    expect(JSON.parse(jsonLine(finding))).toEqual({
      role: finding.role,
      rule: "trust-without-external-id",
      severity: "high",
      detail: finding.detail,
      where: { policy: "trust", statement: 0 },
      remediation: "Ask for it.",
      ...{ sid: "Vendor", line: 4, vendor: "auger", fixed: "{}" },
    });
  });

  test("nothing beside it where nothing is known", () => {
    const { vendor, fixed, ...bare } = finding;
    const line = JSON.parse(jsonLine({ ...bare, where: { policy: "role", statement: null } }));
    expect(Object.keys(line)).toEqual(["role", "rule", "severity", "detail", "where", "remediation"]);
    expect(line.where).toEqual({ policy: "role", statement: null });
  });
});

describe("for people", () => {
  const low: AuditFinding = {
    ...finding,
    rule: "role-unused",
    severity: "low",
    where: { policy: "role", statement: null },
  };

  test("the gravest first, then for each rule why and what to do, once", () => {
    const text = auditTable([low, finding, { ...finding, role: `${finding.role}2` }]);
    const lines = text.split("\n");
    expect(lines[0]).toMatch(/^severity +role +rule +where +what$/);
    expect(lines.slice(1, 4).map((line) => line.split(" ")[0])).toEqual(["high", "high", "low"]);
    expect(lines[1]).toContain("trust, statement 0 (Vendor), line 4");
    expect(text.match(/docs\/rules\/trust-without-external-id\.md/g)).toHaveLength(1);
  });

  test("a name cannot steer the terminal", () => {
    const evil = { ...finding, where: { policy: "\u001b[2J\u202e", statement: null }, detail: "a\nb" };
    expect(auditTable([evil])).not.toMatch(/[^\P{Cc}\n]|\p{Cf}/u);
    expect(auditTable([evil]).split("\n")[1]).toContain("a\\u000ab");
  });
});

describe("what was not looked at", () => {
  const role = (index: number): string => `arn:aws:iam::111122223333:role/r${index}`;

  test("one line for each rule and what it lacked", () => {
    const missing = ["session length"] as const;
    const unknown = [1, 2, 3, 4, 5].map((index) => ({ role: role(index), rule: "session-longer", missing }));
    const lines = unknownLines([...unknown, { role: role(1), rule: "role-unused", missing: ["last use"] }]);
    expect(lines).toHaveLength(2);
    expect(lines[0]).toBe(
      "unknown: session-longer: no session length (from get-role, or the live account): role/r1, role/r2, role/r3 and 2 more",
    );
  });

  test("documents that could not be used", () => {
    expect(problemLines([{ where: "a.json\u202e", what: "left out" }])).toEqual(["a.json\\u202e: left out"]);
  });
});
