import type { AuditFinding } from "../../detect/audit/rule.ts";
import type { Severity } from "../../model/finding.ts";
import { asciiLine } from "../../notify/plain-text.ts";

/** Where the findings belong to. */
export interface AsffPlace {
  account: string;
  partition: string;
  /** Of Security Hub: the home region. */
  region: string;
}

const labels = {
  critical: "CRITICAL",
  high: "HIGH",
  medium: "MEDIUM",
  low: "LOW",
  info: "INFORMATIONAL",
} as const satisfies Readonly<Record<Severity, string>>;

/** https://docs.aws.amazon.com/securityhub/1.0/APIReference/API_AwsSecurityFinding.html */
const longest = { id: 512, title: 256, description: 1_024, remediation: 512, productField: 2_048 };

const types = ["Software and Configuration Checks/AWS Security Best Practices"];

/** One finding as BatchImportFindings takes it, at most 100 a call. `now`: ISO 8601. A finding that stays keeps its id. */
export const asff = (finding: AuditFinding, { account, partition, region }: AsffPlace, now: string) => {
  const { role, rule, severity, detail, where, remediation, vendor } = finding;
  const Severity = { Label: labels[severity] };
  const place = [where.policy, where.sid ?? where.statement].filter((one) => one !== null).join("/");
  return {
    SchemaVersion: "2018-10-08",
    Id: asciiLine(`${rule}/${role}/${place}`, 4_096).slice(0, longest.id),
    ProductArn: `arn:${partition}:securityhub:${region}:${account}:product/${account}/default`,
    GeneratorId: `sagewarden/${rule}`,
    AwsAccountId: account,
    Types: types,
    CreatedAt: now,
    UpdatedAt: now,
    Severity,
    FindingProviderFields: { Severity, Types: types },
    Title: asciiLine(`${rule}: ${detail}`, longest.title),
    Description: asciiLine(detail, longest.description),
    Remediation: { Recommendation: { Text: asciiLine(remediation, longest.remediation) } },
    ProductFields: {
      "sagewarden/policy": asciiLine(where.policy, longest.productField),
      ...(where.statement !== null && { "sagewarden/statement": String(where.statement) }),
      ...(vendor !== undefined && { "sagewarden/vendor": asciiLine(vendor, longest.productField) }),
    },
    Resources: [{ Type: "AwsIamRole", Id: role, Partition: partition, Region: region }],
    Compliance: { Status: "FAILED" },
    RecordState: "ACTIVE",
  } as const;
};
