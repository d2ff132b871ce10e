import { describe, expect, test } from "@jest/globals";
import type { RoleImage } from "#shared/model/role-image.ts";
import { containment } from "#shared/names.ts";
import { isShielded } from "#shared/restore/plan.ts";
import { changes } from "./iam-changes.ts";
import { admin, hasStamp, type Play, played, statuses, stranger, unlike } from "./restored.ts";
import { policyText } from "./roles.ts";
import { place } from "./stage.ts";

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
