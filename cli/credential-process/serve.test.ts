import { describe, expect, test } from "@jest/globals";
import type { Session } from "#shared/assume/model.ts";
import { BadInput } from "#shared/model/errors.ts";
import type { Content, Entry } from "./entry.ts";
import { serve } from "./serve.ts";

const start = Date.parse("2026-07-01T10:00:00Z");
const session = (accessKeyId: string, issuedMs = start): Session => ({
  ...{ accessKeyId, secretAccessKey: "s", sessionToken: "t" },
  issuedAt: new Date(issuedMs).toISOString(),
  expiresAt: new Date(issuedMs + 3_600_000).toISOString(),
});

/** One entry and a clock that only waiting moves. */
const world = () => {
  let content: Content | undefined;
  let [isHeld, nowMs] = [false, start];
  const entry: Entry = {
    read: () => content,
    write: (written) => {
      content = written;
    },
    tryLock: () => {
      if (isHeld) return undefined;
      isHeld = true;
      return () => {
        isHeld = false;
      };
    },
  };
  const means = {
    now: () => ({ wall: nowMs, steady: nowMs - start }),
    describe: async (error: unknown) => `told: ${(error as Error).message}`,
    pause: async (ms: number) => {
      nowMs += ms;
      await new Promise(setImmediate);
    },
  };
  const put = (written: Content): void => entry.write(written);
  const pass = (ms: number): void => {
    nowMs += ms;
  };
  return { entry, means, put, pass, isFree: () => !isHeld, now: () => nowMs };
};

const never = async (): Promise<Session> => {
  throw new Error("STS was asked");
};

describe("a session that is kept", () => {
  test("is served, and nobody is asked", async () => {
    const { entry, means, put } = world();
    put({ kept: { session: session("ASIAKEPT"), since: { wall: start, steady: 0 } } });
    expect(await serve(entry, never, means)).toMatchObject({ session: { accessKeyId: "ASIAKEPT" } });
  });

  test("is replaced when it is near its end", async () => {
    const { entry, means, put, pass, now } = world();
    put({ kept: { session: session("ASIAKEPT"), since: { wall: start, steady: 0 } } });
    pass(50 * 60_000);
    expect(await serve(entry, async () => session("ASIANEW", now()), means)).toMatchObject({
      session: { accessKeyId: "ASIANEW" },
    });
    expect(await serve(entry, never, means)).toMatchObject({ session: { accessKeyId: "ASIANEW" } });
  });
});

test("of many at once one asks", async () => {
  const { entry, means, isFree } = world();
  let asked = 0;
  const lend = async (): Promise<Session> => {
    asked++;
    for (let turn = 0; turn < 20; turn++) await new Promise(setImmediate);
    return session("ASIA1");
  };
  const served = await Promise.all(Array.from({ length: 50 }, () => serve(entry, lend, means)));
  expect(new Set(served.map(({ session: { accessKeyId } }) => accessKeyId))).toEqual(new Set(["ASIA1"]));
  expect({ asked, isFree: isFree() }).toEqual({ asked: 1, isFree: true });
});

describe("a failure", () => {
  test("is everybody's who waited for it", async () => {
    const { entry, means, isFree } = world();
    let asked = 0;
    const lend = async (): Promise<Session> => {
      asked++;
      for (let turn = 0; turn < 20; turn++) await new Promise(setImmediate);
      throw new Error("refused");
    };
    const ends = await Promise.allSettled(Array.from({ length: 50 }, () => serve(entry, lend, means)));
    const told = ends.map((end) => (end.status === "rejected" ? (end.reason as Error).message : "served"));
    expect(told).toEqual(["refused", ...Array(49).fill("told: refused")]);
    expect({ asked, isFree: isFree() }).toEqual({ asked: 1, isFree: true });
  });

  test.each([
    ["counts for who comes a moment later", 2_000, "told"],
    ["does not count any more", 2_001, "STS was asked"],
    ["of a later time than now is none", -1, "STS was asked"],
  ])("%s", async (_what, later, message) => {
    const { entry, means, put, pass } = world();
    put({ failure: "told", atMs: start });
    pass(later);
    await expect(serve(entry, never, means)).rejects.toThrow(message);
  });

  test("bad input is one's own", async () => {
    const { entry, means } = world();
    const lend = async (): Promise<Session> => {
      throw new BadInput("no terminal");
    };
    await expect(serve(entry, lend, means)).rejects.toThrow(BadInput);
    expect(entry.read()).toBeUndefined();
  });
});

test("waits two minutes at most, in steps", async () => {
  const { entry, means, now } = world();
  entry.tryLock();
  let pauses = 0;
  const pause = (ms: number) => {
    pauses++;
    return means.pause(ms);
  };
  await expect(serve(entry, never, { ...means, pause })).rejects.toThrow("has been taking this role for 120 s");
  expect(now() - start).toBeLessThan(121_000);
  expect(pauses).toBeLessThan(700);
});

test("a full disk withholds nothing", async () => {
  const { entry, means } = world();
  const full = () => {
    throw new Error("ENOSPC");
  };
  expect(await serve({ ...entry, write: full }, async () => session("ASIA1"), means)).toMatchObject({
    session: { accessKeyId: "ASIA1" },
  });
});

test("who can lock nothing asks, and holds up nobody", async () => {
  const { entry, means } = world();
  const tryLock = () => {
    throw new Error("no locks on this file system");
  };
  expect(await serve({ ...entry, tryLock }, async () => session("ASIA1"), means)).toMatchObject({
    session: { accessKeyId: "ASIA1" },
  });
});
