import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { anyCharacter } from "../../../test/any-character.ts";
import type { AuditFinding } from "../../detect/audit/rule.ts";
import { severities } from "../../model/finding.ts";
import { asff } from "./asff.ts";

const place = { account: "111122223333", partition: "aws", region: "eu-west-1" };
const now = "2027-01-15T12:00:00Z";
const finding: AuditFinding = {
  role: "arn:aws:iam::111122223333:role/x",
  rule: "tried",
  severity: "medium",
  detail: "Something is wrong.",
  where: { policy: "trust", statement: 0, line: 4 },
  remediation: "Mend it.",
  vendor: "auger",
};

test("a finding", () => {
  expect(asff(finding, place, now)).toMatchObject({
    SchemaVersion: "2018-10-08",
    Id: "tried/arn:aws:iam::111122223333:role/x/trust/0",
    ProductArn: "arn:aws:securityhub:eu-west-1:111122223333:product/111122223333/default",
    AwsAccountId: "111122223333",
    Severity: { Label: "MEDIUM" },
    Title: "tried: Something is wrong.",
    Resources: [{ Type: "AwsIamRole", Id: finding.role, Partition: "aws", Region: "eu-west-1" }],
  });
});

test("a statement's own name outlives its place", () => {
  const named = (statement: number) => ({ ...finding, where: { policy: "trust", statement, sid: "Vendor" } });
  expect(asff(named(0), place, now).Id).toBe(asff(named(3), place, now).Id);
});

test("every severity has its label", () => {
  const labels = severities.map((severity) => asff({ ...finding, severity }, place, now).Severity.Label);
  expect(labels).toEqual(["INFORMATIONAL", "LOW", "MEDIUM", "HIGH", "CRITICAL"]);
});

describe("the limits of the format", () => {
  test("hold for whatever a policy is called", () => {
    const text = fc.string({ unit: anyCharacter, minLength: 1, maxLength: 3_000 });
    fc.assert(
      fc.property(text, text, text, (policy, detail, remediation) => {
        const one = asff(
          { ...finding, detail: `a${detail}`, remediation: `a${remediation}`, where: { policy, statement: null } },
          place,
          now,
        );
        expect(one.Id.length).toBeLessThanOrEqual(512);
        expect(one.Title.length).toBeLessThanOrEqual(256);
        expect(one.Description.length).toBeLessThanOrEqual(1_024);
        expect(one.Remediation.Recommendation.Text.length).toBeLessThanOrEqual(512);
        for (const value of [one.Id, one.Title, one.Description]) expect(value).toMatch(/\S/);
      }),
    );
  });
});
