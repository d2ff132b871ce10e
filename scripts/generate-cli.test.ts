import { expect, test } from "@jest/globals";
import { verbs } from "../cli/verbs.ts";
import { generateCliPage } from "./generate-cli.ts";

test("every verb has its section, with its options, and the width is not the terminal's", async () => {
  const page = await generateCliPage();
  for (const name of Object.keys(verbs)) expect(page).toContain(`\n## ${name}\n`);
  expect(page).toContain("--live");
  expect(Math.max(...page.split("\n").map((line) => line.length))).toBeLessThanOrEqual(160);
});
