import { expect, test } from "@jest/globals";
import { judgeDeadLetters, judgeRole } from "./functions.ts";

test.each([
  [0, "ok"],
  [3, "warn"],
  [undefined, "fail"],
])("a dead-letter queue with %s messages: %s", (messages, status) => {
  expect(judgeDeadLetters("sagewarden-creations-dead", messages).status).toBe(status);
});

const name = "sagewarden-enforce-tags";
const needed = ["sagemaker:AddTags", "sqs:SendMessage"];
const role = {
  arn: `arn:aws:iam::111122223333:role/sagewarden/${name}`,
  boundary: "arn:aws:iam::111122223333:policy/sagewarden/sagewarden-boundary",
  policies: ["p"],
  allowed: needed,
  denied: [],
};
test.each([
  ["perfect", role, "ok", ""],
  ["allowed by patterns in another case", { ...role, allowed: ["sagemaker:add*", "SQS:Send?essage"] }, "ok", ""],
  ["missing", undefined, "fail", "is missing"],
  ["under another path", { ...role, arn: `arn:aws:iam::111122223333:role/${name}` }, "fail", "is not under"],
  [
    "without a policy",
    { ...role, policies: [], allowed: [] },
    "fail",
    "do not allow sagemaker:AddTags, sqs:SendMessage",
  ],
  ["without one action", { ...role, allowed: ["sagemaker:AddTags"] }, "fail", "do not allow sqs:SendMessage"],
  ["denied one action", { ...role, denied: ["sqs:*"] }, "fail", "deny sqs:SendMessage"],
  ["without the boundary", { ...role, boundary: undefined }, "fail", "has no permissions boundary"],
  [
    "within another boundary",
    { ...role, boundary: "arn:aws:iam::111122223333:policy/sagewarden/not-sagewarden-boundary" },
    "fail",
    "not-sagewarden-boundary, not sagewarden-boundary",
  ],
])("a role that is %s", (_what, found, status, detail) => {
  const answer = judgeRole(name, found, needed);
  expect(answer.status).toBe(status);
  expect(answer.detail).toContain(detail);
});
