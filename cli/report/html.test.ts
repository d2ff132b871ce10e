import { expect, test } from "@jest/globals";
import { settings, withSettings } from "../../test/fixtures.ts";
import { creationOf, week } from "./fixture.ts";
import { asHtml } from "./html.ts";
import { reportOf } from "./report.ts";

const observe = withSettings({ mode: "observe" });
const page = asHtml(reportOf(week, observe));

test("the page holds the numbers, the lines that turn it on and every single one", () => {
  expect(page).toContain("<td>TrainingJob</td>");
  expect(page).toContain("<code>mode: enforce</code>");
  expect(page).toContain("Each of the 5");
  expect(page).toContain("SageMaker has no call to stop a Model");
});

test("it needs nothing else, and may do nothing", () => {
  expect(page).toContain(`content="default-src 'none'; style-src 'unsafe-inline'"`);
  expect(page).not.toMatch(/<script|<link|<img|<iframe|\ssrc=|\shref=|\son\w+=|@import|url\(/i);
});

test("every element is closed in its order", () => {
  const open: string[] = [];
  for (const [, close, name = "", rest = ""] of page.matchAll(/<(\/?)([a-z0-9]+)([^>]*)>/g)) {
    if (close) expect(open.pop()).toBe(name);
    else if (!["meta", "br"].includes(name) && !rest.endsWith("/")) open.push(name);
  }
  expect(open).toEqual([]);
});

test("hostile names are text", () => {
  const name = `"><script>alert(1)</script>\u202e' & `;
  const hostile = creationOf("h", "Model", "observed", {
    resource: { arn: `arn:${name}`, kind: name },
    intent: { [`team${name}`]: name },
  });
  const shown = asHtml(reportOf({ ...week, creations: [hostile], cases: [], notices: [] }, observe));
  expect(shown).not.toContain("<script");
  expect(shown).not.toContain("\u202e");
  expect(shown).toContain("&lt;script&gt;alert(1)&lt;/script&gt;");
});

test("an empty week is a page too", () => {
  expect(asHtml(reportOf({ ...week, creations: [], cases: [], notices: [] }, settings))).toContain("<p>Nothing.</p>");
});
