import { describe, expect, test } from "@jest/globals";
import type { Pause } from "#shared/model/pause.ts";
import { means } from "../pause/fixture.ts";
import { run } from "../run.ts";
import { pause } from "./pause.ts";

const noon = "2026-11-29T12:00:00.000Z";
const running: Pause = { from: noon, until: "2026-11-29T14:00:00.000Z", reason: "r", by: "b", containment: false };

const asked = async (options: object, world: Parameters<typeof means>[0] = {}) => {
  const [out, err]: [string[], string[]] = [[], []];
  const io = { out: (text: string) => void out.push(text), err: (text: string) => void err.push(text) };
  const given = means({ now: noon, ...world });
  const code = await pause({ for: "PT2H", reason: "a migration", ...options }, io, given);
  return { code, out, err, given };
};

describe("sagewarden pause", () => {
  test("writes the pause, then has it told", async () => {
    const { code, given, out } = await asked({});
    expect(code).toBe(0);
    expect(given.log).toEqual(["write", "tell"]);
    expect(given.stored()).toEqual({
      from: noon,
      until: "2026-11-29T14:00:00.000Z",
      reason: "a migration",
      by: "arn:ops",
      containment: false,
    });
    expect(out).toEqual(["Sagewarden is paused until 2026-11-29T14:00:00.000Z; containment goes on"]);
  });

  test("--json is one document; --containment is said", async () => {
    const { out } = await asked({ json: true, containment: true });
    expect(JSON.parse(out.join(""))).toEqual({
      state: "paused",
      from: noon,
      until: "2026-11-29T14:00:00.000Z",
      by: "arn:ops",
      reason: "a migration",
      containment: true,
    });
  });

  test("one that is in force keeps its beginning", async () => {
    const { given, code } = await asked({ for: "PT1H" }, { stored: running, now: "2026-11-29T13:30:00.000Z" });
    expect([code, given.stored()?.from, given.stored()?.until]).toEqual([0, noon, "2026-11-29T14:30:00.000Z"]);
  });

  test("and has at most 4 hours in all", async () => {
    const { given, code, err } = await asked({ for: "PT4H" }, { stored: running, now: "2026-11-29T12:00:01.000Z" });
    expect([code, given.log]).toEqual([1, []]);
    expect(err.join()).toMatch(/refused: it is paused since .*resume first/);
  });

  test("one that is over is another's", async () => {
    const { given } = await asked({ for: "PT4H" }, { stored: running, now: running.until });
    expect(given.stored()?.from).toBe(running.until);
  });

  test("what cannot be read is not written over", async () => {
    await expect(asked({}, { failure: new Error("denied") })).rejects.toThrow("denied");
  });

  test.each(["PT4H1S", "P1D", "PT0S", "P", "PT", "2h", "", undefined, "-PT1H", "PT1.5H"])(
    "--for %s is refused",
    async (duration) => {
      await expect(asked({ for: duration })).rejects.toThrow(/--for .*at most PT4H/);
    },
  );

  test.each(["", "  ", undefined])("--reason %j is refused", async (reason) => {
    await expect(asked({ reason })).rejects.toThrow(/--reason/);
  });

  test("a reason with control characters is written as people read it", async () => {
    const { given } = await asked({ reason: "a\u001b[2Jb" });
    expect(given.stored()?.reason).not.toContain("\u001b");
  });

  test.each([
    [["pause", "--reason", "r"], "--for"],
    [["pause", "--for", "PT1H"], "--reason"],
  ])("%j is wrong use", async (argv, missing) => {
    const err: string[] = [];
    const io = { out: () => undefined, err: (text: string) => void err.push(text), env: {}, cwd: "." };
    expect(await run(argv, { ...io, stdin: (async function* nothing() {})() })).toBe(2);
    expect(err.join()).toContain(missing);
  });
});
