import { expect, test } from "@jest/globals";
import { deny, when } from "../../../policy/fixtures.ts";
import { saidBy } from "../fixtures.ts";
import { transitiveKeysByForAllValues } from "./transitive-keys-by-for-all-values.ts";

const key = "sts:TransitiveTagKeys";
const keys = when("ForAllValues:StringEquals", key, ["team"]);
const trust = (Condition: object) => ({
  ...{
    Effect: "Allow",
    Principal: { Federated: "arn:aws:iam::111122223333:saml-provider/idp" },
    Action: "sts:TagSession",
  },
  Condition,
});

test.each([
  ["alone", trust(keys.Condition), 1],
  ["beside a tag", trust({ ...keys.Condition, StringEquals: { "aws:RequestTag/team": "TeamA" } }), 1],
  ["a Null", trust({ ...keys.Condition, Null: { [key]: "false" } }), 0],
  ["ForAnyValue", trust({ "ForAnyValue:StringEquals": { [key]: "team" } }), 0],
  ["a Deny", { ...trust(keys.Condition), Effect: "Deny" }, 0],
  ["nothing of it", trust({ StringEquals: { "SAML:aud": "x" } }), 0],
])("%s", (_, statement, times) => {
  expect(saidBy(transitiveKeysByForAllValues, [statement], "trust")).toHaveLength(times);
});

test("outside of a trust policy too", () => {
  expect(saidBy(transitiveKeysByForAllValues, [deny("sts:*", "*", keys)])).toEqual([]);
});
