import { describe, expect, test } from "@jest/globals";
import { settingsSchema } from "../model/settings.ts";
import { rulesFor } from "../rules.ts";
import { expectedRules } from "./expected-rules.ts";

const place = { partition: "aws", account: "111122223333" };
const settingsFor = (region: string | string[]) =>
  settingsSchema.parse({ mode: "observe", region, tags: {}, teams: {}, people: {} });

const all = rulesFor(place).length;
/** Where the records of IAM and of STS's global endpoint are. */
const globalRules = rulesFor(place).filter(({ queue }) => queue !== "creations").length;
const withoutIam = rulesFor(place).filter(({ isGlobal }) => !isGlobal).length;

describe("how many rules are where", () => {
  test.each<[string, string | string[], typeof place, Record<string, number>]>([
    ["the home region alone", "us-east-1", place, { "us-east-1": all }],
    ["elsewhere, with the global region for STS", "eu-west-1", place, { "eu-west-1": all, "us-east-1": globalRules }],
    ["two with SageMaker", ["eu-west-1", "us-east-1"], place, { "eu-west-1": all, "us-east-1": all }],
    ["a further one", ["us-east-1", "eu-west-1"], place, { "eu-west-1": withoutIam, "us-east-1": all }],
    [
      "China",
      "cn-northwest-1",
      { ...place, partition: "aws-cn" },
      { "cn-northwest-1": all, "cn-north-1": globalRules },
    ],
    ["GovCloud", "us-gov-west-1", { ...place, partition: "aws-us-gov" }, { "us-gov-west-1": all }],
  ])("%s", (_, region, where, counts) => {
    const found: Record<string, number> = {};
    for (const rule of expectedRules(settingsFor(region), where)) found[rule.region] = (found[rule.region] ?? 0) + 1;
    expect(found).toEqual(counts);
  });
});

test("a rule at home feeds its queue, one elsewhere the home region's bus", () => {
  const rules = expectedRules(settingsFor(["eu-west-1", "us-east-1"]), place);
  const targets = new Map(rules.map(({ region, definition, target }) => [`${region} ${definition.queue}`, target]));
  expect(Object.fromEntries(targets)).toEqual({
    "eu-west-1 creations": "arn:aws:sqs:eu-west-1:111122223333:sagewarden-creations",
    "eu-west-1 sessions": "arn:aws:sqs:eu-west-1:111122223333:sagewarden-sessions",
    "eu-west-1 vendorActs": "arn:aws:sqs:eu-west-1:111122223333:sagewarden-vendor-acts",
    "us-east-1 creations": "arn:aws:events:eu-west-1:111122223333:event-bus/default",
    "us-east-1 sessions": "arn:aws:events:eu-west-1:111122223333:event-bus/default",
    "us-east-1 vendorActs": "arn:aws:events:eu-west-1:111122223333:event-bus/default",
  });
});
