import { describe, expect, test } from "@jest/globals";
import { fed } from "#shared/act/dead-rules.ts";
import { expectedRules } from "#shared/act/expected-rules.ts";
import { settingsSchema } from "#shared/model/settings.ts";
import { type Account, liveAccount } from "./account.ts";
import { rules } from "./rules.ts";

const caller = { partition: "aws", account: "111122223333" };
const settings = settingsSchema.parse({ mode: "tag", region: "eu-west-1", tags: {}, teams: {}, people: {} });
const expected = expectedRules(settings, caller);

const perfect: Pick<Account, "rule" | "mappings"> = {
  rule: async (name, region) => {
    const rule = expected.find((one) => one.definition.name === name && one.region === region);
    return (
      rule && {
        state: rule.definition.state,
        pattern: JSON.stringify(rule.definition.pattern),
        targetArns: [rule.target],
      }
    );
  },
  mappings: async (name) => {
    return [{ source: `arn:aws:sqs:eu-west-1:111122223333:${fed[name]}`, state: "Enabled" }];
  },
};
const run = (change: Partial<typeof perfect> = {}) =>
  rules.run({ settings, caller, account: { ...liveAccount("eu-west-1"), ...perfect, ...change } });

test("all alive, those that only forward included", async () => {
  expect(expected.map(({ region }) => region)).toContain("us-east-1");
  expect(await run()).toEqual({
    status: "ok",
    detail: `${expected.length} rules are alive, every queue is read`,
    remediation: "",
  });
});

describe("one thing broken", () => {
  test.each<[string, Partial<typeof perfect>, string]>([
    [
      "a rule is missing",
      { rule: async (name, region) => (name === "sagewarden-retag" ? undefined : perfect.rule(name, region)) },
      "rule sagewarden-retag in eu-west-1 is missing",
    ],
    [
      "a queue is not read",
      { mappings: async () => [] },
      "the mapping from sagewarden-creations to sagewarden-enforce-tags is missing",
    ],
  ])("%s", async (_what, change, detail) => {
    const answer = await run(change);
    expect(answer.status).toBe("fail");
    expect(answer.detail).toContain(detail);
  });
});
