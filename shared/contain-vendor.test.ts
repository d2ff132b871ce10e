import { expect, test } from "@jest/globals";
import { after, ends, operator, played, statuses, typesTold } from "../test/contain/contained.ts";
import { aRole } from "../test/contain/roles.ts";
import { incidentSettings } from "../test/contain/stage.ts";
import { filler } from "./contain/rungs/fixture.ts";
import type { Incident } from "./model/incident.ts";
import { IamRefusal } from "./model/role-image.ts";

test("a signal contains up to the trust, in seconds, and one run watches for an hour", async () => {
  const { row, executions, stage } = await played({});
  expect(row.phase).toBe("contained");
  expect(statuses(row)).toMatchObject({
    ...{ snapshot: "done", sessions: "done", deny: "done", trust: "done", restamp: "done" },
    ...{ boundary: "waiting", detach: "waiting", delete: "waiting" },
  });
  expect(row).not.toHaveProperty("holder");
  expect(executions.all().map(({ end }) => end)).toEqual([{ result: { incident: row.id, how: "guarded" } }]);
  expect([...stage.outbox.values()].map(({ type }) => type)).toEqual(["vendor-contained"]);
  expect(stage.metrics).toEqual(["Contained"]);
  expect(stage.marks.get(row.role)).toMatchObject({ at: row.containedAt, newSessions: "denied" });
});

test.each<[string, Parameters<typeof played>[0], Incident["phase"], object]>([
  [
    "up to sessions",
    { upTo: "sessions" },
    "contained",
    { sessions: "done", deny: "waiting", trust: "waiting", restamp: "waiting" },
  ],
  ["up to deny", { upTo: "deny" }, "contained", { deny: "done", trust: "waiting", restamp: "done" }],
  [
    "up to detach",
    { upTo: "detach" },
    "contained",
    { trust: "done", boundary: "done", detach: "done", delete: "waiting" },
  ],
  ["up to delete", { upTo: "delete" }, "contained", { boundary: "done", detach: "done", delete: "done" }],
  ["observe", { settings: incidentSettings({ mode: "observe" }) }, "observed", {}],
  ["tag", { settings: incidentSettings({ mode: "tag" }) }, "observed", {}],
  ["approval wanted", { settings: incidentSettings({}, { approval: "one" }) }, "held", {}],
  [
    "protected",
    { settings: incidentSettings({ protected: { roles: ["arn:aws:iam::*:role/vendor/*"] } }) },
    "refused",
    {},
  ],
])("%s", async (_, scenario, phase, rungs) => {
  const { row } = await played(scenario);
  expect(row.phase).toBe(phase);
  expect(statuses(row)).toMatchObject(rungs);
  if (["observed", "held", "refused"].includes(phase)) expect(row.rungs).toEqual([]);
});

test.each<[string, Parameters<typeof played>[0], number]>([
  ["contained", {}, 1],
  ["observed", { settings: incidentSettings({ mode: "observe" }) }, 0],
  ["held for an approver", { settings: incidentSettings({}, { approval: "one" }) }, 0],
  ["held by a pause", { held: () => ({ why: "paused", seconds: 9_999 }) }, 0],
  ["refused", { settings: incidentSettings({ protected: { roles: ["arn:aws:iam::*:role/vendor/*"] } }) }, 0],
])("what is %s takes of the hour's limit what it has to", async (_, scenario, expected) => {
  let counted = 0;
  await played({ ...scenario, until: 100_000 }, ({ world }) => {
    const { tally } = world;
    world.tally = (id, now) => {
      counted += 1;
      return tally(id, now);
    };
  });
  expect(counted).toBe(expected);
});

test("the deny stands after two operations, and nothing was waited for", async () => {
  const { executions, stage } = await played({ until: 100 });
  const known = executions.all().flatMap(({ known: all }) => all.map(({ name, type }) => [type, name]));
  expect(stage.iam.role("vendor-acme")?.inline.map(({ name }) => name)).toContain("SagewardenDenyAll");
  expect(known).toEqual([
    ["step", "claim"],
    ["step", "begin 1"],
    ["step", "ladder: which rungs"],
  ]);
});

test("a second execution of the incident finds it held, and leaves", async () => {
  const { executions, row } = await played({}, (stage, loop, all) =>
    after(loop, 1, () =>
      all.start("contain", "another", { role: stage.role.arn, incident: "vendor-acme-1", again: 2 }),
    ),
  );
  expect(ends(executions)).toEqual([
    { result: { incident: row.id, how: "guarded" } },
    { result: { incident: row.id, how: "held" } },
  ]);
});

test("an operator's command acts in every mode", async () => {
  const { row } = await played({ settings: incidentSettings({ mode: "observe" }), open: { causes: [operator] } });
  expect(row.phase).toBe("contained");
});

test("a full inline quota: the managed deny covers what the stamp cannot", async () => {
  const role = aRole({ inline: [filler(10_240)] });
  const { row } = await played({ role });
  expect(row.phase).toBe("contained");
  expect(statuses(row)).toMatchObject({ sessions: "refused", deny: "done", restamp: "skipped", trust: "done" });
});

test("without room for the stamp, and no leave for more, nothing denies it: failed, and somebody is told", async () => {
  const { row, stage } = await played({ role: aRole({ inline: [filler(10_240)] }), upTo: "sessions" });
  expect(row).toMatchObject({ phase: "failed", why: expect.stringMatching(/nothing denies it/) });
  expect(typesTold(stage)).toEqual(["vendor-containment-failed"]);
});

test("what IAM will not do has failed; the rest is done, and stays", async () => {
  const { row, stage } = await played({}, ({ world }) => {
    const setTrust = async () => {
      throw new IamRefusal("refused", "UnmodifiableEntity");
    };
    world.roles = { ...world.roles, setTrust };
  });
  expect(row).toMatchObject({ phase: "failed", why: expect.stringMatching(/trust/) });
  expect(statuses(row)).toMatchObject({ deny: "done", trust: "failed" });
  expect(stage.iam.role("vendor-acme")?.inline.map(({ name }) => name)).toContain("SagewardenDenyAll");
  expect(new Set(typesTold(stage))).toEqual(new Set(["vendor-containment-failed"]));
});

test("another version takes over at the guard's next look", async () => {
  let version: string | undefined;
  const { row, stage, executions } = await played({ deployed: () => version, until: 500_000 }, (_, loop) =>
    after(loop, 100, () => {
      version = "7";
    }),
  );
  expect(stage.started).toContain(`contain ${row.id}-v7`);
  expect(ends(executions)[0]).toEqual({ result: { incident: row.id, how: "handed-over" } });
});

test("a drill tells nobody, and alarms nobody", async () => {
  const { row, stage } = await played({ open: { exercise: true, causes: [{ ...operator, type: "exercise" }] } });
  expect(row.phase).toBe("contained");
  expect([...stage.outbox]).toEqual([]);
  expect(stage.metrics).toEqual([]);
  const failed = await played({
    ...{ role: aRole({ inline: [filler(10_240)] }), upTo: "sessions" },
    open: { exercise: true, causes: [{ ...operator, type: "exercise" }] },
  });
  expect(failed.row.phase).toBe("failed");
  expect([failed.stage.metrics, [...failed.stage.outbox]]).toEqual([[], []]);
});
