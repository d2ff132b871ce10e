import { describe, expect, test } from "@jest/globals";
import type { Incident } from "#shared/model/incident.ts";
import type { RoleImage } from "#shared/model/role-image.ts";
import { digestOf } from "#shared/record/clean-audits.ts";
import { holdingsOf } from "#shared/restore/holdings.ts";
import { isShielded } from "#shared/restore/plan.ts";
import { changes } from "./iam-changes.ts";
import { admin, day, hasStamp, hour, type Play, played, statuses, unlike } from "./restored.ts";
import { begin, type IncidentStage, place } from "./stage.ts";

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
