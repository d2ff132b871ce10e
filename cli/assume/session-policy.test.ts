import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "@jest/globals";
import { temporaryFolder } from "./fixture.ts";
import { readSessionPolicy } from "./session-policy.ts";

const folder = temporaryFolder();
const policy = '{"Version":"2012-10-17","Statement":[]}';
writeFileSync(join(folder, "policy.json"), `${policy}\n`);
writeFileSync(join(folder, "other.json"), '{"a":1}');

test.each([policy, ` ${policy}`, "policy.json", join(folder, "policy.json")])("%s", async (given) => {
  expect(readSessionPolicy(given, folder)).toBe(policy);
});

test.each([
  ["none.json", '--session-policy "none.json": there is no such file'],
  [".", '--session-policy ".": it cannot be read'],
  ["other.json", '--session-policy "other.json": it is no policy'],
  ["{", "--session-policy: it is no policy; allowed: a JSON object with a Statement"],
  ["{}", "--session-policy: it is no policy"],
  [`{"Statement":"${"x".repeat(2_048)}"}`, "--session-policy: 2064 characters; allowed: at most 2048"],
])("%s is refused", async (given, message) => {
  expect(() => readSessionPolicy(given, folder)).toThrow(message);
});
