import { expect, test } from "@jest/globals";
import { type Answer, fail, ok, warn, worst } from "./check.ts";

const unknown: Answer = { status: "unknown", detail: "u", remediation: "" };

test.each<[string, Answer[], Answer]>([
  ["nothing", [], ok("good")],
  ["only good", [ok("a")], ok("good")],
  ["a warning", [ok("a"), warn("b", "do b")], warn("b", "do b")],
  [
    "unknown beside a warning",
    [warn("b", "do b"), unknown],
    { status: "unknown", detail: "b; u", remediation: "do b" },
  ],
  [
    "a failure beside all",
    [warn("b", "do"), unknown, fail("c", "do")],
    { status: "fail", detail: "b; u; c", remediation: "do" },
  ],
])("%s", (_what, answers, expected) => {
  expect(worst(answers, "good")).toEqual(expected);
});
