import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { attempts } from "./attempts.ts";
import { border, groundOf, refusal, teamB, world } from "./fixture.ts";
import type { Call, Outcome, Probed } from "./model.ts";
import { probe } from "./probe.ts";

type Rule = typeof border;
const run = async (answer: Rule = border, change: Parameters<typeof groundOf>[1] = {}) => {
  const { means, made, owners } = world(answer);
  return { probed: await probe(groundOf(change.means ?? means, change)), made, owners };
};
const outcomes = ({ runs }: Probed, outcome: Outcome): readonly string[] =>
  runs.flatMap(({ team, attempts: all }) =>
    all.flatMap((each) => (each.outcome === outcome ? `${team} ${each.id}` : [])),
  );

describe("borders that hold", () => {
  test("every attempt is refused, every team can do its own, nothing is left", async () => {
    const { probed, owners } = await run();
    expect(probed).toMatchObject({ crossed: 0, unknown: 0, left: [], at: "2026-11-30T03:00:00.000Z" });
    expect(probed.controls.filter(({ works }) => !works)).toEqual([]);
    expect(outcomes(probed, "refused")).toHaveLength(2 * attempts.length);
    expect([...owners.keys()]).toEqual([]);
  });

  test("what is tried on is there: its own team made it, and read it, before", async () => {
    const { made } = await run();
    const first = (is: (each: { who: string; call: Call }) => boolean): number => made.findIndex(is);
    const decoy = "sagewarden-probe-1-10";
    const describes = (who: string) =>
      first(
        ({ who: by, call }) =>
          by === who && call.params.ExperimentName === decoy && call.operation === "DescribeExperiment",
      );
    const [own, theirs] = [describes("TeamB"), describes("TeamA")];
    expect(own).toBeGreaterThan(0);
    expect(theirs).toBeGreaterThan(own);
  });
});

describe("a border that is open", () => {
  const open =
    (...operations: readonly string[]): Rule =>
    (who, call, whose) =>
      who === "TeamA" && operations.includes(call.operation) ? undefined : border(who, call, whose);

  test.each<[string, string, readonly string[]]>([
    ["reading", "DescribeExperiment", ["read"]],
    ["tags", "AddTags", ["tag", "retag-as-own"]],
    ["passing roles", "CreateImage", ["pass-their-role"]],
    ["deleting", "DeleteExperiment", ["delete"]],
    ["objects", "PutObject", ["put-object"]],
    ["roles", "AssumeRole", ["take-their-execution-role", "take-their-peoples-role"]],
  ])("%s: that is found, and only that", async (_, operation, ids) => {
    const { probed, owners } = await run(open(operation));
    expect(outcomes(probed, "crossed")).toEqual(ids.map((id) => `TeamA ${id}`));
    expect([probed.crossed, probed.unknown, probed.left]).toEqual([ids.length, 0, []]);
    expect([...owners.keys()]).toEqual([]);
  });

  test("what was deleted is laid out again before the next team tries", async () => {
    const { probed, made } = await run(open("DeleteExperiment"));
    const deleted = made.findIndex(({ who, call }) => who === "TeamA" && call.operation === "DeleteExperiment");
    expect(made[deleted + 1]).toMatchObject({ who: "TeamB", call: { operation: "CreateExperiment" } });
    expect(probed.unknown).toBe(0);
  });

  test("what could not be taken back is named, and what rests on it proves nothing more", async () => {
    let isGone = false;
    const { probed } = await run((who, call, whose) => {
      if (who === "TeamA" && call.operation === "DeleteExperiment") {
        isGone = true;
        return undefined;
      }
      return isGone && who === "TeamB" && /Create|Describe/.test(call.operation) ? refusal() : border(who, call, whose);
    });
    expect(probed.left[0]).toMatch(
      /experiment\/sagewarden-probe-1-10, after delete by TeamA: not undone: AccessDenied/,
    );
    expect(outcomes(probed, "crossed")).toEqual(["TeamA delete"]);
    expect(outcomes(probed, "unknown")).toEqual([
      ...["read", "list-tags", "update", "tag", "retag-as-own", "untag", "create-as-theirs", "delete"].map(
        (id) => `TeamB ${id}`,
      ),
    ]);
  });

  test("the answer of a crossing is in nothing that comes out", async () => {
    const { means } = world(() => undefined);
    const leaking = {
      ...means,
      warden: async () => "secret" as never,
      take: async () => async () => "secret" as never,
    };
    const probed = await probe(groundOf(leaking));
    expect(probed.crossed).toBe(2 * attempts.length);
    expect(JSON.stringify(probed)).not.toContain("secret");
  });
});

describe("a probe that is blind", () => {
  test("a role that may do nothing at all is no border", async () => {
    const { probed } = await run((who, call, whose) => (who === "TeamA" ? refusal() : border(who, call, whose)));
    expect(probed.crossed).toBe(0);
    // The function's own attempt needs no right of the role's; roles that are there refuse it all the same.
    expect(outcomes(probed, "refused").filter((each) => each.startsWith("TeamA"))).toEqual([
      ...["take-their-execution-role", "take-their-peoples-role", "take-own-role-as-theirs", "open-their-profile"].map(
        (id) => `TeamA ${id}`,
      ),
    ]);
    expect(probed.controls.find(({ works }) => !works)).toMatchObject({ team: "TeamA", id: "create-own" });
  });

  test("a team without a profile: nobody tries to open one", async () => {
    const { means } = world();
    const { probed } = await run(border, { means: { ...means, profileOf: async () => undefined } });
    expect(probed.runs[0]?.attempts).toHaveLength(attempts.length - 1);
    expect([probed.unknown, probed.crossed]).toEqual([0, 0]);
  });

  test("a role that cannot be taken", async () => {
    const { means } = world();
    const take: typeof means.take = (side) =>
      side.unit === "TeamA" ? Promise.reject(refusal("AccessDenied")) : means.take(side);
    const { probed } = await run(border, { means: { ...means, take } });
    expect(outcomes(probed, "unknown").filter((each) => each.startsWith("TeamA"))).toHaveLength(attempts.length);
    expect(probed.controls.filter(({ works }) => !works)).toEqual([
      { team: "TeamA", id: "take-probe-role", works: false, error: expect.stringContaining("AccessDenied") },
    ]);
  });

  test("roles that are not there refuse as well", async () => {
    const { means } = world();
    const roleExists = async (arn: string) => arn !== teamB.roles.execution;
    const { probed } = await run(border, { means: { ...means, roleExists } });
    expect(outcomes(probed, "unknown")).toEqual([
      ...["pass-their-role", "take-their-execution-role", "take-their-peoples-role"].map((id) => `TeamA ${id}`),
    ]);
  });

  test("what is throttled is unknown, by name", async () => {
    const { probed } = await run((who, call, whose) =>
      call.operation === "ListTags" && who !== whose ? refusal("ThrottlingException") : border(who, call, whose),
    );
    expect(outcomes(probed, "unknown")).toEqual(["TeamA list-tags", "TeamB list-tags"]);
    expect(probed.runs[0]?.attempts.find(({ id }) => id === "list-tags")?.error).toContain("ThrottlingException");
  });

  test("no time is left: nothing is begun", async () => {
    const { probed, made } = await run(border, { isOver: () => true });
    // Whether there is a profile was not looked for.
    expect([made, probed.unknown]).toEqual([[], 2 * (attempts.length - 1)]);
  });

  test("a tag that is not seen at once is waited for", async () => {
    let early = 3;
    const { probed } = await run((who, call, whose) => {
      if (call.operation !== "DescribeExperiment" || early === 0) return border(who, call, whose);
      early -= 1;
      return refusal();
    });
    expect([probed.crossed, probed.unknown]).toEqual([0, 0]);
  });
});

test("whatever each call answers: each attempt has one outcome, and a crossing is only what worked", async () => {
  const names = fc.constantFrom(
    "AccessDenied",
    "AccessDeniedException",
    "ThrottlingException",
    "ResourceNotFound",
    undefined,
  );
  await fc.assert(
    fc.asyncProperty(fc.infiniteStream(names), async (stream) => {
      const worked = new Set<string>();
      const { probed } = await run((who, { operation, params }) => {
        const name = stream.next().value;
        if (name === undefined) worked.add(`${who} ${operation} ${JSON.stringify(params)}`);
        return name === undefined ? undefined : refusal(name);
      });
      const all = probed.runs.flatMap((each) => each.attempts);
      expect(all).toHaveLength(2 * attempts.length);
      expect(probed.crossed + probed.unknown + outcomes(probed, "refused").length).toBe(all.length);
      if (worked.size === 0) expect(probed.crossed).toBe(0);
    }),
    { numRuns: 50 },
  );
});

test("one team alone has nobody to try", async () => {
  const { probed } = await run(border, { pairs: [] });
  expect(probed).toMatchObject({ runs: [], crossed: 0, unknown: 0 });
});
