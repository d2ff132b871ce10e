import { describe, expect, test } from "@jest/globals";
import { type Probe, probeLive } from "./live.ts";

/** A probe with a clock of its own; `after` says from which second on tags or an outcome are there. */
const fake = (change: Partial<Probe> = {}) => {
  let ms = 0;
  const removed: string[] = [];
  const probe: Probe = {
    create: async (name) => `arn:aws:sagemaker:us-east-1:111122223333:experiment/${name}`,
    remove: async (name) => void removed.push(name),
    tags: async () => (ms >= 4_000 ? { team: "TeamA" } : {}),
    outcome: async () => undefined,
    records: async () => [{ userIdentity: { arn: "secret" } }],
    wait: async (pause) => {
      ms += pause;
    },
    now: () => ms,
    ...change,
  };
  return { probe, removed, clock: () => ms };
};

describe("the experiment", () => {
  test("is tagged", async () => {
    const { probe, removed } = fake();
    const result = await probeLive("e", "team", probe);
    expect(result).toMatchObject({ status: "ok", seconds: 4, shapes: [{ userIdentity: { arn: "string" } }] });
    expect(result.detail).toContain("tagged team=TeamA, after 4.0 s");
    expect(removed).toEqual(["e"]);
  });

  test("is tagged under the key that the settings choose", async () => {
    const { probe, clock } = fake({
      tags: async () => ({ team: "x", ...(clock() >= 6_000 ? { CostTeam: "TeamA" } : {}) }),
    });
    const { detail } = await probeLive("e", "CostTeam", probe);
    expect(detail).toContain("tagged CostTeam=TeamA, after 6.0 s");
  });

  test("has nobody's tags, but a recorded outcome", async () => {
    const { probe } = fake({
      tags: async () => ({}),
      outcome: async () => ({ outcome: "unowned", reason: "nobody is proven" }),
    });
    const result = await probeLive("e", "team", probe);
    expect(result).toMatchObject({ status: "ok", seconds: 0 });
    expect(result.detail).toContain("recorded as unowned: nobody is proven");
  });

  test("is recorded, and its evidence is still awaited: that it was seen is proof enough", async () => {
    const { probe, removed, clock } = fake({
      tags: async () => ({}),
      outcome: async () => ({ outcome: "settling", reason: "nobody is proven yet" }),
    });
    const result = await probeLive("e", "team", probe);
    expect(result).toMatchObject({ status: "ok", seconds: 0 });
    expect(result.detail).toContain("recorded as settling: nobody is proven yet, after 0.0 s");
    expect(clock()).toBe(10_000);
    expect(removed).toEqual(["e"]);
  });

  test("is tagged while it is settling", async () => {
    const { probe } = fake({ outcome: async () => ({ outcome: "settling", reason: "" }) });
    expect((await probeLive("e", "team", probe)).detail).toContain("tagged team=TeamA, after 4.0 s");
  });

  test("was not seen", async () => {
    const { probe, removed } = fake({ tags: async () => ({}) });
    expect(await probeLive("e", "team", probe)).toMatchObject({ status: "fail", seconds: null });
    expect(removed).toEqual(["e"]);
  });

  test("is removed when a reading fails", async () => {
    const { probe, removed } = fake({ tags: () => Promise.reject(new Error("denied")) });
    await expect(probeLive("e", "team", probe)).rejects.toThrow("denied");
    expect(removed).toEqual(["e"]);
  });
});
