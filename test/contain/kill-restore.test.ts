import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { hurry } from "../kill/service.ts";
import { lasting, playKilled, pointsIn } from "./kill-points.ts";
import { type Happening, type PlayedStage, type PlayScenario, play } from "./play.ts";
import { judgeRestore, unlike } from "./restore-judge.ts";
import {
  asked,
  asks,
  contained,
  edited,
  playing,
  type RestoreRow,
  readsMs,
  restored,
  restoreScenarios,
} from "./restore-scenarios.ts";

let atEase = (): void => undefined;
beforeAll(() => {
  atEase = hurry();
});
afterAll(() => atEase());

/** What the judge of each play has to say in the end. */
const judged = new WeakMap<PlayedStage, () => readonly string[]>();

const withJudge =
  ({ scenario, gives = (role) => role }: RestoreRow) =>
  (): PlayScenario => {
    const { before, ...rest } = scenario();
    return {
      ...rest,
      before: (stage) => {
        judged.set(
          stage,
          judgeRestore(stage, (isAll) => gives(stage.role, isAll)),
        );
        return before?.(stage);
      },
    };
  };

/** What is looked at in the end, whatever happened. */
const endOf = ({ stage, ending: { row, isHeld } }: Awaited<ReturnType<typeof play>>) => ({
  phase: row.phase,
  isHeld,
  told: [...stage.outbox.values()].map(({ type }) => type),
  unrecorded: [...stage.outbox.keys()].filter((id) => !row.notices.includes(id)),
  violations: judged.get(stage)?.(),
});

const endFor = ({ phase, told }: Pick<RestoreRow, "phase" | "told">) => ({
  ...{ phase, told, isHeld: false, unrecorded: [], violations: [] },
});

const backAgain: Omit<RestoreRow, "scenario"> = { phase: "closed", told: [contained, restored], each: 25 };

describe.each(Object.entries(restoreScenarios))("%s", (_, row) => {
  const scenario = withJudge(row);
  const once = play(scenario());
  const end = endFor(row);

  test("ends as it should", async () => {
    const played = await once;
    expect(endOf(played)).toEqual(end);
    const others = row.scenario().iam?.roles ?? [];
    expect(others.map(({ name }) => played.stage.iam.role(name))).toEqual(others);
    // Lambda holds 3,000 for one execution.
    expect(played.stage.operations()).toBeLessThan(600);
  });

  const killedAt = async (word: "kill" | "effectKill", count: number): Promise<void> => {
    const expected = lasting((await once).ending);
    for (const { kill, ...played } of await playKilled(scenario, word, pointsIn(count, row.each)))
      expect([kill, endOf(played), lasting(played.ending)]).toEqual([kill, end, expected]);
  };

  test("ends so when it dies before or after any checkpoint", async () => {
    const count = (await once).stage.checkpoints();
    expect(count).toBeGreaterThan(5);
    await killedAt("kill", count);
  }, 600_000);

  test("ends so when it dies before or after any effect, before the effect is a checkpoint", async () => {
    const count = (await once).stage.effects();
    expect(count).toBeGreaterThan(3);
    await killedAt("effectKill", count);
  }, 600_000);
});

test("somebody edits the role at any moment: the restore overwrites it, or says in the end that it is so", async () => {
  let first = 0;
  const sawFirst = ({ calls }: PlayedStage): void => {
    first = calls();
  };
  const withChange = (change: Happening): PlayScenario =>
    withJudge({ ...backAgain, scenario: () => playing({ happenings: [asks(asked), change] }) })();
  const { stage } = await play(withChange({ after: { seconds: asked }, what: sawFirst }));
  for (const at of pointsIn(stage.calls(), backAgain.each).filter((one) => one > first)) {
    let when = 0;
    const what: Happening["what"] = ({ iam, role, clock }) => {
      when = clock.now();
      iam.admin(edited(role.name));
    };
    const played = await play(withChange({ after: { calls: at }, what }));
    const { violations = [], ...end } = endOf(played);
    expect([at, { ...end, violations: [] }]).toEqual([at, endFor(backAgain)]);
    // What is changed between our last look and our last write cannot be seen by it.
    expect(violations.filter((one) => one.includes("may act"))).toEqual([]);
    const { row, role } = played.ending;
    const isSaid = row.why.includes("changed by others since: inline policy edited: added");
    const isAfterLastLook = when + readsMs >= Date.parse(row.endedAt ?? "");
    expect([at, unlike(stage.role, role)]).toEqual([at, isSaid || isAfterLastLook ? "inline" : ""]);
  }
}, 600_000);

test("it dies for ten minutes, and somebody asks for it again meanwhile", async () => {
  const happenings = [asks(asked), asks(asked + 400, { by: "bob" })];
  const scenario = withJudge({ ...backAgain, scenario: () => ({ ...playing({ happenings }), deadFor: 600 }) });
  const { stage } = await play(scenario());
  for (const [word, count] of [
    ["kill", stage.checkpoints()],
    ["effectKill", stage.effects()],
  ] as const)
    for (const { kill, ...played } of await playKilled(scenario, word, pointsIn(count, backAgain.each)))
      expect([word, kill, endOf(played)]).toEqual([word, kill, endFor(backAgain)]);
}, 600_000);
