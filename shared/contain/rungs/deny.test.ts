import { describe, expect, test } from "@jest/globals";
import { aRole } from "../../../test/contain/roles.ts";
import { place } from "../../../test/contain/stage.ts";
import type { RoleImage } from "../../model/role-image.ts";
import { boundary } from "./boundary.ts";
import { deny } from "./deny.ts";
import { filler, managed, rungStage } from "./fixture.ts";

const vendor = { arn: "arn:aws:iam::999988887777:role/app" };
const ten = Array.from({ length: 10 }, (_, index) => managed(`p${index}`).arn);
const full = [filler(10_240)];

const forms: readonly (readonly [string, Partial<RoleImage>, string])[] = [
  ["inline", {}, "inline"],
  ["as much as just fits", { inline: [filler(10_240 - 113)] }, "inline"],
  ["managed, where the inline quota is full", { inline: full }, "managed"],
  ["managed, one character short", { inline: [filler(10_240 - 92)] }, "managed"],
  ["boundary, where no place is left", { inline: full, attached: ten }, "boundary"],
  ["boundary in place of another", { inline: full, attached: ten, boundary: managed("limit").arn }, "boundary"],
];

describe.each(forms)("%s", (_, change, form) => {
  test("ends old and new sessions, and is proven", async () => {
    const stage = await rungStage(change);
    const before = stage.iam.assume(vendor, "vendor-acme", { externalId: "e-1" });
    expect(await stage.plan(deny)).toMatchObject({ status: "todo" });
    expect(await stage.holds(deny)).toBe(false);
    expect((await stage.apply(deny)).line.evidence.form).toBe(form);
    stage.wait(5);
    const after = stage.iam.assume(vendor, "vendor-acme", { externalId: "e-1" });
    expect([before, after].map((session) => session && stage.iam.may(session, "s3:GetObject"))).toEqual([false, false]);
    expect(await stage.holds(deny)).toBe(true);
    expect(await stage.plan(deny)).toMatchObject({ status: "done" });
  });

  test("is written once, and undone whole", async () => {
    const stage = await rungStage(change);
    await stage.apply(deny);
    const calls = stage.iam.role("vendor-acme");
    expect((await stage.apply(deny)).line.evidence.form).toBe(form);
    expect(stage.iam.role("vendor-acme")).toEqual(calls);
    await stage.undo(deny);
    expect(stage.live()).toEqual(aRole(change));
    expect(await stage.undo(deny)).toBe("nothing of ours denies it");
  });
});

test("a raised quota is found out by asking: ten attached, and IAM takes one more", async () => {
  const stage = await rungStage({ inline: full, attached: ten });
  const attach = async (role: string, arn: string): Promise<string> => {
    stage.iam.admin((account) => {
      const image = account.roles.get(role);
      const roles = new Map(account.roles);
      if (image) roles.set(role, { ...image, attached: [...image.attached, arn] });
      return { ...account, roles };
    });
    return stage.iam.time();
  };
  const world = { ...stage.world, roles: { ...stage.world.roles, attach } };
  const { line } = await deny.apply(await stage.ground(), world);
  expect(line.evidence).toMatchObject({ form: "managed", refused: expect.stringMatching(/^inline: LimitExceeded/) });
});

test("without a snapshot no boundary is replaced", async () => {
  const stage = await rungStage({ inline: full, attached: ten });
  const { snapshot: _, ...row } = stage.row();
  await expect(deny.apply({ ...(await stage.ground()), incident: row }, stage.world)).rejects.toThrow(
    /no form of the deny/,
  );
  expect(stage.live()).toEqual(stage.role);
});

test.each([
  ["an Allow under its name", '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"*","Resource":"*"}]}'],
  [
    "a Deny with a condition that nobody meets",
    '{"Version":"2012-10-17","Statement":[{"Effect":"Deny","Action":"*","Resource":"*","Condition":{"Bool":{"aws:SecureTransport":"false"}}}]}',
  ],
  [
    "a Deny of all but one action",
    '{"Version":"2012-10-17","Statement":[{"Effect":"Deny","NotAction":"s3:GetObject","Resource":"*"}]}',
  ],
  [
    "one with its effect in two spellings",
    '{"Version":"2012-10-17","Statement":[{"Sid":"SagewardenDenyAll","Effect":"Deny","effect":"Allow","Action":"*","Resource":"*"}]}',
  ],
])("%s does not hold, and is overwritten", async (_, document) => {
  const stage = await rungStage();
  await stage.apply(deny);
  await stage.iam.roles.putInline("vendor-acme", "SagewardenDenyAll", document);
  expect(await stage.holds(deny)).toBe(false);
  await stage.apply(deny);
  expect(await stage.holds(deny)).toBe(true);
});

test("a managed deny that somebody gave another version does not hold", async () => {
  const stage = await rungStage({ inline: full });
  await stage.apply(deny);
  stage.iam.admin((account) => ({
    ...account,
    managed: new Map(account.managed).set(place.managedDeny, { ...managed("x"), arn: place.managedDeny }),
  }));
  expect(await stage.holds(deny)).toBe(false);
  expect((await stage.apply(deny)).line.evidence.form).toBe("boundary");
  expect(await stage.holds(deny)).toBe(true);
});

test("a managed deny that was there before, and allows everything, keeps no other form away", async () => {
  const stage = await rungStage({}, { iam: { managed: [{ ...managed("x"), arn: place.managedDeny }] } });
  await stage.iam.roles.attach("vendor-acme", place.managedDeny);
  expect((await stage.apply(deny)).line.evidence.form).toBe("inline");
  expect(await stage.holds(deny)).toBe(true);
});

test("a boundary that the rung of that name set is left to it", async () => {
  const stage = await rungStage();
  await stage.apply(deny);
  await stage.apply(boundary);
  await stage.undo(deny);
  expect(stage.live()?.boundary).toBe(place.denyBoundary);
});
