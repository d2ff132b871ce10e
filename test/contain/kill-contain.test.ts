import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { hurry } from "../kill/service.ts";
import { lasting, playKilled, pointsIn } from "./kill-points.ts";
import { asksToRestore, containScenarios, says } from "./kill-scenarios.ts";
import { type Happening, play } from "./play.ts";

let atEase = (): void => undefined;
beforeAll(() => {
  atEase = hurry();
});
afterAll(() => atEase());

describe.each(Object.entries(containScenarios))("%s", (_, { scenario, phase, each }) => {
  const once = play(scenario);

  test("ends as it should", async () => {
    const { ending, stage } = await once;
    expect([ending.row.phase, ending.row.why]).toEqual([phase, expect.any(String)]);
    expect(ending.isHeld).toBe(false);
    // Lambda holds 3,000 for one execution.
    expect(stage.operations()).toBeLessThan(600);
  });

  const killedAt = async (word: "kill" | "effectKill", count: number): Promise<void> => {
    const expected = lasting((await once).ending);
    for (const { kill, ending } of await playKilled(() => scenario, word, pointsIn(count, each)))
      expect([kill, lasting(ending)]).toEqual([kill, expected]);
  };

  test("ends so when it dies before or after any checkpoint", async () => {
    const count = (await once).stage.checkpoints();
    expect(count).toBeGreaterThan(5);
    await killedAt("kill", count);
  });

  test("ends so when it dies before or after any effect, before the effect is a checkpoint", async () => {
    const count = (await once).stage.effects();
    expect(count).toBeGreaterThan(3);
    await killedAt("effectKill", count);
  });
});

/** The same happening after the first call of the world, after the second, and so on. */
const anywhere = async (happening: (after: { calls: number }) => Happening, expected: object, step: number) => {
  const calls = (await play({ iam: { reads: { ms: 2_000 } } })).stage.calls();
  // A run lets go in its last calls, after its last look: none of those is left out.
  const points = [...new Set([1, ...pointsIn(calls, step), ...pointsIn(calls, 1).slice(-12)])];
  for (let first = 0; first < points.length; first += 16) {
    const some = points.slice(first, first + 16);
    const played = await Promise.all(
      some.map((at) => play({ iam: { reads: { ms: 2_000 } }, happenings: [happening({ calls: at })] })),
    );
    for (const [index, { ending, stage }] of played.entries()) {
      const { row, isHeld } = ending;
      const same = JSON.stringify(stage.iam.role(stage.role.name)) === JSON.stringify(stage.role);
      const rungs = Object.fromEntries(row.rungs.map(({ rung, status }) => [rung, status]));
      expect([some[index], { phase: row.phase, isHeld, same, rungs }]).toEqual([
        some[index],
        expect.objectContaining(expected),
      ]);
    }
  }
};

test("an approver says that it goes on, at any moment: so it does", async () => {
  const rungs = expect.objectContaining({ deny: "done", trust: "done", detach: "done" });
  await anywhere((after) => says(after, "detach"), { phase: "contained", isHeld: false, rungs }, 5);
});

test("a restore is asked for at any moment: the role is what it was", async () => {
  await anywhere((after) => asksToRestore(after), { phase: "closed", isHeld: false, same: true }, 5);
});
