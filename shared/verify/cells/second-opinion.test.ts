import { describe, expect, test } from "@jest/globals";
import { evaluate } from "../../policy/evaluate.ts";
import { allow, deny, named, when } from "../../policy/fixtures.ts";
import { developer, estate, useOwn } from "../fixtures.ts";
import type { Estate } from "../model.ts";
import { type AskAll, type Opinion, secondOpinion } from "./second-opinion.ts";
import { smokeCellsOf } from "./smoke.ts";

const asIs: AskAll = async (asked) =>
  asked.map(({ request, layers }): Opinion => {
    const { decision } = evaluate(request, layers);
    return decision === "ambiguous" ? { limit: "not clear" } : { decision };
  });
const of = estate();
const cells = smokeCellsOf(of);
const ask = (askAll: AskAll, change: Partial<Estate> = {}) => secondOpinion(estate(change), cells, askAll);

test("an engine like ours agrees in every cell of the smoke set", async () => {
  const { compared, disagreements, limits, without } = await ask(asIs);
  expect({ disagreements, without }).toEqual({ disagreements: [], without: [] });
  expect(compared).toBeGreaterThan(1_000);
  expect(limits.reduce((sum, { requests }) => sum + requests, compared)).toBeGreaterThanOrEqual(compared);
});

test("where it says something else: the cell, the resource, both answers and our statement", async () => {
  const cell = cells.find(
    ({ actor, resourceTags, owner }) => actor === "owner" && resourceTags === "own" && owner === "self",
  );
  const denying: AskAll = async (asked) => asked.map(() => ({ decision: "explicitDeny" }));
  expect(cell && (await secondOpinion(of, [cell], denying))).toEqual({
    ...{ cells: 1, compared: 1, limits: [], without: [] },
    disagreements: [
      {
        ...{ cell, resource: expect.stringContaining(":endpoint/TeamA-"), theirs: "explicitDeny" },
        own: { decision: "allowed", statement: { policy: "developer.json", index: 0, sid: undefined } },
      },
    ],
  });
});

describe("not compared", () => {
  test("what it cannot be asked, the most frequent first", async () => {
    const some: AskAll = async (asked) => asked.map((_, index) => ({ limit: index === 0 ? "rare" : "often" }));
    const { compared, limits } = await ask(some);
    expect(compared).toBe(0);
    expect(limits.map(({ what }) => what)).toEqual(["often", "rare"]);
  });
  test("what it does not answer", async () => {
    expect((await ask(async () => [])).limits).toMatchObject([{ what: "it gave no answer" }]);
  });
  test("what we do not know ourselves", async () => {
    const unclear = developer(useOwn, deny("*", "*", when("Unheard", "a:b", "c")));
    const principals = of.principals.map((role) => ({ ...role, policies: [unclear] }));
    const allowing: AskAll = async (asked) => asked.map(() => ({ decision: "allowed" }));
    expect((await ask(allowing, { principals })).limits).toMatchObject([
      { what: expect.stringContaining("ourselves") },
    ]);
  });
});

test("both are asked the same: what is not given is not there, for either", async () => {
  const byNight = developer(
    allow("sagemaker:*", "*", when("DateGreaterThan", "aws:CurrentTime", "2020-01-01T00:00:00Z")),
  );
  const principals = of.principals.map((role) => ({ ...role, policies: [byNight] }));
  const { compared, limits } = await ask(asIs, { principals });
  expect(compared).toBeGreaterThan(1_000);
  expect(limits).toEqual([]);
});

describe("layers that the other engine does not judge are left out on both sides", () => {
  const scp = named("scp", "identity", [deny("sagemaker:*", "*", when("Bool", "a:b", "true"))]);
  const full = named("full", "identity", [allow("*")]);
  test.each<[string, Partial<Estate>, readonly string[]]>([
    ["conditions above", { scps: [[full, scp]] }, ["service control policies, some of which have conditions"]],
    ["of resources", { rcps: [[full]] }, ["resource control policies"]],
    ["without conditions", { scps: [[full]] }, []],
  ])("%s", async (_, change, without) => {
    const seen: Parameters<AskAll>[0][number]["layers"][] = [];
    const listening: AskAll = (asked) => {
      seen.push(...asked.map(({ layers }) => layers));
      return asIs(asked);
    };
    const result = await ask(listening, change);
    expect(result).toMatchObject({ without, disagreements: [] });
    expect(seen.some(({ rcps }) => rcps !== undefined)).toBe(false);
    expect(seen.every(({ scps }) => (scps ?? []).flat().every(({ name }) => name !== "scp"))).toBe(true);
  });
});

test("whom the trust does not let in asks nothing", async () => {
  const spoofed = cells.filter(({ actor }) => actor === "spoofed");
  expect(await secondOpinion(of, spoofed, asIs)).toMatchObject({ cells: spoofed.length, compared: 0, limits: [] });
});
