import { expect, test } from "@jest/globals";
import { type Executions, executionsOn } from "../test/contain/executions.ts";
import type { Session } from "../test/contain/iam.ts";
import { virtualLoop } from "../test/contain/loop.ts";
import { aRole, policyText } from "../test/contain/roles.ts";
import { begin, type IncidentScenario, incidentSettings, incidentStage } from "../test/contain/stage.ts";
import { account } from "../test/fixtures.ts";
import { randomOf } from "../test/simulator/random.ts";
import { openIncident } from "./contain/open-incident.ts";
import { filler } from "./contain/rungs/fixture.ts";
import { stampedAt } from "./contain/rungs/sessions.ts";
import { containVendor } from "./contain-vendor.ts";
import type { IncidentRequest } from "./decide/joined-incident.ts";
import type { Incident, IncidentAnswer } from "./model/incident.ts";
import { IamRefusal } from "./model/role-image.ts";

const played = async (
  scenario: IncidentScenario & { open?: Partial<Incident>; until?: number },
  happens: (
    stage: ReturnType<typeof incidentStage>,
    loop: ReturnType<typeof virtualLoop>,
    executions: Executions,
  ) => void = () => undefined,
) => {
  const random = randomOf(1);
  const loop = virtualLoop(random, begin);
  const stage = incidentStage({
    ...scenario,
    clock: loop,
    start: (kind, name, payload) => executions.start(kind, name, payload),
    wake: (id) => executions.wake(id),
  });
  const executions = executionsOn({
    loop,
    latency: () => 20,
    trouble: () => undefined,
    run: {
      contain: (start, context) => containVendor(start, context, stage.world),
      restore: async () => undefined,
    },
  });
  const row = await stage.open(scenario.open);
  executions.start("contain", row.id, { role: row.role, incident: row.id });
  happens(stage, loop, executions);
  await loop.run(begin + (scenario.until ?? 7_200_000));
  return { stage, executions, row: (await stage.row()) as Incident };
};
const statuses = ({ rungs }: Incident) => Object.fromEntries(rungs.map(({ rung, status }) => [rung, status]));

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

test("at the guard's end the incident document is kept", async () => {
  const { row, stage } = await played({});
  expect(row.document).toBe(`incidents/vendor-acme/${row.id}/incident.md`);
  const text = [...stage.evidence.texts].find(([name]) => name.includes("incident.md"))?.[1];
  expect(text).toContain("| trust | done |");
});

test("a document that cannot be written changes nothing else", async () => {
  const { row, executions } = await played({}, (stage) => {
    const { put } = stage.world.evidence;
    stage.world.evidence.put = async (key, text) => {
      if (key.includes("incident.")) throw new Error("no bucket");
      return put(key, text);
    };
  });
  expect(row).toMatchObject({ phase: "contained" });
  expect(row).not.toHaveProperty("document");
  expect(executions.all().map(({ end }) => end)).toEqual([{ result: { incident: row.id, how: "guarded" } }]);
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

type Stage = ReturnType<typeof incidentStage>;
type Loop = ReturnType<typeof virtualLoop>;

/** Somebody says something, as the functions of the triggers do: into the row first, then to who waits. */
const says = async (stage: Stage, change: (row: Incident, now: string) => Incident): Promise<void> => {
  const row = (await stage.row()) as Incident;
  await stage.incidents.save({ ...change(row, stage.world.now()), version: row.version + 1 });
  if (row.callback) await stage.world.wake(row.callback.id);
};
const answered =
  (choice: IncidentAnswer["choice"], of?: IncidentAnswer["of"]) =>
  (row: Incident, at: string): Incident => ({
    ...row,
    answers: [...row.answers, { at, by: "alice", choice, verdict: "accepted", why: "", ...(of ? { of } : {}) }],
  });
const after = (loop: Loop, seconds: number, work: () => unknown): void =>
  loop.at(begin + seconds * 1000, () => void work());
const typesTold = (stage: Stage): readonly string[] => [...stage.outbox.values()].map(({ type }) => type);
const ends = (executions: Executions) => executions.all().map(({ end }) => end);
const operator = { type: "operator", by: "arn:ops", reason: "r", at: "2026-11-22T10:00:00Z", findings: [] } as const;

/** A session is taken now, and a signal tells of it: as the function of the signals does, over the row. */
const abuses = async (stage: Stage): Promise<Session> => {
  const session = stage.iam.assume({ arn: "arn:aws:iam::999988887777:role/worker" }, "vendor-acme", {
    externalId: "e-1",
  }) as Session;
  await openIncident(abuseOf(stage, session.issuedAt), edgesOf(stage));
  return session;
};
const abuseOf = ({ role, world }: Stage, at: string): IncidentRequest => ({
  ...{ role: role.arn, vendor: "acme", upTo: "sessions", act: { at, hasFailed: false, sessionAt: at } },
  cause: { type: "signal", by: "bucket-sweep", reason: "bucket-sweep: x", at: world.now(), findings: [] },
  abuse: { at, why: "bucket-sweep: x" },
});
const edgesOf = ({ world }: Stage) => ({
  ...world,
  wake: async (id: string) => {
    await world.wake(id);
    return "answered" as const;
  },
});
const stampLine = ({ rungs }: Incident) => rungs.find(({ rung }) => rung === "sessions")?.evidence;

test.each<[string, number, number]>([
  ["while it is watched", 400, 1],
  ["long after that", 6_000, 2],
])(
  "up to sessions: a newer session that abuses it is denied by a new stamp, by IAM's clock, %s",
  async (_, when, runs) => {
    const sessions: Session[] = [];
    const scenario = {
      upTo: "sessions" as const,
      iam: { skew: -95_000, reads: { ms: 2_000 }, enforcement: { ms: 3_000 } },
    };
    const { row, stage, executions } = await played({ ...scenario, until: 14_400_000 }, (each, loop) => {
      after(loop, when, async () => sessions.push(await abuses(each)));
      // The same record comes again.
      for (const later of [1, 3, 90])
        after(loop, when + later, () => openIncident(abuseOf(each, sessions[0]?.issuedAt ?? ""), edgesOf(each)));
    });
    const [first] = sessions as [Session];
    expect(row.phase).toBe("contained");
    expect(stampLine(row)).toMatchObject({ at: row.cutAt, times: "2", verified: expect.any(String) });
    expect((row.cutAt ?? "") > first.issuedAt).toBe(true);
    expect(stampedAt(stage.iam.role("vendor-acme"))).toBe(row.cutAt);
    expect(stage.iam.may(first, "s3:GetObject")).toBe(false);
    expect(stage.marks.get(row.role)).toEqual({ at: row.cutAt, newSessions: "allowed" });
    const told = [...stage.outbox.values()].map(({ type, incident }) => [type, incident?.next]);
    expect(told).toEqual([
      ["vendor-contained", "deny"],
      ["vendor-contained", "deny"],
    ]);
    expect(row.disturbed).toEqual([]);
    expect(executions.all()).toHaveLength(runs);
  },
);

test("each newer session's abuse moves the stamp on; what is denied as a whole, or was stopped, is left as it is", async () => {
  const times = async (open: Partial<Incident>) => {
    const { row } = await played({ open }, (stage, loop) => {
      for (const seconds of [300, 301, 900, 2_000]) after(loop, seconds, () => abuses(stage));
    });
    return stampLine(row)?.times;
  };
  const stopped = {
    at: "2026-11-22T10:00:00Z",
    by: "alice",
    choice: "stop-here",
    verdict: "accepted",
    why: "",
  } as const;
  expect(await times({ upTo: "sessions" })).toBe("4");
  expect(await times({ upTo: "deny" })).toBeUndefined();
  const { row } = await played({ upTo: "sessions" }, (stage, loop) => {
    after(loop, 200, () => says(stage, (before) => ({ ...before, answers: [...before.answers, stopped] })));
    after(loop, 300, () => abuses(stage));
  });
  expect(stampLine(row)).not.toHaveProperty("times");
});

test("which keys we made inactive is in the row before they are", async () => {
  const rows: (Incident | undefined)[] = [];
  const inline = [{ name: "all", document: policyText([{ Effect: "Allow", Action: "*", Resource: "*" }]) }];
  const { row } = await played({ role: aRole({ inline }) }, (stage) => {
    const vendor = stage.iam.assume({ arn: "arn:aws:iam::999988887777:role/worker" }, "vendor-acme", {
      externalId: "e-1",
    });
    if (vendor) stage.iam.as(vendor).createUser("eve", []);
    if (vendor) stage.iam.as(vendor).createKey("eve");
    const { setKey } = stage.world.users;
    stage.world.users.setKey = async (...key) => {
      rows.push(await stage.row());
      return setKey(...key);
    };
  });
  expect(rows.length).toBeGreaterThan(0);
  const noted = (each: Incident | undefined) => each?.reached.flatMap(({ inactivated = [] }) => inactivated);
  expect(noted(rows[0])).toEqual(noted(row));
  expect(row.reached.map(({ status }) => status)).toEqual(["denied", "denied"]);
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

test("a managed deny that somebody attached and that allows everything does not put off ours", async () => {
  const managedDeny = "arn:aws:iam::111122223333:policy/sagewarden/SagewardenDenyAllManaged";
  const document = policyText([{ Effect: "Allow", Action: "*", Resource: "*" }]);
  const { stage } = await played({
    role: aRole({ attached: [managedDeny] }),
    iam: { managed: [{ arn: managedDeny, version: "v2", document }] },
    until: 100,
  });
  expect(stage.iam.role("vendor-acme")?.inline.map(({ name }) => name)).toContain("SagewardenDenyAll");
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

test("a snapshot that cannot be kept holds up no deny, but the trust; it is contained when it can", async () => {
  const phases: string[] = [];
  const { row, stage } = await played({}, ({ world, row: current, iam }, loop) => {
    const { put } = world.evidence;
    world.evidence.put = async (key, text) => {
      if (loop.now() < begin + 120_000) throw Object.assign(new Error("down"), { name: "ServiceUnavailable" });
      return put(key, text);
    };
    after(loop, 2, () =>
      phases.push(String(iam.role("vendor-acme")?.inline.some(({ name }) => name === "SagewardenDenyAll"))),
    );
    after(loop, 60, async () => {
      const now = await current();
      phases.push(now?.phase ?? "", JSON.stringify(statuses(now as Incident)));
    });
  });
  expect(phases.slice(0, 2)).toEqual(["true", "failed"]);
  expect(JSON.parse(phases[2] ?? "{}")).toMatchObject({
    snapshot: "failed",
    sessions: "done",
    deny: "done",
    trust: "refused",
  });
  expect(typesTold(stage)).toEqual(["vendor-containment-failed", "vendor-contained"]);
  expect(row).toMatchObject({ phase: "contained" });
  expect(statuses(row)).toMatchObject({ snapshot: "done", trust: "done" });
});

test.each<[string, (stage: Stage) => Promise<unknown>]>([
  ["deletes the deny", ({ iam }) => iam.roles.deleteInline("vendor-acme", "SagewardenDenyAll")],
  ["opens the trust", ({ iam, role }) => iam.roles.setTrust("vendor-acme", role.trust)],
  [
    "overwrites the stamp",
    ({ iam, role }) =>
      iam.roles.putInline("vendor-acme", "SagewardenRevokeOlderSessions", role.inline[0]?.document ?? ""),
  ],
])("somebody %s: it is put back, counted and told", async (_, act) => {
  const { row, stage } = await played({}, (there, loop) => after(loop, 200, () => act(there)));
  expect(row.phase).toBe("contained");
  expect(row.disturbed.length).toBeGreaterThan(0);
  expect(typesTold(stage)).toContain("vendor-containment-disturbed");
  expect(stage.metrics).toContain("ContainmentDisturbed");
  expect(stage.marks.get(row.role)).toHaveProperty("again");
  const live = stage.iam.role("vendor-acme");
  expect(live?.inline.map(({ name }) => name)).toEqual(["SagewardenDenyAll", "SagewardenRevokeOlderSessions", "data"]);
  expect(live?.trust).toContain("SagewardenContained");
});

test.each([
  ["while it is watched", 200],
  ["while it is climbed", 1.5],
])("made anew %s, the role of the name is left alone, and the next incident is free to open", async (_, seconds) => {
  const anew = (stage: Stage) => ({ ...stage.role, id: "AROANEW", createdAt: stage.world.now() });
  const { row, stage } = await played({ until: 400_000 }, (there, loop) =>
    after(loop, seconds, () =>
      there.iam.admin((all) => ({ ...all, roles: new Map(all.roles).set(there.role.name, anew(there)) })),
    ),
  );
  expect(row).toMatchObject({ phase: "failed", replacedBy: { id: "AROANEW" } });
  expect(row.why).toContain("what the new role does, or an order, opens the next incident");
  expect(stage.iam.role("vendor-acme")).toMatchObject({ inline: stage.role.inline, trust: stage.role.trust });
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

test("an operator's command acts in every mode", async () => {
  const { row } = await played({ settings: incidentSettings({ mode: "observe" }), open: { causes: [operator] } });
  expect(row.phase).toBe("contained");
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
  const others = async (stage: Stage): Promise<void> => {
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

test("a role that was made again under its name is not the one: failed, and nothing is written to it", async () => {
  const { row, stage } = await played({}, (there, loop) =>
    after(loop, 100, () => {
      there.iam.admin((account) => ({
        ...account,
        roles: new Map(account.roles).set("vendor-acme", { ...there.role, id: "AROAMADEAGAIN" }),
      }));
    }),
  );
  expect(row).toMatchObject({ phase: "failed", why: expect.stringMatching(/AROAMADEAGAIN/) });
  expect(stage.iam.role("vendor-acme")?.inline).toEqual(stage.role.inline);
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

test("a restore that comes before the guard's end: the document is left all the same", async () => {
  const { row, stage } = await played({}, (each, loop) => {
    after(loop, 120, () =>
      says(each, (before, now) => ({ ...before, restore: { by: "alice", at: now, all: false, acceptDrift: false } })),
    );
  });
  expect(row.document).toContain("incident.md");
  expect([...stage.evidence.texts].some(([name]) => name.includes("incident.json"))).toBe(true);
});
