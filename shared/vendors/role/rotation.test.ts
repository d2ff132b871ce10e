import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { type Rotation, type RotationStep, rotationPlan, rotationStates, stateOf, trustIsOurs } from "./rotation.ts";

const pending = { id: "new", at: "2026-11-29T12:00:00Z" };
const there: Readonly<Record<string, Rotation>> = {
  steady: { current: "old", pending: undefined, isOverlap: false },
  begun: { current: "old", pending, isOverlap: false },
  overlap: { current: "old", pending, isOverlap: true },
  promoted: { current: "new", pending, isOverlap: true },
  closing: { current: "new", pending, isOverlap: false },
};

const done: Readonly<Record<RotationStep, (rotation: Rotation) => Rotation>> = {
  "make-new": (rotation) => ({ ...rotation, pending: { id: `after-${rotation.current}`, at: pending.at } }),
  "trust-both": (rotation) => ({ ...rotation, isOverlap: true }),
  promote: (rotation) => ({ ...rotation, current: rotation.pending?.id ?? rotation.current }),
  "trust-new": (rotation) => ({ ...rotation, isOverlap: false }),
  "forget-label": (rotation) => ({ ...rotation, pending: undefined }),
};

test.each(rotationStates.map((state) => [state]))("%s is known by what is there", (state) => {
  expect(stateOf(there[state] as Rotation)).toBe(state);
});

describe("the plan", () => {
  test.each([
    ["steady", "begin", { steps: ["make-new", "trust-both"] }],
    ["begun", "begin", { steps: ["trust-both"] }],
    ["overlap", "begin", { steps: [] }],
    ["promoted", "begin", { refused: expect.stringContaining("--finish") }],
    ["closing", "begin", { refused: expect.stringContaining("--finish") }],
    ["steady", "finish", { steps: [] }],
    ["begun", "finish", { refused: expect.stringContaining("does not trust the new") }],
    ["overlap", "finish", { steps: ["promote", "trust-new", "forget-label"] }],
    ["promoted", "finish", { steps: ["trust-new", "forget-label"] }],
    ["closing", "finish", { steps: ["forget-label"] }],
  ] as const)("of %s, to %s", (state, wish, expected) => {
    expect(rotationPlan(there[state] as Rotation, wish)).toEqual(expected);
  });

  test("cut off anywhere and begun again ends where it would have ended, with no step twice", () => {
    fc.assert(
      fc.property(fc.constantFrom("begin", "finish"), fc.nat(3), (wish, cut) => {
        const start = there[wish === "begin" ? "steady" : "overlap"] as Rotation;
        const taken: RotationStep[] = [];
        const run = (rotation: Rotation, most: number): Rotation => {
          const plan = rotationPlan(rotation, wish);
          if ("refused" in plan) throw new Error(plan.refused);
          const steps = plan.steps.slice(0, most);
          taken.push(...steps);
          return steps.reduce((at, step) => done[step](at), rotation);
        };
        const end = run(run(start, cut), 9);
        expect(stateOf(end)).toBe(wish === "begin" ? "overlap" : "steady");
        expect(new Set(taken).size).toBe(taken.length);
      }),
    );
  });
});

describe("the trust is what the stack wrote", () => {
  const ids = { current: "A", pending: "B" };
  test.each([
    ["steady", [["A"]], true],
    ["steady", [["A", "B"]], false],
    ["steady", [["C"]], false],
    ["steady", [], false],
    ["steady", [["A"], []], false],
    ["begun", [["A"]], true],
    ["overlap", [["B", "A"]], true],
    ["overlap", [["A"]], false],
    ["overlap", [["A", "B", "C"]], false],
    ["promoted", [["old", "A"]], true],
    ["promoted", [["old"]], false],
    ["closing", [["A"]], true],
  ] as const)("%s with %j: %s", (state, trusted, expected) => {
    expect(trustIsOurs(trusted, { state, ...ids })).toBe(expected);
  });
});
