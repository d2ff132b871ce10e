import { describe, expect, test } from "@jest/globals";
import { rungsUpTo } from "#shared/decide/containment-turn.ts";
import { contractWith } from "#shared/vendors/role/fixture.ts";
import { exercise, upToOf } from "./exercise.ts";
import type { ExerciseMeans } from "./exercise-run.ts";
import { climbing, fakeDispatcher, lineOf, listener } from "./fake-dispatcher.ts";

const role = "arn:aws:iam::111122223333:role/vendor/auger/sagewarden-exercise-auger";
const startedAt = "2026-11-29T21:00:00Z";

describe("how far an exercise goes", () => {
  test.each([
    ["sessions", "sessions"],
    ["deny", "deny"],
    ["trust", "trust"],
    ["detach", "trust"],
    ["delete", "trust"],
  ] as const)("a contract up to %s: %s", (upTo, expected) => {
    expect(upToOf(contractWith({ contain: { upTo } }))).toBe(expected);
  });
});

/** A role that is open, then contained, then open, by what was ordered. */
const meansOf = (leaks: boolean): ExerciseMeans => {
  let state: "open" | "contained" | "restored" = "open";
  const { means } = fakeDispatcher({
    looks: {
      [role]: [
        { lines: [] },
        ...climbing(
          { phase: "contained", rungs: rungsUpTo("trust").map((rung) => lineOf(rung)) },
          { phase: "restoring" },
        ),
        ...climbing({ phase: "restored", restoreRungs: [lineOf("trust")] }),
      ],
    },
  });
  let taken = 0;
  return {
    ...means,
    ask: async (order) => {
      state = order.op === "contain" ? "contained" : order.op === "restore" ? "restored" : state;
      return means.ask(order);
    },
    make: async () => undefined,
    remove: async () => undefined,
    take: async () => {
      if (state === "contained") return undefined;
      const isOld = taken === 0;
      taken += 1;
      return {
        call: async () => (leaks || state === "open" || (state === "restored" && !isOld) ? "allowed" : "denied"),
      };
    },
  };
};

const run = async (json: boolean, leaks = false) => {
  const heard = listener();
  const code = await exercise({ contract: contractWith(), role, startedAt }, { json }, heard.io, meansOf(leaks));
  return { code, ...heard };
};

test("one JSON document with the times, exit 0", async () => {
  const { code, out } = await run(true);
  expect([code, out.length]).toEqual([0, 1]);
  const document = JSON.parse(out[0] ?? "");
  expect(document).toMatchObject({
    ...{ vendor: "auger", role, startedAt, upTo: "trust", passed: true, incident: "vendor-auger-1" },
    ...{ oldSession: "denied", failures: [] },
  });
  expect(Object.keys(document.seconds)).toEqual([
    ...["denied", "lastAllowed", "contained", "newSessionRefused", "restored", "works", "rungs"],
  ]);
});

test("a session that works on: exit 1, and why on stderr", async () => {
  const { code, out, err } = await run(true, true);
  expect([code, JSON.parse(out[0] ?? "").passed]).toEqual([1, false]);
  expect(err.join("\n")).toContain("it failed: the old session was never refused");
});

test("a table for people", async () => {
  const { out } = await run(false);
  expect(out.join("\n")).toMatch(/exercise of auger, up to trust[\s\S]*first AccessDenied +\d+\.\d s/);
});
