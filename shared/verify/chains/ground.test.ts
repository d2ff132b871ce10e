import { expect, test } from "@jest/globals";
import { policyOf, smallEstate } from "./fixtures.ts";
import { groundOf } from "./ground.ts";
import { slots } from "./model.ts";
import { beginning } from "./node.ts";
import { worldOf } from "./world.ts";

const estate = smallEstate([policyOf("p", { Sid: "All", Effect: "Allow", Action: "*", Resource: "*" })]);
const ground = groundOf(estate);
const { theirs } = worldOf(estate).things;
const tags = slots.tags(theirs("experiment-trial"));

test("at first everything that needs nothing; in the last step what reaches a goal", () => {
  const all = ground.next(beginning, 3);
  expect(all.length).toBeGreaterThan(200);
  expect(all.every(({ attempt }) => Object.keys(attempt.needs).length === 0)).toBe(true);
  expect(
    ground.next(beginning, 1).every(({ attempt }) => attempt.end !== undefined && attempt.calls.length === 1),
  ).toBe(true);
});

test("after a change, what makes use of it, and what changes something that can be used together with it", () => {
  const node = { ...beginning, facts: new Map([[tags, "[]"]]), pending: [tags], cost: 1 };
  const next = ground.next(node, 3);
  const ends = next.filter(({ attempt }) => attempt.end !== undefined);
  expect(ends.every(({ uses }) => uses.has(tags))).toBe(true);
  const changed = new Set(next.flatMap(({ attempt }) => attempt.makes?.slot ?? []));
  expect(changed).toContain(slots.tags(theirs("experiment-trial-component")));
  expect(changed).not.toContain(slots.tags(theirs("model")));
});

test("what allowed each call; nothing where one is denied", () => {
  const [first] = ground.next(beginning, 1);
  if (first === undefined) throw new Error("nothing to try");
  expect(ground.tried(first, new Map())).toEqual([{ policy: "p", index: 0, sid: "All" }]);
  const closed = groundOf(smallEstate());
  const [same] = closed.next(beginning, 1);
  expect(same && closed.tried(same, new Map())).toBeUndefined();
});
