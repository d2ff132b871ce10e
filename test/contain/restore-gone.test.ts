import { describe, expect, test } from "@jest/globals";
import { IamRefusal, type RoleImage } from "#shared/model/role-image.ts";
import { differences } from "#shared/restore/differences.ts";
import { isClosed } from "#shared/restore/ours.ts";
import { isShielded } from "#shared/restore/plan.ts";
import { changes } from "./iam-changes.ts";
import { admin, day, hour, played, statuses, stranger } from "./restored.ts";
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

  test("a trust that names who is gone among others comes back without that one, once and again", async () => {
    const gone = "AROAOTHERGONE00000001";
    const trust = policyText([{ ...stranger, Principal: { AWS: [gone, stranger.Principal.AWS] } }]);
    const without = policyText([{ ...stranger, Principal: { AWS: [stranger.Principal.AWS] } }]);
    const { row, live, stage, ask, loop } = await played({ role: aRole({ trust }) });
    const line = row.restoreRungs?.find(({ rung }) => rung === "trust");
    expect([row.phase, line?.status, line?.evidence.without]).toEqual(["restored", "done", gone]);
    expect(live()?.trust).toBe(without);
    const heldBack = [{ what: `trust:${gone}`, why: "it is not there any more" }];
    expect(row.heldBack).toEqual(heldBack);
    expect(JSON.stringify([...stage.outbox.values()].at(-1))).toContain(`trust:${gone}`);
    loop.at(loop.now() + 1_000, () => void ask({ all: true }));
    await loop.run(loop.now() + hour);
    const again = await stage.row();
    expect([again?.phase, again?.heldBack, live()?.trust]).toEqual(["restored", heldBack, without]);
    await loop.run(loop.now() + 2 * day);
    const closed = await stage.row();
    expect([closed?.phase, closed?.why]).toEqual(["closed", expect.stringContaining("the role is as it was")]);
  });

  test("a restore that failed after that is asked for again: what it left is no drift", async () => {
    const gone = "AROAOTHERGONE00000001";
    const trust = policyText([{ ...stranger, Principal: { AWS: [gone, stranger.Principal.AWS] } }]);
    let isDown = true;
    const { row, live, stage, ask, loop } = await played({
      role: aRole({ trust }),
      before: ({ world }) => {
        const { deleteInline } = world.roles;
        world.roles.deleteInline = async (...policy) => {
          if (isDown) throw new IamRefusal("refused", "DeleteRolePolicy");
          return deleteInline(...policy);
        };
      },
    });
    expect([row.phase, isShielded(live() as RoleImage, place)]).toEqual(["contained", true]);
    isDown = false;
    loop.at(loop.now() + 1_000, () => void ask());
    await loop.run(loop.now() + hour);
    expect(await stage.row()).toMatchObject({ phase: "restored", heldBack: [{ what: `trust:${gone}` }] });
    expect(live()?.trust).not.toContain(gone);
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
