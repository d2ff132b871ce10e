import { expect, test } from "@jest/globals";
import { place } from "../../../test/contain/stage.ts";
import { boundary } from "./boundary.ts";
import { deny } from "./deny.ts";
import { managed, rungStage } from "./fixture.ts";

test.each([undefined, managed("limit").arn])("denies by itself, and gives back %s", async (before) => {
  const stage = await rungStage({ boundary: before });
  expect(await stage.plan(boundary)).toMatchObject({ status: "todo" });
  expect(await stage.holds(boundary)).toBe(false);
  expect((await stage.apply(boundary)).line.evidence.before).toBe(before ?? "none");
  expect(stage.live()?.boundary).toBe(place.denyBoundary);
  expect(await stage.holds(boundary)).toBe(true);
  expect(await stage.plan(boundary)).toMatchObject({ status: "done" });
  await stage.apply(boundary);
  await stage.undo(boundary);
  expect(stage.live()).toEqual(stage.role);
  expect(await stage.undo(boundary)).toMatch(/already/);
});

test("one that allows does not hold, whatever else denies", async () => {
  const stage = await rungStage();
  await stage.apply(deny);
  await stage.apply(boundary);
  stage.iam.admin((account) => ({
    ...account,
    managed: new Map(account.managed).set(place.denyBoundary, { ...managed("x"), arn: place.denyBoundary }),
  }));
  expect(await stage.holds(boundary)).toBe(false);
});

test("without a snapshot it is not replaced", async () => {
  const stage = await rungStage();
  const { snapshot: _, ...incident } = stage.row();
  expect(boundary.plan({ ...(await stage.ground()), incident }, place)).toMatchObject({ status: "refused" });
});
