import { auditRules, contractRules } from "../shared/detect/audit/index.ts";
import type { AuditRule } from "../shared/detect/audit/rule.ts";
import { creationRules, exemptTagRules, profileUrlRules, retagRules } from "../shared/detect/index.ts";
import type { Rule } from "../shared/detect/rule.ts";
import { signals } from "../shared/detect/signals/index.ts";
import type { Signal } from "../shared/detect/signals/signal.ts";
import { cell, page, table } from "./generate-docs.ts";

export const rulesFolder = "docs/rules";
const index = `${rulesFolder}/README.md`;

/** What the page of a rule shows, whatever the rule looks at. */
type Described = Pick<Rule<never>, "id" | "severity" | "why" | "blind"> & { severityOf?: unknown };

interface Row {
  rule: Described;
  /** What the rule looks at. */
  over: string;
  /** Its file. */
  source: string;
  title: "Rule" | "Audit rule" | "Signal";
  /** Further sections, each a heading and its text. */
  sections: readonly (readonly [string, string])[];
}

const ruleRow = (rule: Described & { remediation: string }, over: string): Row => ({
  ...{ rule, over, title: "Rule", source: `shared/detect/${rule.id}.ts` },
  sections: [["What to do", rule.remediation]],
});

const auditRow = (rule: Omit<AuditRule, "audit">, over: string): Row => ({
  ...{ rule, over, title: "Audit rule", source: `shared/detect/audit/${rule.id}.ts` },
  sections: [
    ["What to do", rule.remediation],
    ...(rule.sources.length > 0 ? [["Sources", list(rule.sources)] as const] : []),
  ],
});

const signalRow = (signal: Signal): Row => ({
  rule: signal,
  over: `${signal.needs} events${signal.learnt ? ", and what was learnt of the role" : ""}`,
  title: "Signal",
  source: `shared/detect/signals/${signal.id}.ts`,
  sections: [
    ["Who does this rightly", signal.falsePositives],
    ...(signal.attack.length > 0 ? [["MITRE ATT&CK", list(signal.attack.map(technique))] as const] : []),
  ],
});

const list = (items: readonly string[]): string => items.map((item) => `- ${item}`).join("\n");

/** `T1098.001` */
const technique = (id: string): string => `[${id}](https://attack.mitre.org/techniques/${id.replace(".", "/")}/)`;

const ruleRows: readonly Row[] = [
  ...creationRules.map((rule) => ruleRow(rule, "a new resource")),
  ...retagRules.map((rule) => ruleRow(rule, "AddTags, DeleteTags")),
  ...exemptTagRules.map((rule) => ruleRow(rule, "`sagewarden:exempt-until`")),
  ...profileUrlRules.map((rule) => ruleRow(rule, "CreatePresignedDomainUrl")),
];
const auditRows: readonly Row[] = [
  ...auditRules.map((rule) => auditRow(rule, rule.everyRole ? "every role that others may take" : "a vendor's role")),
  ...contractRules.map((rule) => auditRow(rule, "a contract")),
];
const signalRows: readonly Row[] = signals.map(signalRow);

const severity = ({ severity: usual, severityOf }: Described): string =>
  severityOf === undefined ? usual : `${usual}, or another by what was seen`;

const section = ([heading, text]: readonly [string, string]): string[] => ["", `## ${heading}`, "", text];

/** The page of one rule. */
export const generateRulePage = ({ rule, over, source, title, sections }: Row): string =>
  page(`${title}: ${rule.id}`, source, [
    ...table(["severity", "looks at", "code"], [[severity(rule), over, `[${source}](../../${source})`]]),
    ...section(["Why", rule.why]),
    ...sections.flatMap(section),
    ...section(["What it cannot see", rule.blind]),
  ]);

const rowCells = ({ rule, over }: Row): string[] => [
  `[${rule.id}](${rule.id}.md)`,
  severity(rule),
  over,
  cell(rule.why),
];

const part = (heading: string, text: string, rows: readonly Row[]): string[] => [
  `## ${heading}`,
  "",
  text,
  "",
  ...table([heading === "Signals" ? "signal" : "rule", "severity", "looks at", "why"], rows.map(rowCells)),
  "",
];

const generateIndex = (): string =>
  page("Rules", "shared/detect/", [
    "One rule is one file, one test beside it and one page here. A finding names its rule; a rule's id never changes its meaning.",
    "",
    ...part("Owners", "Over what SageMaker's records show, as they come.", ruleRows),
    ...part("Vendors' roles", "`sagewarden vendors audit`, and daily: over what IAM says of a role.", auditRows),
    ...part(
      "Signals",
      "`sagewarden vendors watch`, and as records come: over what a vendor's sessions do.",
      signalRows,
    ),
  ]).replace(/\n+$/, "\n");

/** `docs/rules/`: the index and a page for each rule. */
export const rulePages: readonly { path: string; make(): string }[] = [
  { path: index, make: generateIndex },
  ...[...ruleRows, ...auditRows, ...signalRows].map((row) => ({
    path: `${rulesFolder}/${row.rule.id}.md`,
    make: () => generateRulePage(row),
  })),
];
