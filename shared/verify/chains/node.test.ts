import { expect, test } from "@jest/globals";
import type { Done, Try } from "./model.ts";
import { after, beginning, type Node, stateOf } from "./node.ts";

const call = {
  principal: "bob",
  action: "x:Do",
  resource: "*",
  asks: [{ decision: { decision: "allowed", statement: undefined } }],
} as const;
const done = (makes?: Try["makes"], calls = 1): Done => ({
  attempt: { calls: Array.from({ length: calls }, () => call), needs: {}, makes },
  statements: [],
});
const change = (slot: string, value = "1") => done({ slot, value: () => value });
const played = (...all: readonly (readonly [Done, ...string[]])[]): Node =>
  all.reduce((node, [each, ...uses]) => after(node, each, new Set(uses)), beginning);

test("a change waits until somebody makes use of it", () => {
  expect(played([change("a")]).pending).toEqual(["a"]);
  expect(played([change("a")], [change("b"), "a"]).pending).toEqual(["b"]);
  expect(played([change("a")], [change("b")]).pending).toEqual(["a", "b"]);
});

test("every call is a step", () => {
  expect(played([done(undefined, 2)], [change("a")]).cost).toBe(3);
});

test("what is so already is no change", () => {
  const once = played([change("a")]);
  expect(after(once, change("a"), new Set()).facts).toBe(once.facts);
});

test("the order of what was done makes no other state; what is left to use does", () => {
  const [one, other] = [played([change("a")], [change("b")]), played([change("b")], [change("a")])];
  expect(stateOf(one)).toBe(stateOf(other));
  expect(stateOf(played([change("a")], [change("b"), "a"]))).not.toBe(stateOf(one));
});
