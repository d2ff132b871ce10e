import { describe, expect, test } from "@jest/globals";
import { rungsUpTo } from "#shared/decide/containment-turn.ts";
import type { Incident } from "#shared/model/incident.ts";
import type { IncidentReply } from "#shared/model/incident-order.ts";
import { type ExerciseMeans, runExercise } from "./exercise-run.ts";
import { incidentWith, lineOf } from "./fake-dispatcher.ts";

const role = "arn:aws:iam::111122223333:role/vendor/auger/sagewarden-exercise-auger";
const wish = { role, upTo: "trust", vendor: "auger" } as const;

/** Seconds after its order at which something takes effect; never: it does not. */
const never = Number.POSITIVE_INFINITY;
const usual = {
  ready: 1,
  deniedAfter: 2,
  trustClosedAfter: 3,
  containedAfter: 8,
  restoredAfter: 4,
  opensAfter: 5,
  isOldBack: false,
  refuses: undefined as "contain" | "restore" | undefined,
  /** The row that an earlier exercise left. */
  former: undefined as Partial<Incident> | undefined,
  interruptAt: never,
  makeFails: false,
};

/** An account with a decoy in it, on a clock of its own. */
const accountWith = (change: Partial<typeof usual> = {}) => {
  const is = { ...usual, ...change };
  let [clock, isThere, madeAt, sessions] = [0, false, 0, 0];
  const at: { contain?: number; restore?: number } = {};
  const did: string[] = [];
  const since = (time: number | undefined): number => (time === undefined ? -1 : clock - time);
  const isBack = () => since(at.restore) >= is.opensAfter;
  const row = (): Partial<Incident> | undefined => {
    if (at.restore !== undefined && since(at.restore) < is.restoredAfter) return { phase: "restoring" };
    if (at.restore !== undefined) return { phase: "restored", restoreRungs: [lineOf("trust")] };
    if (at.contain === undefined) return is.former;
    const rungs = rungsUpTo("trust").map((rung) => lineOf(rung));
    if (since(at.contain) < is.containedAfter) return { phase: "containing", rungs: rungs.slice(0, 2) };
    return { phase: "contained", rungs };
  };
  const reply = (): IncidentReply => {
    const found = row();
    return found === undefined
      ? { lines: [] }
      : { incident: incidentWith({ role, upTo: "trust", ...found }), lines: [] };
  };
  const session = (number: number) => ({
    call: async () => {
      clock += 0.01;
      if (clock - madeAt < is.ready) return "denied" as const;
      const isDenied = since(at.contain) >= is.deniedAfter && !isBack();
      const isOld = number === 0 && isBack() && !is.isOldBack;
      return isDenied || isOld ? ("denied" as const) : ("allowed" as const);
    },
  });
  let working = 0;
  const means: ExerciseMeans = {
    ask: async ({ op }) => {
      did.push(op);
      if (op === is.refuses) return { lines: [], refused: "it is protected" };
      if (op === "contain") Object.assign(at, { contain: clock });
      if (op === "restore" && at.contain === undefined) is.former = { phase: "closed" };
      else if (op === "restore") Object.assign(at, { restore: clock });
      return { lines: [] };
    },
    status: async () => reply(),
    wait: async (ms) => {
      clock += ms / 1_000;
    },
    now: () => clock * 1_000,
    isInterrupted: () => clock >= is.interruptAt,
    make: async () => {
      did.push("make");
      if (is.makeFails) throw new Error("AccessDenied");
      [isThere, madeAt] = [true, clock];
    },
    remove: async () => {
      did.push("remove");
      isThere = false;
    },
    take: async () => {
      if (!isThere || (since(at.contain) >= is.trustClosedAfter && !isBack())) return undefined;
      const isReady = clock - madeAt >= is.ready;
      if (isReady) working += 1;
      sessions += 1;
      return session(isReady ? working - 1 : sessions + 100);
    },
  };
  return { means, did, isThere: () => isThere };
};

const run = async (change: Partial<typeof usual> = {}) => {
  const account = accountWith(change);
  const said: string[] = [];
  const found = await runExercise(wish, account.means, (text) => said.push(text));
  return { ...found, ...account, said };
};

test("a decoy is contained and put back, and each time is measured", async () => {
  const { failures, seconds, oldSession, incident, did, isThere } = await run();
  expect(failures).toEqual([]);
  expect([incident, oldSession, isThere()]).toEqual(["vendor-auger-1", "denied", false]);
  expect(did).toEqual(["remove", "make", "contain", "restore", "remove"]);
  expect(Math.floor(seconds.denied ?? 0)).toBe(2);
  expect(Math.floor(seconds.contained ?? 0)).toBeGreaterThanOrEqual(8);
  expect(seconds.newSessionRefused).toBeGreaterThanOrEqual(seconds.contained ?? never);
  expect(Math.floor(seconds.restored ?? 0)).toBeGreaterThanOrEqual(4);
  expect(seconds.works).toBeGreaterThanOrEqual(5);
  expect(seconds.lastAllowed).toBeNull();
  expect(Object.keys(seconds.rungs)).toEqual(rungsUpTo("trust"));
});

describe("what does not hold is a failure", () => {
  test.each<[string, Partial<typeof usual>, string]>([
    ["the old session works on", { deniedAfter: never }, "the old session was never refused"],
    ["a new session gets in", { trustClosedAfter: never, deniedAfter: never }, "a new session worked"],
    ["it is never contained", { containedAfter: never }, "contain: the incident is containing"],
    ["it is never restored", { restoredAfter: never }, "restore: the incident is restoring"],
    ["nobody gets in again", { opensAfter: never }, "no session worked after the restore within 90 s"],
    ["the old session is back", { isOldBack: true }, "the old session works again"],
    ["no session ever worked", { ready: never }, "no session of the decoy worked within 90 s"],
    ["it is refused", { refuses: "contain" }, "contain was refused: it is protected"],
    ["its way back is refused", { refuses: "restore" }, "restore was refused: it is protected"],
    ["somebody interrupts", { interruptAt: 4 }, "it was interrupted"],
  ])("%s", async (_what, change, failure) => {
    const { failures, isThere, did } = await run(change);
    expect(failures.join("; ")).toContain(failure);
    expect([isThere(), did.at(-1)]).toEqual([false, "remove"]);
  });

  test("a new session is refused by its first call where the trust stays open", async () => {
    const { failures, seconds } = await run({ trustClosedAfter: never });
    expect([failures, seconds.newSessionRefused !== null]).toEqual([[], true]);
  });
});

test("an error of AWS is told as it is, and the decoy is removed", async () => {
  const account = accountWith({ makeFails: true });
  await expect(runExercise(wish, account.means, () => undefined)).rejects.toThrow("AccessDenied");
  expect(account.did).toEqual(["remove", "make", "remove"]);
});

test("what an earlier exercise left open is ended first", async () => {
  const { did, failures } = await run({ former: { phase: "contained" } });
  expect([did.slice(0, 3), failures]).toEqual([["restore", "remove", "make"], []]);
});
