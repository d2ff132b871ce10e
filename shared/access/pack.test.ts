import { expect, test } from "@jest/globals";
import { policyDocument } from "./documents.ts";
import { values } from "./fixtures.ts";
import { packed } from "./pack.ts";
import { limits, sizeOf } from "./sizes.ts";

const teams = Array.from({ length: 30 }, (_, team) =>
  policyDocument("studio/admin-profiles", {
    ...values,
    teams: [`Team${team}`],
    people: Array.from({ length: 67 }, (_, person) => `person-${team}-${person}`),
  }),
);

test("nothing is lost, nothing is too large, no name stands twice", () => {
  const policies = packed(teams);
  expect(policies.length).toBeLessThan(10);
  expect(policies.every((policy) => sizeOf(policy) <= limits.managed)).toBe(true);
  const statements = policies.flatMap((policy) => JSON.parse(policy).Statement);
  expect(statements.map(({ Sid, ...rest }) => rest)).toEqual(
    teams.map((team) => JSON.parse(team).Statement[0]).map(({ Sid, ...rest }) => rest),
  );
  expect(new Set(statements.map(({ Sid }) => Sid)).size).toBe(30);
});

test("two that fit are one policy", () => expect(packed(teams.slice(0, 2))).toHaveLength(1));
test("of nothing there is nothing", () => expect(packed([])).toEqual([]));
