import { describe, expect, test } from "@jest/globals";
import { BadInput } from "./model/errors.ts";
import type { Notice } from "./model/notice.ts";
import { settingsSchema } from "./model/settings.ts";
import { border, world } from "./probe/fixture.ts";
import type { ProbeRow } from "./probe/row.ts";
import { probeIsolation } from "./probe-isolation.ts";

const settingsWith = (access: object | undefined) =>
  settingsSchema.parse({
    ...{ mode: "observe", region: "us-east-1", tags: {}, teams: { TeamA: {}, TeamB: {} }, people: {} },
    ...(access && { access: { federation: "iam-users", bucket: "shared", ...access } }),
  });

const run = async (event: unknown, access: object | undefined = {}, answer: typeof border = border) => {
  const { means, made } = world(answer);
  const rows: ProbeRow[] = [];
  const told: Notice[] = [];
  const reply = await probeIsolation(event, {
    ...{ settings: settingsWith(access), means, now: () => "2026-11-30T03:00:00.000Z", fresh: () => "1a2b3c4d" },
    where: async () => ({ account: "111122223333", partition: "aws", region: "us-east-1" }),
    probes: { save: async (row) => void rows.push(row) },
    notify: async (notice) => void told.push(notice),
    isOver: () => false,
  });
  return { reply, rows, told, made };
};

test("a run by the schedule: all teams, a row, nobody is told", async () => {
  const { reply, rows, told, made } = await run({ "detail-type": "Scheduled Event", resources: [] });
  expect(reply).toMatchObject({ crossed: 0, unknown: 0, findings: [] });
  expect(rows).toMatchObject([{ at: "2026-11-30T03:00:00.000Z", named: [], borders: 2, crossed: [] }]);
  expect(told).toEqual([]);
  expect(made[0]?.call.params.ExperimentName).toBe("sagewarden-probe-1a2b3c4d-1");
});

test("a crossing is a finding, a row, and is told", async () => {
  const { reply, rows, told } = await run({ teams: ["TeamA"] }, {}, (who, call, whose) =>
    call.operation === "ListTags" ? undefined : border(who, call, whose),
  );
  expect(reply.findings.map(({ rule, severity }) => [rule, severity])).toEqual(
    Array(2).fill(["probe-crossed-border", "critical"]),
  );
  expect(rows).toMatchObject([{ named: ["TeamA"], crossed: [{ id: "list-tags" }, { id: "list-tags" }] }]);
  expect(told.map(({ team }) => team)).toEqual(["TeamA", "TeamB", undefined, "TeamB", "TeamA", undefined]);
});

describe("nothing is tried", () => {
  test.each<[string, unknown, object | undefined, string]>([
    ["a team that is none", { teams: ["TeamC"] }, {}, '"TeamC" is no team with access; allowed: TeamA, TeamB'],
    ["an order that is none", { teams: "TeamA" }, {}, "teams: allowed: a list of teams"],
    ["teams that are no texts", { teams: [1] }, {}, "teams: allowed: a list of teams"],
    ["a hostile name", { teams: ["__proto__"] }, {}, '"__proto__" is no team with access'],
    ["without the probe", {}, { probe: false }, "access.probe: false"],
  ])("for %s", async (_, event, access, message) => {
    const asked = run(event, access);
    await expect(asked).rejects.toThrow(BadInput);
    await expect(asked).rejects.toThrow(message);
  });

  test("without access", async () => {
    const { means } = world();
    const edges = { settings: settingsWith(undefined), means } as unknown as Parameters<typeof probeIsolation>[1];
    await expect(probeIsolation({}, edges)).rejects.toThrow("access: missing in the settings");
  });
});
