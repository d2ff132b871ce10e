import { expect, test } from "@jest/globals";
import { aRole } from "../../../test/contain/roles.ts";
import { place } from "../../../test/contain/stage.ts";
import type { Snapshot } from "../../model/incident.ts";
import { denyDocument } from "../policies.ts";
import { managed, rungStage } from "./fixture.ts";
import { snapshot, withNames } from "./snapshot.ts";

const limit = managed("limit").arn;

test("keeps all of the role, and its policies as they are in force", async () => {
  const change = {
    attached: [managed("a").arn, limit],
    tags: [{ key: "__proto__", value: "x" }],
    description: "ü <&>",
  };
  const stage = await rungStage(change);
  const kept = (await stage.ground()).snapshot as Snapshot;
  expect(kept.image).toEqual(aRole(change));
  expect(kept.managed).toEqual([managed("a"), managed("limit")]);
  expect(kept).toMatchObject({ incident: stage.row().id, takenAt: "2026-11-22T10:00:00Z", causes: stage.row().causes });
  expect(stage.row()).toMatchObject({ roleId: stage.role.id, snapshot: { version: "v1" } });
  expect(await stage.holds(snapshot)).toBe(true);
  expect(await stage.plan(snapshot)).toMatchObject({ status: "done" });
});

test("what contains a role is none of it: a snapshot that could not be kept before is the same afterwards", async () => {
  const ours = { name: "SagewardenDenyAll", document: denyDocument() };
  const { inline } = aRole();
  const stage = await rungStage({ inline: [...inline, ours], attached: [place.managedDeny] });
  expect((await stage.ground()).snapshot?.image).toEqual(aRole());
});

test("one that an earlier incident left is kept: it alone tells what the role was", async () => {
  const stage = await rungStage();
  const before = stage.row().snapshot;
  const { line, changes } = await stage.apply(snapshot);
  expect(changes).toBeUndefined();
  expect(line.evidence).toMatchObject({ version: before?.version, sha256: before?.sha256 });
});

test("says which actions may undo a containment", async () => {
  const own = { Effect: "Allow", Action: "iam:DeleteRolePolicy", Resource: "*" };
  const inline = [{ name: "own", document: JSON.stringify({ Version: "2012-10-17", Statement: own }) }];
  const stage = await rungStage({ inline });
  expect(stage.row().rungs[0]?.evidence.mayUndo).toBe("iam:DeleteRolePolicy");
  expect((await rungStage()).row().rungs[0]?.evidence).not.toHaveProperty("mayUndo");
});

test("a forged one is refused, and one of another role does not hold", async () => {
  const stage = await rungStage();
  stage.setRow({ roleId: "AROAANOTHER" });
  expect(await stage.holds(snapshot)).toBe(false);
  const pointer = stage.row().snapshot;
  if (pointer) stage.evidence.forge(pointer, "{}");
  await expect(stage.ground()).rejects.toThrow(/hash or MAC/);
});

test("whoever names the role elsewhere is added once; all else stays the first version's", async () => {
  const stage = await rungStage();
  const named = { where: "arn:aws:s3:::acme-data", as: stage.role.arn };
  const world = { ...stage.world, namedIn: async () => ({ found: [named], unread: ["keys: denied"] }) };
  const before = await stage.ground();
  const pointer = await withNames(before, world);
  stage.setRow({ ...(pointer ? { snapshot: pointer } : {}) });
  const after = await stage.ground();
  expect(after.snapshot).toEqual({ ...before.snapshot, namedIn: [named], unread: ["keys: denied"] });
  expect(await withNames(after, world)).toBeUndefined();
});

test("a role that is gone, or another one of its name, is not kept", async () => {
  const stage = await rungStage();
  stage.setRow({ roleId: "AROAANOTHER" });
  await expect(stage.apply(snapshot)).rejects.toThrow(/made again/);
  expect(
    snapshot.plan(
      { ...(await stage.ground()), live: undefined, incident: { ...stage.row(), snapshot: undefined } as never },
      place,
    ).status,
  ).toBe("refused");
  expect(await stage.undo(snapshot)).toMatch(/stays/);
});
