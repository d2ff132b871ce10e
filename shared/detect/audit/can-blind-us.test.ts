import { expect, test } from "@jest/globals";
import { canBlindUs } from "./can-blind-us.ts";
import { allow, answerOf, deny, holding, seenRole } from "./support/fixtures.ts";

const rule = (name: string): string => `arn:aws:events:us-east-1:111122223333:rule/${name}`;

test.each([
  ["its bucket", seenRole(), "clean"],
  ["the trail", holding([allow("cloudtrail:StopLogging")]), ["high extra 0"]],
  [
    "one trail",
    holding([allow("cloudtrail:UpdateTrail", "arn:aws:cloudtrail:us-east-1:111122223333:trail/main")]),
    ["high extra 0"],
  ],
  ["the detector", holding([allow("guardduty:*")]), ["high extra 0"]],
  ["all rules", holding([allow("events:DisableRule")]), ["medium extra 0"]],
  ["our rules", holding([allow("events:RemoveTargets", rule("Sagewarden-Sessions"))]), ["medium extra 0"]],
  ["its own rules", holding([allow("events:PutRule", rule("auger-*"))]), "clean"],
  ["looking at trails", holding([allow("cloudtrail:Describe*")]), "clean"],
  ["denied again", holding([allow("cloudtrail:*"), deny("cloudtrail:*")]), "clean"],
] as const)("%s", (_, seen, expected) => {
  expect(answerOf(canBlindUs, seen)).toEqual(expected);
});
