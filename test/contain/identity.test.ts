import { expect, test } from "@jest/globals";
import fc from "fast-check";
import type { RoleImage } from "#shared/model/role-image.ts";
import { arbitraryRole, managedPolicies } from "./arbitrary-role.ts";
import { sizeOf } from "./iam-limits.ts";
import { type Quiet, quietly } from "./quiet.ts";

/** All of it is to be given back, whether or not an audit would like it. */
const restore = { all: true };
const within = { iam: { managed: managedPolicies } };

const thereAndBack = (role: RoleImage): Promise<Quiet> =>
  quietly({ ...within, role, restoreAfter: 300, restore, upTo: "detach" });

const expectSame = ({ stage, row, errors }: Quiet, role: RoleImage): void => {
  expect(errors).toEqual([]);
  expect([row.phase, row.why]).toEqual(["closed", expect.any(String)]);
  expect(row.rungs.map(({ rung, status }) => `${rung} ${status}`)).toEqual(
    expect.arrayContaining(["snapshot done", "deny done", "trust done", "boundary done", "detach done"]),
  );
  expect(stage.iam.role(role.name)).toEqual(role);
};

test("contained and restored, a role is what it was, whatever it was", async () => {
  await fc.assert(
    fc.asyncProperty(arbitraryRole(), async (role) => expectSame(await thereAndBack(role), role)),
    { numRuns: 60, seed: 20_261_129 },
  );
});

test("so is one that uses up every quota", async () => {
  await fc.assert(
    fc.asyncProperty(arbitraryRole({ isFull: true }), async (role) => {
      expect(role.attached).toHaveLength(10);
      expect(role.tags).toHaveLength(50);
      expect(role.boundary).toBeDefined();
      expect(sizeOf(...role.inline.map(({ document }) => document))).toBeGreaterThan(10_140);
      expectSame(await thereAndBack(role), role);
    }),
    { numRuns: 60, seed: 20_261_130 },
  );
});

test("one that was deleted is made again: the same but for its id", async () => {
  await fc.assert(
    fc.asyncProperty(arbitraryRole(), async (role) => {
      const { stage, row, errors } = await quietly({ ...within, role, restoreAfter: 300, restore, upTo: "delete" });
      expect(errors).toEqual([]);
      expect(row.rungs).toContainEqual(expect.objectContaining({ rung: "delete", status: "done" }));
      expect([row.phase, row.why]).toEqual(["closed", expect.any(String)]);
      const again = stage.iam.role(role.name);
      expect(again?.id).not.toBe(role.id);
      expect(again).toEqual({ ...role, id: again?.id, createdAt: again?.createdAt });
    }),
    { numRuns: 20, seed: 20_261_131 },
  );
});
