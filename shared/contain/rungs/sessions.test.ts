import { expect, test } from "@jest/globals";
import { revokeDocument } from "../policies.ts";
import { filler, rungStage } from "./fixture.ts";
import { restamp } from "./restamp.ts";
import { sessions, stampedAt } from "./sessions.ts";

const policy = "SagewardenRevokeOlderSessions";
const vendor = { arn: "arn:aws:iam::999988887777:role/app" };

test("ends the sessions from before, and lets later ones act", async () => {
  const stage = await rungStage();
  const before = stage.iam.assume(vendor, "vendor-acme", { externalId: "e-1" });
  stage.wait(1);
  expect(await stage.apply(sessions)).toMatchObject({ cutAt: "2026-11-22T10:00:01Z", line: { status: "done" } });
  stage.wait(1);
  const after = stage.iam.assume(vendor, "vendor-acme", { externalId: "e-1" });
  expect(before && stage.iam.may(before, "s3:GetObject")).toBe(false);
  expect(after && stage.iam.may(after, "s3:GetObject")).toBe(true);
  expect(await stage.holds(sessions)).toBe(true);
});

test("once written it is left as it is; a stamp from before this incident is not enough", async () => {
  const old = { name: policy, document: revokeDocument("2026-11-22T09:00:00Z") };
  const stage = await rungStage({ inline: [old] });
  expect(await stage.plan(sessions)).toMatchObject({ status: "todo" });
  await stage.apply(sessions);
  stage.wait(20);
  expect(await stage.plan(sessions)).toMatchObject({ status: "done" });
  expect(await stage.apply(sessions)).toMatchObject({ cutAt: "2026-11-22T10:00:00Z" });
});

test.each([
  ["taken away", undefined],
  ["with a time that lets sessions live again", revokeDocument("2026-11-22T08:00:00Z")],
  ["with a time to come", revokeDocument("2030-01-01T00:00:00Z")],
  ["that denies less", revokeDocument("2026-11-22T10:00:00Z").replace('"Action":"*"', '"Action":"s3:*"')],
  ["with a time in another form", revokeDocument("Sun Nov 22 2026 10:00:30 GMT")],
  ["with two times", revokeDocument("2026-11-22T10:00:30Z").replace(/"(2026[^"]+)"/, '["$1","2026-11-22T08:00:00Z"]')],
  ["of another account's doing", '{"Statement":[]}'],
])("a stamp %s is written anew", async (_, document) => {
  const stage = await rungStage();
  await stage.apply(sessions);
  stage.wait(60);
  if (document === undefined) await stage.iam.roles.deleteInline("vendor-acme", policy);
  else await stage.iam.roles.putInline("vendor-acme", policy, document).catch(() => undefined);
  await stage.apply(sessions);
  expect(await stage.holds(sessions)).toBe(true);
  expect(secondsIn(stampedAt(stage.live()))).toBeLessThanOrEqual(secondsIn("2026-11-22T10:01:00Z"));
});

test("a stamp is ours in whatever form IAM gives it back", async () => {
  const stage = await rungStage();
  await stage.apply(sessions);
  const given = revokeDocument("2026-11-22T10:00:00Z")
    .replace(/"(2026[^"]+)"/, '["$1"]')
    .replace(/\[(\{.*\})\]/, "$1");
  await stage.iam.roles.putInline("vendor-acme", policy, given);
  stage.wait(60);
  expect(stampedAt(stage.live())).toBe("2026-11-22T10:00:00Z");
  expect(await stage.plan(sessions)).toMatchObject({ status: "done" });
  expect(await stage.holds(sessions)).toBe(true);
});

const secondsIn = (at = ""): number => Date.parse(at) / 1000;

test.each([
  ["not there", undefined],
  ["from before the cut", revokeDocument("2026-11-22T09:59:00Z")],
  [
    "with fewer actions",
    revokeDocument("2026-11-22T10:00:00Z").replace('"Resource":"*"', '"Resource":"arn:aws:s3:::*"'),
  ],
])("does not hold: %s", async (_, document) => {
  const stage = await rungStage();
  await stage.apply(sessions);
  if (document === undefined) await stage.iam.roles.deleteInline("vendor-acme", policy);
  else await stage.iam.roles.putInline("vendor-acme", policy, document);
  expect(await stage.holds(sessions)).toBe(false);
});

test("is refused where it does not fit, and says what covers it", async () => {
  const stage = await rungStage({ inline: [filler(10_240)] });
  expect(await stage.plan(sessions)).toMatchObject({
    status: "refused",
    detail: expect.stringMatching(/leave 0 characters.*deny of all/),
  });
});

test("is stamped again with a later time; once per incident, however often the step runs", async () => {
  const stage = await rungStage();
  await stage.apply(sessions);
  stage.wait(10);
  const between = stage.iam.assume(vendor, "vendor-acme", { externalId: "e-1" });
  stage.wait(2);
  expect(await stage.plan(restamp)).toMatchObject({ status: "todo" });
  const cut = stage.row().cutAt;
  expect(await stage.apply(restamp)).toMatchObject({ cutAt: "2026-11-22T10:00:12Z" });
  expect(between && stage.iam.may(between, "s3:GetObject")).toBe(false);
  expect(await stage.holds(restamp)).toBe(true);
  // Cut off before the row said so.
  stage.setRow({ ...(cut ? { cutAt: cut } : {}) });
  stage.wait(5);
  expect(await stage.apply(restamp)).toMatchObject({ cutAt: "2026-11-22T10:00:12Z" });
  expect(await restamp.undo(await stage.ground(), stage.world)).toMatch(/own rung/);
});

test("a stamp that had no room is not stamped again", async () => {
  const stage = await rungStage();
  expect(await stage.plan(restamp)).toMatchObject({ status: "skipped" });
});

test("is taken away once, and twice", async () => {
  const stage = await rungStage();
  await stage.apply(sessions);
  expect(await stage.undo(sessions)).toMatch(/taken away/);
  expect(await stage.undo(sessions)).toMatch(/not there/);
  expect(stage.live()).toEqual(stage.role);
});

test("an older image without the role is not taken for proof", async () => {
  const stage = await rungStage();
  await stage.apply(sessions);
  const gone = { ...(await stage.ground()), live: undefined };
  expect((await sessions.verify(gone, stage.world)).holds).toBe("unknown");
});
