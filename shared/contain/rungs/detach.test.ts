import { expect, test } from "@jest/globals";
import { place } from "../../../test/contain/stage.ts";
import { deny } from "./deny.ts";
import { detach } from "./detach.ts";
import { filler, managed, rungStage } from "./fixture.ts";

const three = ["a", "b", "c"].map((name) => managed(name).arn);

test("takes all but ours, and puts back what the snapshot names", async () => {
  const stage = await rungStage({ inline: [filler(10_240)], attached: three });
  await stage.apply(deny);
  expect(await stage.plan(detach)).toMatchObject({ status: "todo" });
  expect(await stage.holds(detach)).toBe(false);
  expect((await stage.apply(detach)).line.evidence.detail).toContain(three[2]);
  expect(stage.live()?.attached).toEqual([place.managedDeny]);
  expect(await stage.holds(detach)).toBe(true);
  expect(await stage.holds(deny)).toBe(true);
  await stage.undo(detach);
  await stage.undo(deny);
  expect(stage.live()).toEqual(stage.role);
  expect(await stage.undo(detach)).toBe("all are attached");
});

test("cut off after the first, the rest is taken by the next try; what somebody attaches is taken, too", async () => {
  const stage = await rungStage({ attached: three });
  await stage.iam.roles.detach("vendor-acme", three[0] ?? "");
  await stage.apply(detach);
  expect(stage.live()?.attached).toEqual([]);
  expect(await stage.plan(detach)).toMatchObject({ status: "done" });
  await stage.iam.roles.attach("vendor-acme", three[1] ?? "");
  expect(await stage.holds(detach)).toBe(false);
});

test("nothing is taken without a snapshot that was read", async () => {
  const stage = await rungStage({ attached: three });
  await expect(detach.apply({ ...(await stage.ground()), snapshot: undefined }, stage.world)).rejects.toThrow(
    /nothing is detached/,
  );
  expect(stage.live()).toEqual(stage.role);
});
