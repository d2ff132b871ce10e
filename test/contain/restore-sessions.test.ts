import { describe, expect, test } from "@jest/globals";
import { revokeDocument } from "#shared/contain/policies.ts";
import type { Incident } from "#shared/model/incident.ts";
import { containment } from "#shared/names.ts";
import { type Change, changes } from "./iam-changes.ts";
import { admin, day, hasStamp, hour, type Play, played, stranger } from "./restored.ts";
import { aRole, policyText } from "./roles.ts";
import { begin, type IncidentStage } from "./stage.ts";

const writtenAgain = "the deny of older sessions was gone after it was put back; it was written again";

/** Takes the stamp's room as well. */
const filled = ({ iam, role }: IncidentStage): void => {
  iam.admin(changes.deleteInline(role.name, containment.revoke));
  const used = (iam.role(role.name)?.inline ?? []).reduce((sum, { document }) => sum + document.length, 0);
  const filler = policyText([{ Effect: "Allow", Action: "s3:GetObject", Resource: "" }]).length;
  const long = "a".repeat(10_240 - used - filler - 10);
  iam.admin(
    changes.putInline(role.name, "fill", policyText([{ Effect: "Allow", Action: "s3:GetObject", Resource: long }])),
  );
};

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

  test.each<[string, (role: string) => Change]>([
    ["takes the stamp away", (role) => changes.deleteInline(role, containment.revoke)],
    ["writes over the stamp", (role) => changes.putInline(role, containment.revoke, admin)],
  ])("stay dead where somebody %s", async (_, undo) => {
    const { stage, row, live } = await played({
      // Before the look after four hours, and before the one after eight.
      later: [1, 4].map((hours) => ({ after: hours * hour, what: (now) => void now.iam.admin(undo(now.role.name)) })),
      until: 8 * hour,
    });
    expect(live()?.inline.find(({ name }) => name === containment.revoke)?.document).toBe(
      revokeDocument(row.cutAt ?? ""),
    );
    expect(row.disturbed.map(({ what }) => what)).toEqual([writtenAgain, writtenAgain]);
    expect(stage.metrics.filter((metric) => metric === "ContainmentDisturbed")).toHaveLength(2);
  });

  test("stay dead where somebody has taken our deny away before the restore: it is denied again first", async () => {
    const { row, live } = await played({
      before: ({ iam, role }) => {
        for (const name of [containment.deny, containment.revoke]) iam.admin(changes.deleteInline(role.name, name));
      },
    });
    expect(row.restoreRungs?.find(({ rung }) => rung === "deny")?.status).toBe("done");
    expect([row.phase, hasStamp(live())]).toEqual(["restored", true]);
  });

  test("that somebody fills the room of is told, once at each look", async () => {
    const { row } = await played({
      later: [{ after: hour, what: filled }],
      until: 4 * hour,
    });
    expect(row.disturbed.map(({ what }) => what)).toEqual([expect.stringContaining("leave no room for it")]);
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
