import { expect, test } from "@jest/globals";
import { image, place } from "../restore/fixture.ts";
import { account } from "../vendors/watch/example-acts.ts";
import { at, exampleIncident } from "./example-incident.ts";
import { ladder } from "./ladder.ts";
import { plannedLines } from "./planned-lines.ts";
import type { Ground } from "./rung.ts";

const here = { ...place, partition: "aws", account };
const plan = (change: Partial<Ground> = {}) => {
  const ground: Ground = {
    ...{ incident: exampleIncident({ phase: "opened" }), contract: undefined, snapshot: undefined, live: image(), at },
    ...change,
  };
  return new Map(
    plannedLines(ladder, ground, here).map(({ rung, status, evidence }) => [rung, `${status}: ${evidence.detail}`]),
  );
};

test("each rung says what it would do when those before it are done", () => {
  const lines = plan();
  expect([...lines.keys()]).toEqual(ladder.map(({ id }) => id));
  for (const rung of ["snapshot", "sessions", "deny", "trust"] as const)
    expect(lines.get(rung)).toMatch(/^waiting: would be done: /);
  expect(lines.get("delete")).toMatch(/^waiting: would wait: it goes up to trust by itself.*Then: /);
});

test("of a role that is not there nothing is promised but for what it took and made", () => {
  const lines = plan({ live: undefined });
  for (const rung of ["sessions", "deny", "trust", "detach"] as const)
    expect(lines.get(rung)).not.toMatch(/would be done|would wait/);
});
