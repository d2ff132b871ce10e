import { readFileSync } from "node:fs";
import { hostname } from "node:os";
import { expect, test } from "@jest/globals";
import { type Moment, msBetween, thisMachine, thisMoment } from "./machine.ts";

const boot = process.platform === "linux" ? readFileSync("/proc/sys/kernel/random/boot_id", "utf8").trim() : null;

test("the machine is told from others, and its boot from its earlier ones where the system tells", () => {
  expect(thisMachine()).toEqual({ machine: hostname(), boot });
  expect(thisMoment()).toMatchObject({ boot, upMs: expect.any(Number) });
});

test.each<[string, Partial<Moment>, number]>([
  ["the same boot: whatever the wall's clock says", { wallMs: 0, upMs: 5_000 }, 4_000],
  ["another boot", { boot: "other", wallMs: 3_000, upMs: 10 }, 2_000],
  ["boots have no id", { boot: null, wallMs: 3_000, upMs: 10 }, 2_000],
])("%s", (_what, later, ms) => {
  const earlier = { wallMs: 1_000, upMs: 1_000, boot: later.boot === null ? null : "this" };
  expect(msBetween(earlier, { wallMs: 1_000, upMs: 1_000, boot: "this", ...later })).toBe(ms);
});
