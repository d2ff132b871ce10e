import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { rungsUpTo } from "#shared/decide/containment-turn.ts";
import { type Incident, type RungId, type RungLine, rungIds } from "#shared/model/incident.ts";
import { climbing, fakeDispatcher, lineOf, role } from "./fake-dispatcher.ts";
import { follow, isDone } from "./follow.ts";

const all = (upTo: Parameters<typeof rungsUpTo>[0]) => rungsUpTo(upTo).map((rung) => lineOf(rung));

const followed = async (
  steps: readonly Partial<Incident>[],
  { way = "contain", interruptAt }: { way?: "contain" | "restore"; interruptAt?: number } = {},
) => {
  const fake = fakeDispatcher({ looks: { [role]: climbing(...steps) }, ...(interruptAt && { interruptAt }) });
  const lines: RungLine[] = [];
  const { end, incident } = await follow({ role, way }, fake.means, (line) => lines.push(line));
  return { end, incident, shown: lines.map(({ rung, status }) => `${rung} ${status}`), fake };
};

describe("a containment", () => {
  test("each rung is told when it is recorded, and it ends when all is proven", async () => {
    const { end, shown, fake } = await followed([
      {},
      { rungs: [lineOf("snapshot"), lineOf("sessions")] },
      { rungs: [lineOf("snapshot"), lineOf("sessions"), lineOf("deny")] },
      { phase: "contained", rungs: all("trust") },
    ]);
    expect([end, shown]).toEqual(["settled", rungsUpTo("trust").map((rung) => `${rung} done`)]);
    expect(fake.waits).toEqual([250, 250, 250]);
  });

  test("is asked less and less while nothing changes", async () => {
    const still = Array.from({ length: 12 }, () => ({}));
    const { fake } = await followed([...still, { phase: "contained", rungs: all("trust") }]);
    expect(fake.waits.slice(0, 3)).toEqual([250, 375, 562.5]);
    expect(Math.max(...fake.waits)).toBe(3_000);
  });

  test("a line that may still change is told at the end, once, as it is then", async () => {
    const waiting = [lineOf("snapshot"), lineOf("sessions", "waiting")];
    const { shown } = await followed([
      { rungs: waiting },
      { rungs: waiting },
      { phase: "contained", upTo: "sessions", rungs: [lineOf("snapshot"), lineOf("sessions")] },
    ]);
    expect(shown).toEqual(["snapshot done", "sessions done"]);
  });

  test.each(["refused", "observed", "closed"] as const)("that is %s is at its end at once", async (phase) => {
    const { end, fake, shown } = await followed([{ phase, rungs: [lineOf("snapshot", "refused")] }]);
    expect([end, fake.waits, shown]).toEqual(["settled", [], ["snapshot refused"]]);
  });

  test.each(["held", "failed", "contained"] as const)(
    "that is %s and not whole is looked at until nothing has moved for a while",
    async (phase) => {
      const { end, fake } = await followed([{ phase, rungs: [lineOf("snapshot"), lineOf("deny", "failed")] }]);
      expect(end).toBe("settled");
      expect(fake.seconds()).toBeGreaterThanOrEqual(15);
      expect(fake.seconds()).toBeLessThan(20);
    },
  );

  test("a further rung of one that is contained already is waited for", async () => {
    const before = { phase: "contained", upTo: "delete", rungs: all("trust") } as const;
    const { end, shown } = await followed([before, before, { ...before, rungs: all("delete") }]);
    expect([end, shown.length]).toEqual(["settled", rungIds.length]);
  });

  test("of which nothing is heard any more is left", async () => {
    const { end, fake } = await followed([{}]);
    expect([end, fake.seconds() >= 600]).toEqual(["stuck", true]);
  });

  test("is left when somebody interrupts", async () => {
    const { end, fake } = await followed([{ rungs: [lineOf("snapshot")] }], { interruptAt: 3 });
    expect([end, fake.waits.length]).toEqual(["interrupted", 3]);
  });

  test("no row yet", async () => {
    const fake = fakeDispatcher({});
    expect(await follow({ role, way: "contain" }, fake.means, () => undefined)).toEqual({
      incident: undefined,
      end: "settled",
    });
  });
});

describe("a restore", () => {
  const back = { phase: "restored", restoreRungs: [lineOf("trust")] } as const;

  test("ends when the role is as it was", async () => {
    const { end, shown } = await followed(
      [
        { phase: "contained", rungs: all("trust") },
        { phase: "restoring", restoreRungs: [lineOf("snapshot")] },
        { phase: "restored", restoreRungs: [lineOf("snapshot"), lineOf("trust")] },
      ],
      { way: "restore" },
    );
    expect([end, shown]).toEqual(["settled", ["snapshot done", "trust done"]]);
  });

  test("of a role that is back already is looked at for a while: it was asked for once more", async () => {
    const { fake, shown } = await followed(
      [{ phase: "restored" }, { phase: "restored" }, { phase: "restoring" }, back],
      {
        way: "restore",
      },
    );
    expect([shown, fake.waits.length]).toEqual([["trust done"], 3]);
    const still = await followed([back], { way: "restore" });
    expect([still.end, still.fake.seconds() >= 15]).toEqual(["settled", true]);
  });

  test("that was asked for waits for the containment to let go", async () => {
    const asked = { phase: "contained", restore: { by: "", at: "", all: false, acceptDrift: false } } as const;
    const { end, fake } = await followed([...Array.from({ length: 30 }, () => asked), back], { way: "restore" });
    expect([end, fake.seconds() > 15]).toEqual(["settled", true]);
  });

  test("that is refused tells the refused line at the end", async () => {
    const { end, shown } = await followed(
      [{ phase: "contained", rungs: all("trust"), restoreRungs: [lineOf("snapshot", "refused")] }],
      { way: "restore" },
    );
    expect([end, shown]).toEqual(["settled", ["snapshot refused"]]);
  });
});

test("whatever the row does, no rung is told twice and it ends", async () => {
  const lines = fc
    .subarray([...rungIds])
    .chain((rungs: RungId[]) =>
      fc.tuple(
        ...rungs.map((rung) =>
          fc
            .constantFrom("done", "skipped", "waiting", "failed", "refused")
            .map((status) => lineOf(rung, status as never)),
        ),
      ),
    );
  const step = fc.record({
    phase: fc.constantFrom("opened", "held", "containing", "contained", "failed", "restoring", "restored", "closed"),
    upTo: fc.constantFrom("sessions", "deny", "trust", "detach", "delete"),
    rungs: lines,
    restoreRungs: lines,
  });
  await fc.assert(
    fc.asyncProperty(
      fc.array(step, { minLength: 1, maxLength: 6 }),
      fc.constantFrom("contain", "restore"),
      async (steps, way) => {
        const { shown, end, incident } = await followed(steps as never, { way: way as never });
        const rungs = shown.map((line) => line.split(" ")[0]);
        expect(new Set(rungs).size).toBe(rungs.length);
        if (end === "stuck") expect(incident && isDone(incident, way as never)).toBe(false);
      },
    ),
  );
});
