import { describe, expect, test } from "@jest/globals";
import type { WantedMap } from "../model/vendor-link.ts";
import { watchRules } from "../vendor-rules.ts";
import { watchListOf } from "../vendors/watch/wanted.ts";
import type { FoundRule } from "./dead-rules.ts";
import { unheard } from "./unheard.ts";

const now = "2026-07-01T12:00:00Z";
const target = "arn:aws:sqs:us-east-1:111122223333:sagewarden-vendor-acts";
const arn = (name: string): string => `arn:aws:iam::111122223333:role/${name}`;
const list = (count: number, at = "2026-07-01T11:00:00Z"): WantedMap =>
  Object.fromEntries(
    Array.from({ length: count }, (_, index) => [arn(`r${index}`), { in: "roles", why: "outsiders", at }]),
  );

const look = (wanted: WantedMap, inRules: WantedMap, change: Partial<FoundRule> = {}) => {
  const rules = watchRules({ partition: "aws", account: "111122223333" }, watchListOf(inRules));
  const read = async (name: string): Promise<FoundRule | undefined> => {
    const rule = rules.find((one) => one.name === name);
    return rule && { state: rule.state, pattern: JSON.stringify(rule.pattern), targetArns: [target], ...change };
  };
  return unheard(wanted, { read, target, now });
};

test("all are heard, in as many rules as there are", async () => {
  expect(await look(list(40), list(40))).toEqual([]);
});

test("who came onto the list a moment ago is not missed", async () => {
  expect(await look(list(1, "2026-07-01T11:55:00Z"), {})).toEqual([]);
});

describe("somebody is not heard", () => {
  test.each<[string, WantedMap, Partial<FoundRule>]>([
    ["there is no rule", {}, {}],
    ["the rule is disabled", list(1), { state: "DISABLED" }],
    ["it hears no reads", list(1), { state: "ENABLED" }],
    ["it feeds something else", list(1), { targetArns: [] }],
    ["it has another pattern", list(1), { pattern: "{}" }],
    ["it has none", list(1), { pattern: "" }],
  ])("%s", async (_, inRules, change) => {
    expect(await look(list(1), inRules, change)).toEqual([`no rule sagewarden-watch-<n> hears ${arn("r0")}`]);
  });

  test("many are counted", async () => {
    expect(await look(list(9), {})).toEqual([expect.stringMatching(/r2 and 6 more$/)]);
  });
});
