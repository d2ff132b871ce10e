import { expect, test } from "@jest/globals";
import { account } from "../fixtures.ts";
import { after, answered, ends, operator, played, says, statuses, typesTold } from "./contained.ts";
import { aRole, policyText } from "./roles.ts";
import { begin, type IncidentStage, incidentSettings } from "./stage.ts";

test("a pause of containment holds a signal's, says so, and it begins when that is over; a person's does not wait", async () => {
  const over = begin + 1_800_000;
  const held = (now: number) => (now < over ? { why: "paused", seconds: Math.ceil((over - now) / 1_000) } : undefined);
  const { row, stage } = await played({ held, until: 5_400_000 });
  expect(row.phase).toBe("contained");
  expect(Date.parse(row.containedAt ?? "")).toBeGreaterThan(over);
  expect(Date.parse(row.containedAt ?? "")).toBeLessThan(over + 180_000);
  expect([...stage.outbox.values()].map(({ type }) => type)).toEqual(["vendor-containment-waits", "vendor-contained"]);
  const cause = { type: "operator", by: "arn:ops", reason: "r", at: row.openedAt, findings: [] } as const;
  const asked = await played({ held, open: { causes: [cause] }, until: 600_000 });
  expect(asked.row.phase).toBe("contained");
});

test("sessions that can be denied with a whole role only: a person is asked, once, and then it is done", async () => {
  const rest = {
    name: "full",
    path: "/",
    trust: policyText([
      { Effect: "Allow", Principal: { AWS: `arn:aws:iam::${account}:root` }, Action: "sts:AssumeRole" },
    ]),
  };
  const filler = policyText([{ Effect: "Allow", Action: "*", Resource: ["*", "x".repeat(10_080)] }]);
  const powerful = aRole({
    inline: [{ name: "all", document: policyText([{ Effect: "Allow", Action: "*", Resource: "*" }]) }],
  });
  const scenario = {
    role: powerful,
    iam: { roles: [aRole({ ...rest, inline: [{ name: "filler", document: filler }] })] },
  };
  const { row, stage } = await played(scenario, (each, loop) => {
    const vendor = each.iam.assume({ arn: "arn:aws:iam::999988887777:role/worker" }, "vendor-acme", {
      externalId: "e-1",
    });
    if (vendor) each.iam.as(vendor).assume("full", "job");
    after(loop, 120, () => says(each, answered("go-on", "chained")));
  });
  const asked = [...stage.outbox.values()].filter(({ type }) => type === "vendor-containment-waits");
  expect(asked).toHaveLength(1);
  expect(asked[0]).toMatchObject({ incident: { choices: ["go-on", "restore"], next: "chained" } });
  expect(row.reached).toMatchObject([{ type: "chained-role", status: "denied", by: { type: "managed" } }]);
  expect(stage.iam.role("full")?.attached).toEqual([stage.world.place.managedDeny]);
});

test("what is said to a run that waits is done at once: the next rung, after an approver's word", async () => {
  const { row } = await played({ until: 130_000 }, (stage, loop) =>
    after(loop, 100, () => says(stage, answered("go-on", "boundary"))),
  );
  expect(statuses(row)).toMatchObject({ boundary: "done", detach: "waiting" });
});

test("what is said while the run looks is not missed", async () => {
  const { row } = await played({ until: 200_000 }, (stage, loop) => {
    const { managed } = stage.world.roles;
    stage.world.roles = {
      ...stage.world.roles,
      read: async (name) => {
        if (loop.now() > begin + 70_000 && (await stage.row())?.answers.length === 0)
          await says(stage, answered("go-on", "boundary"));
        return stage.iam.roles.read(name);
      },
      managed,
    };
  });
  expect(statuses(row)).toMatchObject({ boundary: "done" });
});

test("an operator's order that comes while a signal's run finds that it only observes: it is carried out", async () => {
  const { row } = await played({ settings: incidentSettings({ mode: "observe" }) }, (stage) => {
    const { notify } = stage.world;
    stage.world.notify = async (notice) => {
      await notify(notice);
      if (notice.type === "vendor-would-contain")
        await says(stage, (before) => ({ ...before, causes: [...before.causes, operator] }));
    };
  });
  expect(row.phase).toBe("contained");
});

test("what is said while a run ends that has failed for good: a further run does it, and no third one follows", async () => {
  const { row, executions } = await played({}, (stage) => {
    const { notify } = stage.world;
    let isBroken = true;
    stage.world.successor = async () => {
      if (isBroken) throw new Error("no such function");
      return undefined;
    };
    stage.world.notify = async (notice) => {
      await notify(notice);
      if (!notice.detail.includes("cannot go on")) return;
      isBroken = false;
      await says(stage, answered("go-on", "boundary"));
    };
  });
  expect(executions.all()).toHaveLength(2);
  expect(statuses(row)).toMatchObject({ boundary: "done" });
});

test("held for an approver: begins at the word, or is closed by one", async () => {
  const settings = incidentSettings({}, { approval: "one" });
  const begun = await played({ settings }, (stage, loop) =>
    after(loop, 600, () => says(stage, answered("go-on", "begin"))),
  );
  expect(begun.row.phase).toBe("contained");
  expect(typesTold(begun.stage)).toEqual(["vendor-containment-waits", "vendor-contained"]);
  const closed = await played({ settings }, (stage, loop) =>
    after(loop, 600, () => says(stage, answered("stop-here"))),
  );
  expect(closed.row).toMatchObject({ phase: "closed", rungs: [], endedAt: expect.any(String) });
  expect(closed.stage.iam.role("vendor-acme")).toEqual(closed.stage.role);
  const asked = await played({ settings }, (stage, loop) =>
    after(loop, 600, () => says(stage, (row) => ({ ...row, causes: [...row.causes, operator] }))),
  );
  expect(asked.row.phase).toBe("contained");
});

test("nobody says anything for 14 days: closed, and nothing was done", async () => {
  const { row, stage, executions } = await played({
    settings: incidentSettings({}, { approval: "two" }),
    until: 15 * 86_400_000,
  });
  expect(row.phase).toBe("closed");
  expect(stage.iam.role("vendor-acme")).toEqual(stage.role);
  expect(executions.all()[0]?.known.length).toBeLessThan(400);
});

test("a restore that is asked for ends the run at its next step, and the row is free", async () => {
  const { row, executions } = await played({ until: 200_000 }, (stage, loop) =>
    after(loop, 100, () =>
      says(stage, (before) => ({
        ...before,
        restore: { by: "alice", at: stage.world.now(), all: false, acceptDrift: false },
      })),
    ),
  );
  expect(ends(executions)).toEqual([{ result: { incident: row.id, how: "replaced" } }]);
  expect(row).not.toHaveProperty("holder");
  expect(row.disturbed).toEqual([]);
});

test("a burst stops after the deny and asks; a person's word goes on", async () => {
  const others = async (stage: IncidentStage): Promise<void> => {
    for (const id of ["a", "b", "c"]) await stage.world.tally(id, stage.world.now());
  };
  const { row, stage } = await played({}, (there) => void others(there));
  expect(row).toMatchObject({ phase: "contained", brake: { at: "deny" } });
  expect(statuses(row)).toMatchObject({ deny: "done", trust: "waiting", chained: "waiting", restamp: "done" });
  expect(typesTold(stage)).toContain("vendor-containment-waits");
  expect(stage.metrics).toContain("ContainmentBurst");
  const on = await played({}, (there, loop) => {
    void others(there);
    after(loop, 60, () => says(there, answered("go-on", "trust")));
  });
  expect(statuses(on.row)).toMatchObject({ trust: "done", chained: "waiting" });
});

test("the hour's limit asks a person first", async () => {
  const settings = incidentSettings({ limits: { containmentsPerHour: 0 } });
  const { row, stage } = await played({ settings });
  expect(row).toMatchObject({ phase: "held", rungs: [] });
  expect(stage.metrics).toEqual(["ContainmentLimit"]);
});
