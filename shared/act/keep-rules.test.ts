import { describe, expect, test } from "@jest/globals";
import type { WantedMap } from "../model/vendor-link.ts";
import type { RuleDefinition } from "../rules.ts";
import type { FoundRule } from "./dead-rules.ts";
import { keepRules } from "./keep-rules.ts";

const place = { partition: "aws", account: "111122223333" };
const target = "arn:aws:sqs:us-east-1:111122223333:sagewarden-vendor-acts";
const listOf = (count: number, name = "legacy"): WantedMap =>
  Object.fromEntries(
    Array.from({ length: count }, (_, index) => [
      `arn:aws:iam::111122223333:role/${name}-${String(index).padStart(3, "0")}`,
      { in: "roles", why: "outsiders", at: "2026-07-01T00:00:00Z" },
    ]),
  );

/** A bus, and what was done to it. */
const fixture = (wanted: WantedMap) => {
  const bus = new Map<string, FoundRule>();
  const calls: string[] = [];
  const state = { wanted, onPut: (): void => undefined };
  const run = () =>
    keepRules(place, {
      list: { read: async () => state.wanted },
      target,
      rules: {
        read: async (name) => bus.get(name),
        put: async ({ name, state: is, pattern }: RuleDefinition) => {
          calls.push(`put ${name}`);
          bus.set(name, { state: is, pattern: JSON.stringify(pattern), targetArns: [target] });
          state.onPut();
        },
        remove: async (name) => {
          calls.push(`remove ${name}`);
          bus.delete(name);
        },
      },
    });
  return { bus, calls, state, run };
};

test("as many rules as the list needs; a second time nothing is written", async () => {
  const { bus, calls, run } = fixture(listOf(30));
  const { written } = await run();
  expect([written > 1, bus.size]).toEqual([true, written]);
  expect([...bus.keys()]).toEqual(calls.map((call) => call.slice("put ".length)));
  expect(await run()).toEqual({ written: 0, removed: 0 });
});

test("a shorter list takes the rules away that are left over, the last one too", async () => {
  const { bus, state, run } = fixture(listOf(60));
  await run();
  const before = bus.size;
  state.wanted = listOf(3);
  expect(await run()).toEqual({ written: 1, removed: before - 1 });
  state.wanted = {};
  await run();
  expect(bus.size).toBe(0);
});

describe("a rule that somebody changed is put right", () => {
  test.each<[string, Partial<FoundRule>]>([
    ["it was disabled", { state: "DISABLED" }],
    ["it feeds something else", { targetArns: ["arn:aws:sqs:us-east-1:111122223333:other"] }],
    ["it has another pattern", { pattern: "{}" }],
  ])("%s", async (_, change) => {
    const { bus, run } = fixture(listOf(2));
    await run();
    bus.set("sagewarden-watch-1", { ...(bus.get("sagewarden-watch-1") as FoundRule), ...change });
    expect(await run()).toEqual({ written: 1, removed: 0 });
  });
});

test("who came onto the list meanwhile is in the rules as well", async () => {
  const { bus, state, run } = fixture(listOf(1));
  state.onPut = () => {
    state.wanted = { ...listOf(1), ...listOf(1, "chained") };
  };
  await run();
  expect([...bus.values()].some(({ pattern }) => pattern.includes("role/chained-000"))).toBe(true);
});

test("a list that never rests ends all the same", async () => {
  const { state, run } = fixture(listOf(1));
  let count = 1;
  state.onPut = () => {
    state.wanted = listOf(++count);
  };
  expect((await run()).written).toBe(5);
});
