import { fileURLToPath } from "node:url";
import { beforeAll, describe, expect, test } from "@jest/globals";
import { cellsOf } from "../../shared/verify/cells/enumerate.ts";
import { judgeCells } from "../../shared/verify/cells/judge.ts";
import { isTagged, rowOf } from "../../shared/verify/cells/rows.ts";
import { searchChains } from "../../shared/verify/chains/search.ts";
import type { ActorId, Estate, MatrixResult, Violation } from "../../shared/verify/model.ts";
import { estateOf, formOf } from "../../test/policy-sets.ts";
import { readEstate } from "./read-estate.ts";

/** The sets of policies that lie in the repository, judged whole. */

const folder = fileURLToPath(new URL("../../policies", import.meta.url));
const judged = (estate: Estate, actor?: ActorId): MatrixResult =>
  judgeCells(
    estate,
    cellsOf(estate).filter((cell) => actor === undefined || cell.actor === actor),
  );

test("ours: nothing open that must be closed, nothing closed that a team works with", async () => {
  const { violations, missing, cells } = judged(await readEstate("studio", folder));
  expect([cells, violations, missing]).toEqual([21_750, [], []]);
});

describe("ours, with everything attached to the execution roles", () => {
  const roles = formOf("studio").roles.map((role) =>
    role.kind === "execution" ? { ...role, policies: ["administrator.json", "models.json"] } : role,
  );
  const wide = estateOf("studio", {}, { roles });

  test("what has tags stays its team's", () => {
    const { violations } = judged(wide, "execution");
    const isAnothers = ({ cell: { action, type, resourceTags = "own", requestTags } }: Violation): boolean =>
      (["other", "both"].includes(resourceTags) || requestTags === "other") &&
      type !== undefined &&
      isTagged({ row: rowOf(action), type });
    expect(violations.filter(isAnothers)).toEqual([]);
  });

  test("no chain of calls leads to another team's", () => {
    expect(searchChains(wide, { depth: 3 })).toEqual([]);
  });
});

describe("as published: what the other team may do", () => {
  let violations: readonly Violation[];
  beforeAll(async () => {
    violations = judged(await readEstate("as-published", folder), "other-team").violations;
  });
  const count = (is: (each: Violation) => boolean): number => violations.filter(is).length;

  test.each(["other", "untagged", "empty"] as const)("with what is tagged %s", (state) => {
    const levels = ["Read", "List", "Tagging", "Write"] as const;
    const perLevel = levels.map((level) =>
      count(
        ({ cell: { action, resourceTags, network, type } }) =>
          resourceTags === state &&
          network === undefined &&
          action.startsWith("sagemaker:") &&
          type !== undefined &&
          rowOf(action).level === level,
      ),
    );
    expect(perLevel).toEqual([81, 83, 62, 5]);
  });

  test.each([
    // Of the 3 that are open an app in one's own profile is no border.
    ["none", 2],
    ["other", 3],
    ["own+guarded", 75],
  ] as const)("creating with tags %s: %d of 76", (state, many) => {
    expect(count(({ cell }) => cell.requestTags === state)).toBe(many);
  });

  test("each names what opened it", () => {
    expect(count(({ statement }) => statement === undefined)).toBe(0);
  });
});
