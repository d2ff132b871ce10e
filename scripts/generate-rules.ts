import { creationRules, exemptTagRules, retagRules } from "../shared/detect/index.ts";
import type { Rule } from "../shared/detect/rule.ts";
import { cell, page, table } from "./generate-docs.ts";

export const rulesFolder = "docs/rules";
const index = `${rulesFolder}/README.md`;

/** What the page of a rule shows, whatever the rule looks at. */
type Described = Pick<Rule<never>, "id" | "severity" | "why" | "blind" | "remediation"> & { severityOf?: unknown };

interface Row {
  rule: Described;
  /** What the rule looks at. */
  over: string;
}

const rows: readonly Row[] = [
  ...creationRules.map((rule) => ({ rule, over: "a new resource" })),
  ...retagRules.map((rule) => ({ rule, over: "AddTags, DeleteTags" })),
  ...exemptTagRules.map((rule) => ({ rule, over: "`sagewarden:exempt-until`" })),
];

const source = (id: string): string => `shared/detect/${id}.ts`;

const severity = ({ severity: usual, severityOf }: Described): string =>
  severityOf === undefined ? usual : `${usual}, or another by what was seen`;

/** The page of one rule. */
export const generateRulePage = ({ rule, over }: Row): string =>
  page(`Rule: ${rule.id}`, source(rule.id), [
    ...table(
      ["severity", "looks at", "code"],
      [[severity(rule), over, `[${source(rule.id)}](../../${source(rule.id)})`]],
    ),
    "",
    "## Why",
    "",
    rule.why,
    "",
    "## What to do",
    "",
    rule.remediation,
    "",
    "## What it cannot see",
    "",
    rule.blind,
  ]);

const generateIndex = (): string =>
  page("Rules", "shared/detect/index.ts", [
    "One rule is one file, one test beside it and one page here. A finding names its rule; a rule's id never changes its meaning.",
    "",
    ...table(
      ["rule", "severity", "looks at", "why"],
      rows.map(({ rule, over }) => [`[${rule.id}](${rule.id}.md)`, severity(rule), over, cell(rule.why)]),
    ),
  ]);

/** `docs/rules/`: the index and a page for each rule. */
export const rulePages: readonly { path: string; make(): string }[] = [
  { path: index, make: generateIndex },
  ...rows.map((row) => ({ path: `${rulesFolder}/${row.rule.id}.md`, make: () => generateRulePage(row) })),
];
