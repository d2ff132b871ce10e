import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { type Ending, play } from "./play.ts";
import { scenarios } from "./scenarios.ts";
import { hurry, type Kill } from "./service.ts";

let atEase = (): void => undefined;
beforeAll(() => {
  atEase = hurry();
});
afterAll(() => atEase());

/** How each case ends when nobody kills it. */
const ends: Readonly<
  Record<keyof typeof scenarios, { how: string; acts: readonly string[]; status: string | undefined }>
> = {
  "nobody answers": { how: "stopped", acts: ["stop"], status: "Stopped" },
  "a claim in time": { how: "owned", acts: [], status: "InService" },
  "stop it now": { how: "stopped", acts: ["stop"], status: "Stopped" },
  "paused when its time comes": { how: "stopped", acts: ["stop"], status: "Stopped" },
  "paused between the stop and the deletion": { how: "deleted", acts: ["stop", "delete"], status: undefined },
  "the evidence came late": { how: "owned", acts: [], status: "InService" },
  "somebody tags it": { how: "owned", acts: [], status: "InService" },
  undone: { how: "undone", acts: ["stop", "start"], status: "Pending" },
  "the limit is reached": { how: "stopped", acts: ["stop"], status: "Stopped" },
  "others are always faster": { how: "stopped", acts: ["stop"], status: "Stopped" },
  "acting fails": { how: "failed", acts: [], status: "InService" },
  "an endpoint is deleted": { how: "deleted", acts: ["delete"], status: undefined },
  "a running notebook instance is deleted": { how: "deleted", acts: ["stop", "delete"], status: undefined },
  "an endpoint in use waits for an approver": { how: "deleted", acts: ["delete"], status: undefined },
  "who may not approve asks for a stop of what is in use": { how: "owned", acts: [], status: "InService" },
  "a stop that waits for its turn is averted": { how: "kept", acts: [], status: "InService" },
  "another version goes on": { how: "handed-over", acts: [], status: "InService" },
  "an owner comes between the stop and the deletion": { how: "owned", acts: ["stop", "start"], status: "Pending" },
  "told when nothing was to be done": { how: "stopped", acts: ["stop"], status: "Stopped" },
  "told of a stop, and a deletion is due": { how: "deleted", acts: ["stop", "delete"], status: undefined },
  "nobody can be told": { how: "untold", acts: [], status: "InService" },
  "mode observe": { how: "would-stop", acts: [], status: "InService" },
  "mode tag": { how: "would-stop", acts: [], status: "InService" },
  "older than the deployment": { how: "left", acts: [], status: "InService" },
  "it stops by itself": { how: "gone", acts: [], status: "Stopped" },
  "somebody deletes it": { how: "gone", acts: [], status: undefined },
};

test("every scenario has its end", () => {
  expect(Object.keys(ends).toSorted()).toEqual(Object.keys(scenarios).toSorted());
});

/** What has to be the same, however often the function died. Metrics may be counted once more, a creation looked at once more. */
const lasting = ({ rechecked: _, counted: __, ...ending }: Ending) => ending;

describe.each(Object.entries(scenarios))("%s", (name, scenario) => {
  const once = play(scenario);

  test("ends as it should", async () => {
    const { ending } = await once;
    const { how, acts, status } = ends[name] ?? {};
    expect(ending.row.end?.how).toBe(how === "handed-over" ? undefined : how);
    expect(ending.isHeld).toBe(how !== "handed-over");
    expect(ending.result).toEqual({ caseId: ending.row.id, how });
    expect(ending.acts.map(({ call }) => call)).toEqual(acts);
    expect(ending.status).toBe(status);
    expect(ending.row).not.toHaveProperty("callback");
    expect(ending.row).not.toHaveProperty("pending");
    // Lambda holds 3,000 for one execution.
    expect((await once).stage.service.operations()).toBeLessThan(300);
  });

  /** Some at the same time: most of each run is waiting for the SDK to suspend. */
  const killedAt = async (word: "kill" | "effectKill", count: number): Promise<void> => {
    const points = Array.from({ length: count }, (_, index) => index + 1).filter(
      (at) => at % (scenario.each ?? 1) === 0,
    );
    const kills: Kill[] = points.flatMap((at) => [
      { at, when: "before" },
      { at, when: "after" },
    ]);
    const unharmed = await once;
    const expected = lasting(unharmed.ending);
    for (let first = 0; first < kills.length; first += 16) {
      const some = kills.slice(first, first + 16);
      const endings = await Promise.all(some.map((kill) => play({ ...scenario, [word]: kill }, unharmed)));
      for (const [index, { ending }] of endings.entries())
        expect([some[index], lasting(ending)]).toEqual([some[index], expected]);
    }
  };

  test("ends so when it dies before or after any checkpoint", async () => {
    const count = (await once).stage.service.checkpoints();
    expect(count).toBeGreaterThan(5);
    await killedAt("kill", count);
  });

  test("ends so when it dies before or after any effect, before the effect is a checkpoint", async () => {
    const count = (await once).stage.effects();
    expect(count).toBeGreaterThan(3);
    await killedAt("effectKill", count);
  });
});
