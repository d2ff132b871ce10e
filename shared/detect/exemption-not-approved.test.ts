import { expect, test } from "@jest/globals";
import { notebookArn, settings } from "../../test/fixtures.ts";
import { exemptionNotApproved } from "./exemption-not-approved.ts";
import type { SeenExemptTag } from "./rule.ts";

const perfect: SeenExemptTag = {
  claim: {
    arn: notebookArn,
    until: "2026-12-24",
    reason: "a demonstration",
    principal: "arn:aws:iam::111122223333:user/carol",
    person: "carol",
    team: "TeamA",
    at: "2026-11-22T10:00:00Z",
  },
  settings,
};
const detect = (claim: object, change: object = {}) =>
  exemptionNotApproved.detect({ claim: { ...perfect.claim, ...claim }, settings: { ...settings, ...change } });

test.each([
  ["the team's approver", {}, {}],
  ["a general approver, of a team that nobody knows", { team: undefined }, { approvers: ["carol"] }],
  ["today", { until: "2026-11-22" }, {}],
  ["the last day that the settings allow", { until: "2027-05-21" }, {}],
  ["without a reason", { reason: undefined }, {}],
])("clean: %s", (_, claim, change) => {
  expect(detect(claim, change)).toEqual([]);
});

const words = "the value is no day of the form YYYY-MM-DD";
test.each([
  ["a member of the team", { person: "alice" }, {}, "alice is no approver for TeamA"],
  ["another team's approver", { team: "TeamB" }, {}, "carol is no approver for TeamB"],
  ["a team's approver, where no team is known", { team: undefined }, {}, "carol is no approver of all teams"],
  ["an unproven principal", { person: undefined }, {}, "nothing proves who wrote it"],
  ["an approver who left", {}, { people: { carol: { team: "TeamA", left: "2026-11-01" } } }, "carol is no approver"],
  ["yesterday", { until: "2026-11-21" }, {}, "the day had passed"],
  ["a day too far", { until: "2027-05-22" }, {}, "more than exemptionsMax (P180D) ahead"],
  ["a shorter limit", { until: "2026-12-24" }, { exemptionsMax: "P7D" }, "more than exemptionsMax (P7D) ahead"],
  ["no day", { until: "forever" }, {}, words],
  ["no day of the calendar", { until: "2027-02-29" }, {}, words],
  ["a time", { until: "2026-12-24T00:00:00Z" }, {}, words],
  ["an empty value", { until: "" }, {}, words],
  ["digits of another script", { until: "２０２６-12-24" }, {}, words],
])("found: %s", (_, claim, change, expected) => {
  expect(detect(claim, change)).toEqual([expect.stringContaining(expected)]);
});
