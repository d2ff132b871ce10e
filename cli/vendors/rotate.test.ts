import { describe, expect, test } from "@jest/globals";
import type { LiveTrust } from "#shared/aws/rotate/trust.ts";
import { contractWith } from "#shared/vendors/role/fixture.ts";
import { notOurs, type RotateMeans, rotate } from "./rotate.ts";

const auger = contractWith();
const [oldId, newId] = ["O".repeat(40), "N".repeat(40)];

interface World {
  versions: Record<string, string>;
  current: string | undefined;
  pending: string | undefined;
  /** Versions that the stack's parameters name; undefined: there is no stack. */
  stack: { trusted: string; next: string } | undefined;
  policies: string[];
  /** In place of what the stack writes. */
  trusted?: string[][];
  isGone?: boolean;
  rows: object[];
  /** Throws at the n-th write. */
  dieAt?: number;
  writes: string[];
}

const steady = (): World => ({
  versions: { one: oldId },
  current: "one",
  pending: undefined,
  stack: { trusted: "AWSCURRENT:", next: "none" },
  policies: ["contract"],
  rows: [],
  writes: [],
});

/** The account, as the stack and Secrets Manager keep it. The trust is what the stack last wrote. */
const meansOf = (world: World): RotateMeans => {
  const wrote = (what: string): void => {
    if (world.dieAt === world.writes.length) throw new Error("killed");
    world.writes.push(what);
  };
  const value = (version: string | undefined): string => world.versions[version ?? ""] ?? "";
  const named = (version: string): string => value(version === "AWSCURRENT:" ? world.current : version.slice(1));
  const writeTrust = (): void => {
    const { trusted = "", next = "none" } = world.stack ?? {};
    world.trusted = [next === "none" ? [named(trusted)] : [named(trusted), named(next)]];
  };
  if (world.trusted === undefined) writeTrust();
  return {
    secret: {
      versions: async () =>
        world.current === undefined
          ? undefined
          : {
              current: world.current,
              pending: world.pending === undefined ? undefined : { id: world.pending, at: "2026-11-29T12:00:00Z" },
            },
      value: async (version) => value(version),
      makePending: async () => {
        wrote("make");
        world.versions.two = newId;
        world.pending = "two";
      },
      promote: async ({ pending }) => {
        wrote("promote");
        world.current = pending;
      },
      forgetPending: async () => {
        wrote("forget");
        world.pending = undefined;
      },
    },
    stack: {
      read: async () => world.stack && { ExternalIdauger: world.stack.trusted, NextExternalIdauger: world.stack.next },
      write: async (values) => {
        const { ExternalIdauger: trusted = "", NextExternalIdauger: next = "" } = values;
        wrote(`trust ${trusted} ${next}`);
        world.stack = { trusted, next };
        writeTrust();
      },
    },
    trust: async (): Promise<LiveTrust | undefined> =>
      world.isGone ? undefined : { externalIds: world.trusted ?? [], policies: world.policies },
    record: async (row) => void world.rows.push(row),
    now: () => "2026-11-29T12:00:00Z",
  };
};

const run = async (world: World, options: object = {}, contract = auger) => {
  const [out, err]: [string[], string[]] = [[], []];
  const io = { out: (text: string) => void out.push(text), err: (text: string) => void err.push(text) };
  const code = await rotate(contract, { json: true, ...options }, io, meansOf(world));
  return { code, out: out.join("\n"), err: err.join("\n") };
};

describe("a rotation", () => {
  test("trusts both, then the new one; each end is recorded; no value is printed", async () => {
    const world = steady();
    const begun = await run(world);
    expect(JSON.parse(begun.out)).toEqual({
      vendor: "auger",
      state: "overlap",
      done: ["make-new", "trust-both"],
      secret: "sagewarden/vendor/auger/external-id",
      since: "2026-11-29T12:00:00Z",
    });
    expect(world.trusted).toEqual([[oldId, newId]]);
    const finished = await run(world, { finish: true });
    expect(JSON.parse(finished.out)).toMatchObject({ state: "steady", done: ["promote", "trust-new", "forget-label"] });
    expect(world.trusted).toEqual([[newId]]);
    expect(world.rows).toEqual([
      { act: "begun", version: "two", at: "2026-11-29T12:00:00Z" },
      { act: "finished", version: "two", at: "2026-11-29T12:00:00Z" },
    ]);
    for (const text of [begun.out, begun.err, finished.out, finished.err]) expect(text).not.toMatch(/O{9}|N{9}/);
  });

  test("asked for twice does nothing twice", async () => {
    const world = steady();
    await run(world);
    const { writes } = world;
    expect(JSON.parse((await run(world)).out)).toMatchObject({ state: "overlap", done: [] });
    expect(world.writes).toBe(writes);
    await run(world, { finish: true });
    expect(JSON.parse((await run(world, { finish: true })).out)).toMatchObject({ state: "steady", done: [] });
    expect(world.versions).toEqual({ one: oldId, two: newId });
  });

  test.each([0, 1, 2, 3, 4])(
    "killed at write %i goes on where it was, and somebody can always get in",
    async (dieAt) => {
      const world: World = { ...steady(), dieAt };
      const beginning = await run(world).catch(() => undefined);
      delete world.dieAt;
      if (beginning === undefined) {
        expect(world.trusted).toEqual([[oldId]]);
        await run(world);
      }
      expect(world.trusted).toEqual([[oldId, newId]]);
      if (dieAt >= 2) world.dieAt = dieAt;
      const ending = await run(world, { finish: true }).catch(() => undefined);
      delete world.dieAt;
      expect(world.trusted?.[0]).toContain(newId);
      if (ending === undefined) await run(world, { finish: true });
      expect([world.trusted, world.pending]).toEqual([[[newId]], undefined]);
      expect(world.writes).toEqual(["make", "trust :one :two", "promote", "trust :two none", "forget"]);
    },
  );

  test("is told to people without the value, or with it where they ask", async () => {
    const world = steady();
    const { out } = await run(world, { json: false });
    expect(out).toContain("both external ids are trusted");
    expect(out).toContain("sagewarden/vendor/auger/external-id, version AWSPENDING");
    expect(out).not.toContain(newId);
    expect((await run(world, { json: false, show: true })).out).toContain(`external id: ${newId}`);
    expect(JSON.parse((await run(world, { finish: true, show: true })).out)).toMatchObject({ externalId: newId });
  });
});

describe("is refused, and nothing is changed", () => {
  test.each<[string, Partial<World>, object, string]>([
    ["without the stack", { stack: undefined }, {}, "npm run deploy"],
    ["without the secret", { current: undefined }, {}, "npm run deploy"],
    ["without the role", { isGone: true }, {}, "no such role"],
    ["where it is contained", { policies: ["contract", "SagewardenDenyAll"] }, {}, "is contained (SagewardenDenyAll)"],
    ["where its trust is closed", { trusted: [] }, {}, "not what the stack wrote"],
    ["where its trust was edited", { trusted: [["else"]] }, {}, "not what the stack wrote"],
    ["where another end is under way", { pending: "one" }, {}, "run it again with --finish"],
    ["before both are trusted", { pending: "two" }, { finish: true }, "run it again without --finish"],
  ])("%s", async (_what, change, options, why) => {
    const world = { ...steady(), ...change };
    const { code, out, err } = await run(world, options);
    expect([code, out, world.writes, world.rows]).toEqual([1, "", [], []]);
    expect(err).toContain(why);
  });

  test.each([
    [{ roleArn: "arn:aws:iam::111122223333:role/theirs" }, "somebody else makes"],
    [{ externalId: "8d1f9c-theirs" }, "the settings give its external id"],
  ])("for %j", async (change, why) => {
    const world = steady();
    const { code, err } = await run(world, {}, contractWith(change));
    expect([code, world.writes]).toEqual([1, []]);
    expect(err).toContain(why);
    expect(notOurs(auger)).toBeUndefined();
  });
});
