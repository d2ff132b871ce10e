import { describe, expect, test } from "@jest/globals";
import type { Incident } from "#shared/model/incident.ts";
import { changes } from "./iam-changes.ts";
import { admin, day, hasStamp, hour, type Play, played, stranger } from "./restored.ts";
import { aRole, policyText } from "./roles.ts";
import { begin, type IncidentStage } from "./stage.ts";

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
