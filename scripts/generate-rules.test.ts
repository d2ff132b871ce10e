import { describe, expect, test } from "@jest/globals";
import { auditRules, contractRules } from "../shared/detect/audit/index.ts";
import { creationRules, exemptTagRules, profileUrlRules, retagRules } from "../shared/detect/index.ts";
import { signals } from "../shared/detect/signals/index.ts";
import { generateRulePage, rulePages } from "./generate-rules.ts";

const rule = { id: "tried", severity: "low", why: "Because.", blind: "The rest." } as const;
const row = {
  ...({ rule, over: "a new resource", source: "shared/detect/tried.ts", title: "Rule" } as const),
  sections: [["What to do", "Mend it."]],
} as const;

describe("the page of a rule", () => {
  test("says all that the rule says, and where its code is", () => {
    const page = generateRulePage(row);
    expect(page).toContain("| low | a new resource | [shared/detect/tried.ts](../../shared/detect/tried.ts) |");
    for (const section of ["## Why\n\nBecause.", "## What to do\n\nMend it.", "## What it cannot see\n\nThe rest."])
      expect(page).toContain(section);
  });

  test("says that its severity depends on what was seen", () => {
    const page = generateRulePage({ ...row, rule: { ...rule, severityOf: () => "high" } });
    expect(page).toContain("| low, or another by what was seen |");
  });
});

const pageOf = (id: string | undefined): string =>
  rulePages.find(({ path }) => path === `docs/rules/${id}.md`)?.make() ?? "";

test("an audit rule's page has its sources", () => {
  const [first] = auditRules;
  for (const source of first?.sources ?? []) expect(pageOf(first?.id)).toContain(`- ${source}`);
  expect(pageOf(first?.id)).toMatch(/^# Audit rule: /);
});

test("a signal's page says who does this rightly, and leads to ATT&CK", () => {
  const [first] = signals;
  expect(pageOf(first?.id)).toContain(`## Who does this rightly\n\n${first?.falsePositives}`);
  expect(pageOf(first?.id)).toMatch(/https:\/\/attack\.mitre\.org\/techniques\/T\d{4}/);
});

const ids = [
  ...creationRules,
  ...retagRules,
  ...exemptTagRules,
  ...profileUrlRules,
  ...auditRules,
  ...contractRules,
  ...signals,
].map(({ id }) => id);

test("every rule and signal has its page, and no two share an id", () => {
  expect(rulePages.map(({ path }) => path)).toEqual([
    "docs/rules/README.md",
    ...ids.map((id) => `docs/rules/${id}.md`),
  ]);
  expect(new Set(ids).size).toBe(ids.length);
});

test("the index leads to every page, once", () => {
  const [index, ...pages] = rulePages;
  const links = [...(index?.make() ?? "").matchAll(/\]\(([^)]+)\)/g)].map(([, link]) => `docs/rules/${link}`);
  expect(links).toEqual(pages.map(({ path }) => path));
});

test("no page holds a value that is not there", () => {
  for (const { make } of rulePages) expect(make()).not.toMatch(/undefined|\[object/);
});
