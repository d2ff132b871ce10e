import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, test } from "@jest/globals";
import { choices, noticeTypes } from "../shared/model/notice.ts";
import { choiceWords } from "../shared/notify/sentences.ts";
import { generateNoticesPage } from "./generate-notices.ts";

const text = generateNoticesPage();

test.each(noticeTypes)("%s has its row", (type) => {
  expect(text).toMatch(new RegExp(`^\\| \`${type}\` \\| .{20,} \\| (operators|owner, team) \\|$`, "m"));
});

test.each(choices)("the answer %s has its row", (choice) => {
  expect(text).toContain(`| ${choiceWords[choice].button} | ${choiceWords[choice].sentence} |`);
});

test("every picture and page that it names is there", () => {
  const named = [...text.matchAll(/\]\(([^)#]+)\)/g)].map(([, path]) => path ?? "");
  expect(named.length).toBeGreaterThan(4);
  const missing = named.filter((path) => !existsSync(fileURLToPath(new URL(`../docs/${path}`, import.meta.url))));
  expect(missing).toEqual([]);
});
