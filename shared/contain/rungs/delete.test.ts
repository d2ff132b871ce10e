import { expect, test } from "@jest/globals";
import { aRole } from "../../../test/contain/roles.ts";
import { place } from "../../../test/contain/stage.ts";
import type { RungId } from "../../model/incident.ts";
import { boundary } from "./boundary.ts";
import { deletion } from "./delete.ts";
import { deny } from "./deny.ts";
import { detach } from "./detach.ts";
import { managed, rungStage } from "./fixture.ts";
import { trust } from "./trust.ts";

const change = { attached: [managed("a").arn], profiles: ["acme"], tags: [{ key: "k", value: "v" }] };
const climbed = async (...leftOut: readonly RungId[]) => {
  const stage = await rungStage(change);
  for (const rung of [deny, trust, boundary, detach]) if (!leftOut.includes(rung.id)) await stage.apply(rung);
  return stage;
};

test("deletes a role that is denied, closed and empty; it can be made again", async () => {
  const stage = await climbed();
  expect(await stage.plan(deletion)).toMatchObject({ status: "todo" });
  expect(await stage.holds(deletion)).toBe(false);
  await stage.apply(deletion);
  expect(stage.live()).toBeUndefined();
  expect(await stage.holds(deletion)).toBe(true);
  expect(await stage.plan(deletion)).toMatchObject({ status: "done" });
  expect((await stage.apply(deletion)).line.status).toBe("done");
  expect(await stage.undo(deletion)).toMatch(/another id/);
  expect(stage.live()).toMatchObject({ arn: stage.role.arn, trust: stage.role.trust });
  expect(stage.live()?.id).not.toBe(stage.role.id);
  expect(await stage.holds(deletion)).toBe(false);
});

test.each<RungId>(["trust", "boundary", "detach"])("is refused before %s is proven", async (rung) => {
  const stage = await climbed(rung);
  expect(await stage.plan(deletion)).toMatchObject({ status: "refused" });
});

test("never deletes another role of its name, nor without the snapshot", async () => {
  const stage = await climbed();
  const ground = await stage.ground();
  await expect(deletion.apply({ ...ground, snapshot: undefined }, stage.world)).rejects.toThrow(/nothing is deleted/);
  const another = { ...ground, live: { ...aRole(change), id: "AROAANOTHER" } };
  await expect(deletion.apply(another, stage.world)).rejects.toThrow(/made again/);
  expect(stage.live()).toBeDefined();
  expect(deletion.plan({ ...ground, live: undefined, incident: { ...stage.row(), rungs: [] } }, place)).toMatchObject({
    status: "refused",
  });
});
