import { expect, test } from "@jest/globals";
import { judgeDeadLetters, judgeRole } from "./functions.ts";

test.each([
  [0, "ok"],
  [3, "warn"],
  [undefined, "fail"],
])("a dead-letter queue with %s messages: %s", (messages, status) => {
  expect(judgeDeadLetters("sagewarden-creations-dead", messages).status).toBe(status);
});

const role = {
  arn: "arn:aws:iam::111122223333:role/sagewarden/sagewarden-enforce-tags",
  boundary: "arn:aws:iam::111122223333:policy/sagewarden/sagewarden-boundary",
  policies: ["p"],
};
test.each([
  ["perfect", role, "ok"],
  ["missing", undefined, "fail"],
  ["under another path", { ...role, arn: "arn:aws:iam::111122223333:role/sagewarden-enforce-tags" }, "fail"],
  ["without a policy", { ...role, policies: [] }, "fail"],
  ["without the boundary", { ...role, boundary: undefined }, "warn"],
])("a role that is %s", (_what, found, status) => {
  expect(judgeRole("sagewarden-enforce-tags", found).status).toBe(status);
});
