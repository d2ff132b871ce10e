import { describe, expect, test } from "@jest/globals";
import { settingsSchema } from "../model/settings.ts";
import { deadRules, deadRulesNotice, type FoundMapping, type FoundRule, fed, type RuleReads } from "./dead-rules.ts";
import { expectedRules } from "./expected-rules.ts";

const settings = settingsSchema.parse({ mode: "observe", region: "us-east-1", tags: {}, teams: {}, people: {} });
const expected = expectedRules(settings, { partition: "aws", account: "111122223333" });
const broken = "sagewarden-session";

/** Everything alive; `broken` and the mappings as the test says. */
const reads = (change: (rule: FoundRule) => FoundRule | undefined, mapping?: Partial<FoundMapping>): RuleReads => ({
  rule: async (region, name) => {
    const rule = expected.find(({ definition }) => definition.name === name);
    if (!rule || rule.region !== region) return undefined;
    const { state, pattern } = rule.definition;
    const found = { state, pattern: JSON.stringify(pattern, null, 1), targetArns: [rule.target] };
    return name === broken ? change(found) : found;
  },
  mappings: async (functionName) => {
    return [{ source: `arn:aws:sqs:us-east-1:111122223333:${fed[functionName]}`, state: "Enabled", ...mapping }];
  },
});

test("all alive: nothing to say", async () => {
  expect(
    await deadRules(
      expected,
      reads((rule) => rule),
    ),
  ).toEqual([]);
});

describe("one thing broken", () => {
  test.each<[string, (rule: FoundRule) => FoundRule | undefined]>([
    ["is missing", () => undefined],
    ["is DISABLED, not ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS", (rule) => ({ ...rule, state: "DISABLED" })],
    ["is ENABLED, not ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS", (rule) => ({ ...rule, state: "ENABLED" })],
    ["has another event pattern", (rule) => ({ ...rule, pattern: '{"source":["aws.sts"]}' })],
    ["has another event pattern", (rule) => ({ ...rule, pattern: "" })],
    ["does not feed arn:aws:sqs:us-east-1:111122223333:sagewarden-sessions", (rule) => ({ ...rule, targetArns: [] })],
    [
      "does not feed arn:aws:sqs:us-east-1:111122223333:sagewarden-sessions",
      (rule) => ({ ...rule, targetArns: ["arn:aws:sqs:us-east-1:999988887777:sagewarden-sessions"] }),
    ],
  ])("the rule %s", async (fault, change) => {
    expect(await deadRules(expected, reads(change))).toEqual([`rule ${broken} in us-east-1 ${fault}`]);
  });

  test.each<[string, Partial<FoundMapping>]>([
    ["is Disabled", { state: "Disabled" }],
    ["is missing", { source: "arn:aws:sqs:us-east-1:111122223333:another" }],
  ])("the mappings: %s", async (fault, mapping) => {
    expect(
      await deadRules(
        expected,
        reads((rule) => rule, mapping),
      ),
    ).toEqual([
      `the mapping from sagewarden-creations to sagewarden-enforce-tags ${fault}`,
      `the mapping from sagewarden-sessions to sagewarden-record-sessions ${fault}`,
      `the mapping from sagewarden-vendor-acts to sagewarden-watch-vendors ${fault}`,
      `the mapping from sagewarden-audits to sagewarden-audit-vendors ${fault}`,
    ]);
  });
});

test("the order of a pattern's keys is no fault", async () => {
  const turned = (pattern: string) => JSON.stringify(Object.fromEntries(Object.entries(JSON.parse(pattern)).reverse()));
  expect(
    await deadRules(
      expected,
      reads((rule) => ({ ...rule, pattern: turned(rule.pattern) })),
    ),
  ).toEqual([]);
});

describe("when AWS does not answer", () => {
  const failing = (name: string): RuleReads => ({
    ...reads((rule) => rule),
    mappings: () => Promise.reject(Object.assign(new Error("no"), { name })),
  });
  test("a missing permission is a fault", async () => {
    expect(await deadRules(expected, failing("AccessDeniedException"))).toContain(
      "the mapping from sagewarden-creations to sagewarden-enforce-tags cannot be read: AccessDeniedException: no",
    );
  });
  test("a fault that passes is none: the run fails and is tried again", async () => {
    await expect(deadRules(expected, failing("TooManyRequestsException"))).rejects.toThrow("no");
  });
});

describe("the notice", () => {
  const at = "2026-11-22T10:15:00Z";
  const id = (faults: string[], now = at) => deadRulesNotice(faults, "arn:topic", now).id;
  test("lists the faults", () => {
    const notice = deadRulesNotice(["a is missing", "b is missing"], "arn:topic", at);
    expect(notice).toMatchObject({ type: "dead-rules", severity: "critical", detail: "a is missing; b is missing" });
  });
  test("is the same one for the same faults on one day only", () => {
    expect(id(["a"], "2026-11-22T23:00:00Z")).toBe(id(["a"]));
    expect(new Set([id(["a"]), id(["b"]), id(["a", "b"]), id(["a"], "2026-11-23T00:00:00Z")]).size).toBe(4);
  });
});
