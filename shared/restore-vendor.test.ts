import { describe, expect, test } from "@jest/globals";
import { executionsOn } from "../test/contain/executions.ts";
import { changes } from "../test/contain/iam-changes.ts";
import { virtualLoop } from "../test/contain/loop.ts";
import { aRole, policyText } from "../test/contain/roles.ts";
import {
  begin,
  type IncidentScenario,
  type IncidentStage,
  incidentSettings,
  incidentStage,
  place,
} from "../test/contain/stage.ts";
import { randomOf } from "../test/simulator/random.ts";
import { containVendor } from "./contain-vendor.ts";
import type { Incident } from "./model/incident.ts";
import { IamRefusal, type RoleImage } from "./model/role-image.ts";
import { containment } from "./names.ts";
import { digestOf } from "./record/clean-audits.ts";
import { differences, titleOf } from "./restore/differences.ts";
import { holdingsOf } from "./restore/holdings.ts";
import { isClosed } from "./restore/ours.ts";
import { isShielded } from "./restore/plan.ts";
import { restoreVendor } from "./restore-vendor.ts";

const hour = 3_600_000;
const day = 24 * hour;

interface Play extends IncidentScenario {
  seed?: number;
  restore?: Partial<NonNullable<Incident["restore"]>>;
  /** When it is asked for; after that for how long it is looked on. */
  askAfter?: number;
  until?: number;
  /** Before it is contained. */
  prepare?(stage: IncidentStage): void | Promise<void>;
  /** Before it is asked for. */
  before?(stage: IncidentStage): void | Promise<void>;
  /** At a time after that, ms. */
  later?: readonly { after: number; what(stage: IncidentStage): void | Promise<void> }[];
}

/** Contains the role, asks for it back, and looks on. */
const played = async ({
  restore,
  askAfter = 2 * hour,
  until = hour,
  prepare,
  before,
  later = [],
  seed = 1,
  ...scenario
}: Play) => {
  const loop = virtualLoop(randomOf(seed), begin);
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
      restore: (start, context) => restoreVendor(start, context, stage.world),
    },
  });
  await prepare?.(stage);
  const opened = await stage.open();
  executions.start("contain", opened.id, { role: opened.role, incident: opened.id });
  await loop.run(begin + askAfter);
  await before?.(stage);
  const ask = async (change: Play["restore"] = {}): Promise<void> => {
    const row = (await stage.row()) as Incident;
    const asked = { by: "arn:aws:iam::111122223333:user/alice", at: stage.world.now(), all: false, acceptDrift: false };
    await stage.incidents.save({ ...row, restore: { ...asked, ...change }, version: row.version + 1 });
    if (row.callback) await stage.world.wake(row.callback.id);
    executions.start("restore", `${row.id}-restore-${row.version}`, { role: row.role, incident: row.id });
  };
  await ask(restore);
  for (const { after, what } of later) {
    await loop.run(begin + askAfter + after);
    await what(stage);
  }
  await loop.run(begin + askAfter + until);
  const live = (): RoleImage | undefined => stage.iam.role(stage.role.name);
  return { stage, executions, loop, ask, live, row: (await stage.row()) as Incident };
};

const statuses = ({ restoreRungs }: Incident) =>
  Object.fromEntries((restoreRungs ?? []).map(({ rung, status }) => [rung, status]));

/** What differs but for the stamp. */
const unlike = (snapshot: RoleImage, live: RoleImage | undefined): readonly string[] =>
  live === undefined
    ? ["it is gone"]
    : differences(snapshot, { ...live, inline: live.inline.filter(({ name }) => name !== containment.revoke) }).map(
        titleOf,
      );

const hasStamp = (live: RoleImage | undefined): boolean =>
  live?.inline.some(({ name }) => name === containment.revoke) ?? false;

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
      expect(executions.all().at(-1)?.end).toEqual({ result: { incident: row.id, how: "closed" } });
    },
  );
});

const stranger = { Effect: "Allow", Principal: { AWS: "arn:aws:iam::444455556666:root" }, Action: "sts:AssumeRole" };
const admin = policyText([{ Effect: "Allow", Action: "*", Resource: "*" }]);

describe("what a person has to decide", () => {
  const drifts: Play["before"] = ({ iam, role }) => {
    iam.admin(changes.setTrust(role.name, policyText([stranger])));
    iam.admin(changes.putInline(role.name, "own-admin", admin));
  };

  test("a role that somebody changed is not put back: the diff is shown, it stays contained, and is watched again", async () => {
    const { row, live, executions, stage } = await played({ before: drifts });
    expect(statuses(row)).toEqual({ snapshot: "refused" });
    const { evidence } = row.restoreRungs?.[0] ?? { evidence: { detail: "", diff: "", remedy: "" } };
    expect(evidence.diff).toContain("trust policy: changed");
    expect(evidence.diff).toContain("inline policy own-admin: added");
    expect(evidence.diff).not.toContain("e-1");
    expect(evidence.remedy).toContain("--accept-drift");
    expect(row.phase).toBe("contained");
    expect(row).not.toHaveProperty("restore");
    expect(isShielded(live() as RoleImage, place)).toBe(true);
    expect(executions.all().filter(({ kind }) => kind === "contain")).toHaveLength(2);
    expect([...stage.outbox.values()].map(({ type }) => type)).toContain("vendor-restore-refused");
  });

  test("so asked, the restore overwrites it", async () => {
    const { row, live, stage } = await played({ before: drifts, restore: { acceptDrift: true } });
    expect([row.phase, unlike(stage.role, live())]).toEqual(["restored", []]);
  });

  test.each([containment.chained, containment.revoke])(
    "a policy that has the name of ours, %s, and allows something is somebody's change, and does not come through",
    async (name) => {
      const before: Play["before"] = ({ iam, role }) => void iam.admin(changes.putInline(role.name, name, admin));
      const allowed = (live: RoleImage | undefined) => live?.inline.filter(({ document }) => document === admin);
      const refused = await played({ before });
      expect(refused.row.restoreRungs?.[0]?.evidence.diff).toContain(`inline policy ${name}: added`);
      const { row, live } = await played({ before, restore: { acceptDrift: true } });
      expect([row.phase, allowed(live())]).toEqual(["restored", []]);
    },
  );

  test("another role of the name is left alone, whatever is asked", async () => {
    const { row, live } = await played({
      before: ({ iam, role }) => {
        for (const { name } of iam.role(role.name)?.inline ?? []) iam.admin(changes.deleteInline(role.name, name));
        iam.admin(changes.delete(role.name));
        iam.admin(changes.create({ ...role, id: "" }));
      },
      restore: { acceptDrift: true },
    });
    expect(statuses(row)).toEqual({ snapshot: "refused" });
    expect(row.restoreRungs?.[0]?.evidence.detail).toContain("another one");
    expect(hasStamp(live())).toBe(false);
  });

  test("a snapshot that is not the one that was taken is not used", async () => {
    const { row, live } = await played({
      before: async ({ evidence, row: current }) => {
        const pointer = (await current())?.snapshot;
        if (!pointer) throw new Error("there is no snapshot");
        evidence.forge(pointer, (await evidence.edge.get(pointer)).replace("s3:*", "iam:*"));
      },
    });
    expect([row.phase, statuses(row)]).toEqual(["contained", { snapshot: "refused" }]);
    expect(row.why).toContain("the snapshot cannot be used");
    expect(isShielded(live() as RoleImage, place)).toBe(true);
  });
});

describe("what came since the last clean audit", () => {
  const clean = async ({ clean: audits, role }: IncidentStage): Promise<void> =>
    audits.save({
      ...{ role: role.arn, roleId: role.id, at: "2026-11-01T00:00:00Z", isClean: true },
      ...holdingsOf({ ...role, managed: [] }, digestOf),
    });
  const abused: Play = {
    prepare: async (stage) => {
      await clean(stage);
      stage.iam.admin(changes.putInline(stage.role.name, "own-admin", admin));
    },
  };

  test("is held back, and said", async () => {
    const { row, live, stage } = await played(abused);
    expect(row.heldBack).toEqual([{ what: "own-admin", why: expect.stringContaining("since the clean audit") }]);
    expect([row.phase, unlike(stage.role, live())]).toEqual(["restored", []]);
  });

  test("is given when all is asked for, at once or later", async () => {
    const { row, live, stage } = await played({ ...abused, restore: { all: true } });
    expect([row.phase, row.heldBack, unlike(stage.role, live())]).toEqual([
      "restored",
      [],
      ["inline policy own-admin: added"],
    ]);
    const later = await played(abused);
    await later.ask({ all: true });
    await later.loop.run(begin + 4 * hour);
    const again = (await later.stage.row()) as Incident;
    expect([again.phase, again.heldBack, unlike(stage.role, later.live())]).toEqual([
      "restored",
      [],
      ["inline policy own-admin: added"],
    ]);
    await later.loop.run(begin + 2 * day);
    expect(((await later.stage.row()) as Incident).phase).toBe("closed");
  });

  test("is not given to a role that somebody changed since it is back: that one stays as it is, open", async () => {
    const { ask, stage, loop, live } = await played(abused);
    stage.iam.admin(changes.putInline(stage.role.name, "of-a-deployment", admin));
    await ask({ all: true });
    await loop.run(begin + 4 * hour);
    const row = (await stage.row()) as Incident;
    expect([row.phase, statuses(row).snapshot, isShielded(live() as RoleImage, place)]).toEqual([
      "restored",
      "refused",
      false,
    ]);
    expect([unlike(stage.role, live()), hasStamp(live())]).toEqual([["inline policy of-a-deployment: added"], true]);
    expect([...stage.outbox.values()].map(({ type }) => type)).toContain("vendor-restore-refused");
    await loop.run(begin + 2 * day);
    expect([((await stage.row()) as Incident).phase, hasStamp(live())]).toEqual(["closed", false]);
  });
});

describe("a role that is gone", () => {
  test("is made anew, nobody takes it before it is whole, and who named the old id is listed", async () => {
    const { row, live, stage } = await played({
      upTo: "delete",
      role: aRole({ description: "reads", tags: [{ key: "team", value: "x" }], profiles: ["p"], maxSession: 7_200 }),
      before: ({ world, role }) => {
        world.namedIn = async () => ({ found: [{ where: "arn:aws:s3:::acme-data", as: role.id }], unread: ["KMS"] });
      },
    });
    expect(row.phase).toBe("restored");
    expect(
      differences(stage.role, { ...(live() as RoleImage), inline: stage.role.inline }, { recreated: true }),
    ).toEqual([]);
    const line = row.restoreRungs?.find(({ rung }) => rung === "delete");
    expect(line?.evidence).toMatchObject({
      before: stage.role.id,
      id: live()?.id,
      saveAgain: "arn:aws:s3:::acme-data",
      notRead: "KMS",
    });
  });

  test.each([
    [false, ["contained", true]],
    [true, ["restored", false]],
  ])("a policy that AWS has withdrawn meanwhile is left out with --accept-drift only: %s", async (acceptDrift, end) => {
    const arn = "arn:aws:iam::aws:policy/Withdrawn";
    const { row, live, stage } = await played({
      ...{ upTo: "detach", role: aRole({ attached: [arn] }), restore: { acceptDrift } },
      iam: { managed: [{ arn, version: "v1", document: admin }] },
      before: ({ world }) => {
        const cause = Object.assign(new Error("deprecated"), { name: "PolicyNotAttachableException" });
        world.roles.attach = () => Promise.reject(new IamRefusal("refused", "AttachRolePolicy", { cause }));
      },
    });
    expect([row.phase, isShielded(live() as RoleImage, place)]).toEqual(end);
    const heldBack = [{ what: arn, why: "it is not there any more" }];
    if (acceptDrift) expect(row.heldBack).toEqual(heldBack);
    else expect(JSON.stringify([...stage.outbox.values()])).toContain(`without ${arn}`);
  });

  test("a trust that names who is gone stays closed, and that is said", async () => {
    const other = aRole({ name: "other", path: "/", arn: "arn:aws:iam::111122223333:role/other" });
    const trust = policyText([{ ...stranger, Principal: { AWS: other.arn } }]);
    const { row, live } = await played({
      role: aRole({ trust }),
      iam: { roles: [other] },
      before: ({ iam }) => {
        for (const { name } of other.inline) iam.admin(changes.deleteInline("other", name));
        iam.admin(changes.delete("other"));
      },
    });
    expect([row.phase, statuses(row).trust]).toEqual(["restored", "refused"]);
    expect(row.why).toContain("nobody can take it");
    expect(isClosed(live()?.trust ?? "")).toBe(true);
    expect(isShielded(live() as RoleImage, place)).toBe(false);
  });
});

describe("at the limits of a role", () => {
  const full = (length: number) => {
    const empty = policyText([{ Effect: "Allow", Action: "s3:", Resource: "*" }]).length;
    return [
      {
        name: "full",
        document: policyText([{ Effect: "Allow", Action: `s3:${"x".repeat(length - empty)}`, Resource: "*" }]),
      },
    ];
  };
  const ten = Array.from({ length: 10 }, (_, index) => `arn:aws:iam::111122223333:policy/p${index}`);
  const managed = ten.map((arn) => ({ arn, version: "v1", document: admin }));

  test.each(["deny", "trust", "detach"] as const)(
    "no room for anything, up to %s: it stays denied until older sessions are over",
    async (upTo) => {
      const role = aRole({ inline: full(10_240), attached: ten, boundary: ten[0] });
      const { row, live, loop, stage } = await played({ upTo, role, iam: { managed } });
      expect([row.phase, statuses(row).sessions, isShielded(live() as RoleImage, place)]).toEqual([
        "restoring",
        "skipped",
        true,
      ]);
      await loop.run(begin + day);
      const closed = (await stage.row()) as Incident;
      expect([closed.phase, unlike(role, live()), hasStamp(live())]).toEqual(["closed", [], false]);
    },
  );

  test.each([
    ["by the run that waits", false],
    ["by another run", true],
  ])("asked for again meanwhile, it stays denied all the same: begun anew %s", async (_, isStarted) => {
    const role = aRole({ inline: full(10_240), attached: ten, boundary: ten[0] });
    let stolen: { key: string } | undefined;
    const askedAgain: Play["later"] = [
      {
        after: hour,
        what: async ({ row: current, incidents, world }) => {
          const row = (await current()) as Incident;
          const restore = { by: "bob", at: world.now(), all: false, acceptDrift: false };
          await incidents.save({ ...row, restore, version: row.version + 1 });
          const payload = { role: row.role, incident: row.id, again: row.version };
          if (isStarted) await world.start("restore", "another", payload);
          if (row.callback) await world.wake(row.callback.id);
        },
      },
    ];
    const { row, live, loop, stage } = await played({
      ...{ role, iam: { managed }, later: askedAgain, until: 2 * hour },
      prepare: ({ iam }) => {
        stolen = iam.assume({ arn: "arn:aws:iam::999988887777:root" }, role.name, { externalId: "e-1" });
      },
    });
    if (!stolen) throw new Error("nobody could take it");
    expect([row.phase, isShielded(live() as RoleImage, place)]).toEqual(["restoring", true]);
    expect(stage.iam.may(stolen.key, "s3:GetObject")).toBe(false);
    await loop.run(begin + 2 * day);
    expect([((await stage.row()) as Incident).phase, unlike(role, live())]).toEqual(["closed", []]);
  });

  test.each([
    [false, ["contained", true]],
    [true, ["closed", false]],
  ])("a policy that says more by the end of that wait opens with --accept-drift only: %s", async (acceptDrift, end) => {
    const role = aRole({ inline: full(10_240), attached: ten });
    const read = policyText([{ Effect: "Allow", Action: "s3:Get*", Resource: "*" }]);
    const widened: Play["later"] = [
      {
        after: hour,
        what: ({ world }) => {
          const { managed: before } = world.roles;
          world.roles.managed = async (arn) => {
            const policy = await before(arn);
            return policy && arn === ten[0] ? { ...policy, version: "v2", document: admin } : policy;
          };
        },
      },
    ];
    const { live, loop, stage } = await played({
      ...{ role, later: widened, until: 2 * hour, restore: { acceptDrift } },
      iam: { managed: managed.map((policy) => ({ ...policy, document: read })) },
    });
    await loop.run(begin + 2 * day);
    const { phase } = (await stage.row()) as Incident;
    expect([phase, isShielded(live() as RoleImage, place)]).toEqual(end);
    const told = [...stage.outbox.values()].filter(({ type }) => type === "vendor-restore-refused");
    expect(JSON.stringify(told).includes(`attached policy ${ten[0]}: changed`)).toBe(!acceptDrift);
  });

  test("room for the stamp alone: it is denied by another form meanwhile", async () => {
    const role = aRole({ inline: full(10_000), attached: ten });
    const { row, live, stage } = await played({ upTo: "detach", role, iam: { managed } });
    expect([row.phase, unlike(stage.role, live()), hasStamp(live())]).toEqual(["restored", [], true]);
  });
});

describe("sessions", () => {
  const vendor = { arn: "arn:aws:iam::999988887777:root" };
  const take = ({ iam, role }: IncidentStage) => iam.assume(vendor, role.name, { externalId: "e-1" });

  test("from before stay dead, new ones act", async () => {
    let stolen: ReturnType<typeof take>;
    const { stage, loop } = await played({
      prepare: (now) => {
        stolen = take(now);
      },
    });
    if (!stolen) throw new Error("nobody could take it");
    expect(stage.iam.may(stolen.key, "s3:GetObject")).toBe(false);
    const good = take(stage);
    expect(good && stage.iam.may(good.key, "s3:GetObject")).toBe(true);
    await loop.run(begin + 10 * hour);
    expect(stage.iam.may(stolen.key, "s3:GetObject")).toBe(false);
  });

  test("stay dead however often somebody wakes the run that waits", async () => {
    const wakings = Array.from({ length: 310 }, (_, index) => ({
      after: hour + index * 10_000,
      what: async ({ row: current, world }: IncidentStage) => {
        const { callback } = (await current()) as Incident;
        if (callback) await world.wake(callback.id);
      },
    }));
    const { row, live, loop, stage } = await played({ later: wakings, until: 2 * hour });
    expect([row.phase, hasStamp(live())]).toEqual(["restored", true]);
    await loop.run(begin + 2 * day);
    expect([((await stage.row()) as Incident).phase, hasStamp(live())]).toEqual(["closed", false]);
  });

  test("that somebody minted through a reopened trust are dead too", async () => {
    let minted: ReturnType<typeof take>;
    const { stage, row } = await played({
      restore: { acceptDrift: true },
      before: (now) => {
        now.iam.admin(changes.setTrust(now.role.name, policyText([stranger])));
        minted = now.iam.assume({ arn: "arn:aws:iam::444455556666:root" }, now.role.name);
      },
    });
    if (!minted) throw new Error("nobody could take it");
    expect([row.phase, stage.iam.may(minted.key, "s3:GetObject")]).toEqual(["restored", false]);
  });
});

describe("what its sessions made", () => {
  const maker: Play = {
    role: aRole({ inline: [{ name: "all", document: admin }] }),
    prepare: (stage) => {
      const session = stage.iam.assume({ arn: "arn:aws:iam::999988887777:root" }, stage.role.name, {
        externalId: "e-1",
      });
      if (!session) throw new Error("nobody could take it");
      stage.iam.as(session).createUser("thief", []);
      stage.iam.as(session).createKey("thief");
    },
  };
  const isActive = ({ iam }: IncidentStage): boolean | undefined => iam.user("thief")?.keys[0]?.active;

  test("stays dead, or comes back when all is asked for", async () => {
    const [kept, given] = [await played(maker), await played({ ...maker, restore: { all: true } })];
    expect([isActive(kept.stage), isActive(given.stage)]).toEqual([false, true]);
  });

  test("is found by a restore that comes before the containment got so far, and by one that CloudTrail tells late", async () => {
    const early = await played({ ...maker, askAfter: 3_000 });
    const late = await played({ ...maker, askAfter: 120_000, linksAfter: 300_000 });
    for (const { stage, row } of [early, late]) expect([row.phase, isActive(stage)]).toEqual(["restored", false]);
  });

  test("after the restore is nobody's theft", async () => {
    const { stage } = await played({
      ...maker,
      prepare: () => undefined,
      later: [{ after: 90_000, what: (now) => maker.prepare?.(now) }],
    });
    expect(isActive(stage)).toBe(true);
  });
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
  expect(executions.all().at(-1)?.end).toEqual({ result: { incident: row.id, how: "replaced" } });
});

const isHeld = { settings: incidentSettings({}, { approval: "one" }) };

test("asked for before anything was done: it is over, nothing was done, and a person is told", async () => {
  const { row, stage, live, executions } = await played(isHeld);
  expect([row.phase, row.why]).toEqual(["closed", expect.stringContaining("before anything was done")]);
  expect(row).not.toHaveProperty("holder");
  expect(live()).toEqual(stage.role);
  expect([...stage.outbox.values()].map(({ type }) => type)).toEqual(["vendor-containment-waits", "vendor-restored"]);
  expect(executions.all().at(-1)?.end).toEqual({ result: { incident: row.id, how: "closed" } });
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
