import { expect, test } from "@jest/globals";
import { held } from "./second-opinion.ts";

const statement = { policy: "identity[0]", index: 1, sid: "All" };
const allowed = { decision: "allowed", statement } as const;

test("the same answer is ours", () => {
  expect(held(allowed, { decision: "allowed" })).toEqual({ decision: allowed, note: undefined });
});

test("another answer is ambiguous, with both", () => {
  expect(held(allowed, { decision: "implicitDeny" })).toEqual({
    decision: { decision: "ambiguous", statement },
    note: {
      text: "we say allowed by identity[0] statement 1, AWS's simulator says implicitDeny",
      isContradiction: true,
    },
  });
  expect(held({ decision: "ambiguous", statement: undefined }, { decision: "allowed" })).toEqual({
    decision: { decision: "ambiguous", statement: undefined },
    note: { text: "we say ambiguous, AWS's simulator says allowed", isContradiction: false },
  });
});

test("what it cannot be asked is told, and is no contradiction", () => {
  expect(held(allowed, { limit: "it refused: a\u001b[2J" })).toEqual({
    decision: allowed,
    note: { text: "not compared with AWS's simulator: it refused: a\\u001b[2J", isContradiction: false },
  });
});
