import { describe, expect, test } from "@jest/globals";
import { IamRefusal, type RoleImage } from "#shared/model/role-image.ts";
import { differences } from "#shared/restore/differences.ts";
import { isClosed } from "#shared/restore/ours.ts";
import { isShielded } from "#shared/restore/plan.ts";
import { changes } from "./iam-changes.ts";
import { admin, played, statuses, stranger } from "./restored.ts";
import { aRole, policyText } from "./roles.ts";
import { place } from "./stage.ts";

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
