import { expect, test } from "@jest/globals";
import fc from "fast-check";
import type { Session } from "#shared/assume/model.ts";
import { type Clock, renewed } from "./renewed.ts";

const minute = 60_000;

/** STS, whose clock is `offMs` from ours; `fails` says whether it answers. */
const world = ({
  offMs = 0,
  life = 60 * minute,
  fails = () => false,
  answer = () => Promise.resolve(),
}: {
  offMs?: number;
  life?: number;
  fails?: () => boolean;
  answer?: () => Promise<void>;
} = {}) => {
  const time = { steady: 1_000, wall: Date.parse("2026-07-01T10:00:00Z") };
  const hurry: (() => void)[] = [];
  const patience = () => new Promise<void>((resolve) => hurry.push(resolve));
  const clock: Clock = { steady: () => time.steady, wall: () => time.wall, patience };
  let asked = 0;
  const lend = async (): Promise<Session> => {
    asked++;
    const at = time.wall + offMs;
    await answer();
    if (fails()) throw new Error("STS is away");
    return {
      ...{ accessKeyId: `ASIA${asked}`, secretAccessKey: "s", sessionToken: "t" },
      ...{ issuedAt: new Date(at).toISOString(), expiresAt: new Date(at + life).toISOString() },
    };
  };
  const pass = (ms: number, wall = ms): void => {
    time.steady += ms;
    time.wall += wall;
  };
  const told: string[] = [];
  const tell = (error: unknown): void => void told.push((error as Error).message);
  return {
    told,
    hurry: (): void => {
      for (const resolve of hurry.splice(0)) resolve();
    },
    lent: renewed(lend, clock, tell),
    pass,
    asked: () => asked,
    wall: () => time.wall,
  };
};

test("a command of two hours never sees credentials that end within twenty minutes, whatever the clocks say", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.integer({ min: -48 * 60, max: 48 * 60 }),
      fc.array(fc.integer({ min: 0, max: 10 * minute }), { minLength: 12, maxLength: 60 }),
      async (offMinutes, steps) => {
        const { lent, pass, wall } = world({ offMs: offMinutes * minute });
        for (const step of steps) {
          pass(step);
          const { endsAt } = await lent();
          expect(endsAt.getTime() - wall()).toBeGreaterThan(20 * minute);
          expect(endsAt.getTime() - wall()).toBeLessThanOrEqual(60 * minute);
        }
      },
    ),
  );
});

test("two hours, asked every second, take three sessions of an hour", async () => {
  const { lent, pass, asked } = world();
  for (let second = 0; second < 7_200; second++) {
    await lent();
    pass(1_000);
  }
  expect(asked()).toBe(3);
});

test("however many ask at once, one session is asked for", async () => {
  const { lent, pass, asked } = world();
  await Promise.all(Array.from({ length: 50 }, lent));
  expect(asked()).toBe(1);
  pass(41 * minute);
  const all = await Promise.all(Array.from({ length: 50 }, lent));
  expect([asked(), new Set(all.map(({ session }) => session.accessKeyId)).size]).toEqual([2, 1]);
});

test("a machine that slept, and one whose clock was set back", async () => {
  const { lent, pass, asked } = world();
  await lent();
  pass(0, 50 * minute);
  await lent();
  expect(asked()).toBe(2);
  pass(50 * minute, -600 * minute);
  await lent();
  expect(asked()).toBe(3);
});

test("while renewing fails the last session is given as long as it holds, and STS is let be", async () => {
  let isAway = false;
  const { lent, pass, asked, told } = world({ fails: () => isAway });
  await lent();
  isAway = true;
  pass(41 * minute);
  for (let second = 0; second < 60; second++) {
    expect((await lent()).session.accessKeyId).toBe("ASIA1");
    pass(1_000);
  }
  expect([asked(), told]).toEqual([3, ["STS is away"]]);
  pass(20 * minute);
  await expect(lent()).rejects.toThrow("STS is away");
  isAway = false;
  expect((await lent()).session.accessKeyId).toBe("ASIA5");
});

test("the first failure is told", async () => {
  await expect(world({ fails: () => true }).lent()).rejects.toThrow("STS is away");
});

test("an SDK that waits for two seconds gets the last session while STS takes longer, as long as it holds", async () => {
  let answered: Promise<void> = Promise.resolve();
  let arrive = (): void => undefined;
  const { lent, pass, asked, hurry } = world({ answer: () => answered });
  await lent();
  answered = new Promise((resolve) => {
    arrive = resolve;
  });
  pass(41 * minute);
  for (let time = 0; time < 3; time++) {
    const waiting = lent();
    hurry();
    expect((await waiting).session.accessKeyId).toBe("ASIA1");
  }
  pass(20 * minute);
  const waiting = lent();
  hurry();
  arrive();
  expect((await waiting).session.accessKeyId).toBe("ASIA2");
  expect(asked()).toBe(2);
});
