import { expect, test } from "@jest/globals";
import { everythingFound, nothingFound } from "./fixture.ts";
import { asHtml } from "./html.ts";

const at = "2027-01-01T00:00:00.000Z";
const page = asHtml(everythingFound, at);

test.each([
  ["when", at],
  ["a cell of the matrix that is open", '<td class="wrong" title="2 of 2 allowed of what must be denied">✗ 2/2</td>'],
  ["a violation with its statement", "<td>developer.json, statement 1</td><td>sagemaker:DeleteEndpoint</td>"],
  ["a chain as steps", "<li><b>sagemaker:AddTags</b> on <code>arn:e</code> <em>tags team=TeamB</em>"],
  ["a finding of the linter", "dead-pair"],
  ["what a wildcard caught", "sagemaker:ListSecrets"],
  ["who accepted what is open", "<td>sagemaker:ListModels</td><td>a.json, List</td><td>platform</td>"],
])("has %s", (_, text) => expect(page).toContain(text));

test("needs nothing from elsewhere, and runs nothing", () => {
  expect(page).toContain("default-src 'none'");
  expect(page).not.toMatch(/<script|<img|<link|src=|href=|url\(/);
});

test("nothing found", () => {
  const clean = asHtml(nothingFound, at);
  expect(clean).toContain('class="right"');
  expect(clean).not.toContain('class="wrong"');
});

test("hostile names are text", () => {
  const bad = `"><script>alert(1)</script>`;
  const statement = { policy: bad, index: 0, sid: bad };
  const [violation, ...more] = everythingFound.matrix.violations;
  if (violation === undefined) throw new Error("the fixture has one");
  const violations = [{ ...violation, statement }, ...more];
  const chains = [
    {
      goal: "data-read" as const,
      known: bad,
      steps: [{ principal: bad, action: bad, resource: bad, with: bad }],
      statements: [statement],
    },
  ];
  const hostile = asHtml({ ...everythingFound, chains, matrix: { ...everythingFound.matrix, violations } }, bad);
  expect(hostile).not.toContain("<script");
  expect(hostile).toContain("&lt;script&gt;");
});
