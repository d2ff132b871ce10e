import { describe, expect, test } from "@jest/globals";
import { creationRules, exemptTagRules, retagRules } from "../shared/detect/index.ts";
import { generateRulePage, rulePages } from "./generate-rules.ts";

const rule = { id: "tried", severity: "low", why: "Because.", blind: "The rest.", remediation: "Mend it." } as const;

describe("the page of a rule", () => {
  test("says all that the rule says, and where its code is", () => {
    const page = generateRulePage({ rule, over: "a new resource" });
    expect(page).toContain("| low | a new resource | [shared/detect/tried.ts](../../shared/detect/tried.ts) |");
    for (const section of ["## Why\n\nBecause.", "## What to do\n\nMend it.", "## What it cannot see\n\nThe rest."])
      expect(page).toContain(section);
  });

  test("says that its severity depends on what was seen", () => {
    const page = generateRulePage({ rule: { ...rule, severityOf: () => "high" }, over: "" });
    expect(page).toContain("| low, or another by what was seen |");
  });
});

test("every rule has its page", () => {
  const ids = [...creationRules, ...retagRules, ...exemptTagRules].map(({ id }) => `docs/rules/${id}.md`);
  expect(rulePages.map(({ path }) => path)).toEqual(["docs/rules/README.md", ...ids]);
});

test("the index leads to every page, once", () => {
  const [index, ...pages] = rulePages;
  const links = [...(index?.make() ?? "").matchAll(/\]\(([^)]+)\)/g)].map(([, link]) => `docs/rules/${link}`);
  expect(links).toEqual(pages.map(({ path }) => path));
});

test("no page holds a value that is not there", () => {
  for (const { make } of rulePages) expect(make()).not.toMatch(/undefined|\[object/);
});
