import { describe, expect, test } from "@jest/globals";
import { changes } from "../test/contain/iam-changes.ts";
import { day, hasStamp, lastEnd, played, unlike } from "../test/contain/restored.ts";
import { policyText } from "../test/contain/roles.ts";
import { begin, incidentSettings, place } from "../test/contain/stage.ts";
import type { Incident } from "./model/incident.ts";
import { containment } from "./names.ts";

describe("a contained role", () => {
  test.each(["sessions", "deny", "trust", "detach"] as const)(
    "up to %s comes back as it was, and nothing of ours is left after the longest session",
    async (upTo) => {
      const { row, live, stage, executions, loop } = await played({ upTo });
      expect([row.phase, row.why]).toEqual(["restored", expect.stringContaining("the role is its snapshot again")]);
      expect([unlike(stage.role, live()), hasStamp(live())]).toEqual([[], true]);
      await loop.run(begin + day);
      const closed = (await stage.row()) as Incident;
      expect([closed.phase, hasStamp(live()), unlike(stage.role, live())]).toEqual(["closed", false, []]);
      expect(closed).not.toHaveProperty("holder");
      expect(stage.marks.get(stage.role.arn)).toBeUndefined();
      expect(lastEnd(executions)).toEqual({ result: { incident: row.id, how: "closed" } });
    },
  );
});

test("a later incident of the role ends the wait", async () => {
  const { stage, loop, row, executions } = await played({});
  await stage.incidents.follow(row, {
    ...row,
    id: "vendor-acme-2",
    number: 2,
    phase: "opened",
    version: row.version + 1,
  });
  await loop.run(begin + 2 * day);
  const next = (await stage.row()) as Incident;
  expect([next.id, next.phase, next.disturbed]).toEqual(["vendor-acme-2", "opened", row.disturbed]);
  expect(lastEnd(executions)).toEqual({ result: { incident: row.id, how: "replaced" } });
});

const isHeld = { settings: incidentSettings({}, { approval: "one" }) };

test("asked for before anything was done: it is over, nothing was done, and a person is told", async () => {
  const { row, stage, live, executions } = await played(isHeld);
  expect([row.phase, row.why]).toEqual(["closed", expect.stringContaining("before anything was done")]);
  expect(row).not.toHaveProperty("holder");
  expect(live()).toEqual(stage.role);
  expect([...stage.outbox.values()].map(({ type }) => type)).toEqual(["vendor-containment-waits", "vendor-restored"]);
  expect(lastEnd(executions)).toEqual({ result: { incident: row.id, how: "closed" } });
});

test.each([
  ["our deny", changes.putInline("vendor-acme", containment.deny, policyText([{ Effect: "Deny", Action: "*" }]))],
  ["our stamp", changes.putInline("vendor-acme", containment.revoke, policyText([{ Effect: "Deny", Action: "*" }]))],
  ["the managed deny", changes.attach("vendor-acme", place.managedDeny)],
])("nothing is recorded, and %s is on the role: without a snapshot it is not said to be untouched", async (_, edit) => {
  const { row } = await played({ ...isHeld, before: ({ iam }) => void iam.admin(edit) });
  expect([row.phase, row.restoreRungs?.[0]?.evidence.detail]).toEqual([
    "held",
    "the snapshot cannot be used: no snapshot was taken of it",
  ]);
});
