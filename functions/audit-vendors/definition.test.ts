import { expect, test } from "@jest/globals";
import { ownArn } from "#shared/model/function-definition.ts";
import { names } from "#shared/names.ts";
import { definition } from "./definition.ts";

test("a rule that it keeps can feed one queue only: others let EventBridge in, too", () => {
  const targets = definition.permissions.filter(({ actions }) => actions.includes("events:PutTargets"));
  const queue = ownArn("sqs", "$" + "{Region}", names.queues.vendorActs);
  expect(targets.map(({ condition }) => condition)).toEqual([
    { "ForAllValues:ArnEquals": { "events:TargetArn": queue }, Null: { "events:TargetArn": "false" } },
  ]);
});
