import { describe, expect, test } from "@jest/globals";
import { hub, reachStage } from "../../../test/contain/reach-stage.ts";
import { aRole, policyText } from "../../../test/contain/roles.ts";
import { incidentSettings, place } from "../../../test/contain/stage.ts";
import { account } from "../../../test/fixtures.ts";
import { containment } from "../../names.ts";
import type { Link } from "../../vendors/watch/links.ts";
import { chained } from "./chained.ts";

const admin = { arn: `arn:aws:iam::${account}:user/admin` };
const link = (role: string, session: string, change: Partial<Link> = {}): Link => ({
  id: `key:ASIA${session.length}${role.length}`,
  role: `arn:aws:iam::${account}:role/vendor/acme/vendor-acme`,
  how: "chained",
  at: "2026-11-22T10:00:00Z",
  eventId: "e-9",
  subject: { type: "role-session", role, session },
  ...change,
});

describe("a session that the vendor's session took", () => {
  test("is denied, and the role's other sessions go on", async () => {
    const stage = await reachStage();
    const stolen = stage.iam.as(stage.vendor).assume("hub", "night-job");
    const others = stage.iam.assume(admin, "hub", { sessionName: "notebook" });
    const { line, reached } = await stage.apply(chained);
    expect(line).toMatchObject({ rung: "chained", status: "done", evidence: { denied: "1" } });
    expect(reached).toMatchObject([
      { type: "chained-role", id: hub.arn, status: "denied", sessions: [`${hub.id}:night-job`] },
    ]);
    expect(stolen && stage.iam.may(stolen, "s3:GetObject")).toBe(false);
    expect(others && stage.iam.may(others, "s3:GetObject")).toBe(true);
    expect(await stage.verify(chained)).toBe(true);
  });

  test("a later one of the same name goes on: only those from before the cut are meant", async () => {
    const stage = await reachStage();
    stage.iam.as(stage.vendor).assume("hub", "job");
    await stage.apply(chained);
    stage.wait(60);
    const later = stage.iam.assume(admin, "hub", { sessionName: "job" });
    expect(later && stage.iam.may(later, "s3:GetObject")).toBe(true);
  });

  test("its successor, which it takes while IAM still applies the Deny, is denied with it", async () => {
    const stage = await reachStage({ iam: { enforcement: { ms: 4_000 } } });
    const first = stage.iam.as(stage.vendor).assume("hub", "job");
    stage.wait(10);
    await stage.apply(chained);
    stage.wait(3);
    const second = first && stage.iam.as(first).assume("hub", "job");
    expect(second).toBeDefined();
    stage.wait(5);
    expect(second && stage.iam.may(second, "s3:GetObject")).toBe(false);
    expect(await stage.verify(chained)).toBe(true);
  });

  test("one of another name, taken in that time, is found by its record and denied", async () => {
    const stage = await reachStage({ iam: { enforcement: { ms: 4_000 } } });
    const first = stage.iam.as(stage.vendor).assume("hub", "job");
    stage.wait(10);
    await stage.apply(chained);
    const second = first && stage.iam.as(first).assume("hub", "other");
    // Nobody undid anything.
    expect(await chained.verify(stage.ground(), stage.world)).toEqual({ holds: false, detail: expect.any(String) });
    await stage.apply(chained);
    stage.wait(5);
    expect(second && stage.iam.may(second, "s3:GetObject")).toBe(false);
    expect(first && stage.iam.may(first, "s3:GetObject")).toBe(false);
  });

  test("a chain of any length, and a role that takes itself", async () => {
    const roles = Array.from({ length: 6 }, (_, index) => aRole({ ...hub, name: `hop-${index}`, path: "/" })).map(
      ({ arn: _arn, id: _id, ...rest }) => aRole(rest),
    );
    const stage = await reachStage({ iam: { roles } });
    let session = stage.vendor;
    const sessions = [];
    for (const name of [...roles.map((role) => role.name), "hop-5", "hop-0", "hub"]) {
      const next = stage.iam.as(session).assume(name, `x-${sessions.length}`);
      if (next === undefined) throw new Error(`${name} was not taken`);
      session = next;
      sessions.push(next);
    }
    const { reached } = await stage.apply(chained);
    expect(reached).toHaveLength(7);
    expect(sessions.map((each) => stage.iam.may(each, "s3:GetObject"))).toEqual(sessions.map(() => false));
  });
});

test("again: nothing is written where all is denied", async () => {
  const stage = await reachStage();
  stage.iam.as(stage.vendor).assume("hub", "job");
  await stage.apply(chained);
  const text = stage.denies("hub");
  stage.wait(30);
  await stage.apply(chained);
  expect(stage.denies("hub")).toBe(text);
});

test("a line's time is its last write's", async () => {
  const stage = await reachStage();
  expect((await stage.apply(chained)).line.evidence).not.toHaveProperty("at");
  stage.iam.as(stage.vendor).assume("hub", "job");
  const { line } = await stage.apply(chained);
  stage.wait(30);
  expect((await stage.apply(chained, { rungs: [line] })).line.evidence.at).toBe(line.evidence.at);
});

test("where it took nothing there is nothing to do", async () => {
  const stage = await reachStage();
  const { line, reached } = await stage.apply(chained);
  expect([line.status, reached, await stage.verify(chained)]).toEqual(["done", [], true]);
});

test("sessions that are over are no concern", async () => {
  const stage = await reachStage();
  stage.iam.as(stage.vendor).assume("hub", "job");
  stage.wait(12 * 3_600 + 120);
  expect((await stage.apply(chained)).reached).toEqual([]);
});

describe("what somebody did to the policy is mended", () => {
  test.each([
    [
      "deleted",
      (stage: Awaited<ReturnType<typeof reachStage>>) => stage.world.roles.deleteInline("hub", containment.chained),
    ],
    [
      "rewritten",
      (stage: Awaited<ReturnType<typeof reachStage>>) =>
        stage.world.roles.putInline(
          "hub",
          containment.chained,
          (stage.denies("hub") ?? "").replace('"Condition":{', '"Condition":{"Bool":{"aws:SecureTransport":"false"},'),
        ),
    ],
  ])("%s", async (_what, spoil) => {
    const stage = await reachStage();
    const stolen = stage.iam.as(stage.vendor).assume("hub", "job");
    await stage.apply(chained);
    await spoil(stage);
    expect(await chained.verify(stage.ground(), stage.world)).toMatchObject({ holds: false, undone: true });
    await stage.apply(chained);
    expect([await stage.verify(chained), stolen && stage.iam.may(stolen, "s3:GetObject")]).toEqual([true, false]);
  });
});

describe("incidents of two vendors on one role", () => {
  test("do not undo each other", async () => {
    const stage = await reachStage({ more: [link(hub.arn, `${hub.id}:mine`)] });
    await stage.apply(chained);
    const first = stage.denies("hub");
    await stage.apply(chained, { id: "another-1", reached: [] });
    expect(stage.denies("hub")).not.toBe(first);
    stage.wait(13 * 3_600);
    await stage.undo(chained);
    expect(JSON.parse(stage.denies("hub") ?? "{}").Statement).toHaveLength(1);
    await stage.undo(chained, { id: "vendor-acme-1" });
    expect(stage.denies("hub")).toBeUndefined();
  });
});

describe("a role whose inline policies leave no room", () => {
  const filler = (size: number) => ({
    name: "filler",
    document: policyText([{ Effect: "Allow", Action: "s3:GetObject", Resource: "x".repeat(size) }]),
  });
  const full = (size: number, attached: readonly string[] = []) => {
    const { arn: _arn, id: _id, ...rest } = hub;
    return aRole({ ...rest, name: "full", inline: [...hub.inline, filler(size)], attached });
  };

  test("waits for a person; with their word the whole role is denied", async () => {
    const stage = await reachStage({ iam: { roles: [full(10_000)] } });
    const stolen = stage.iam.as(stage.vendor).assume("full", "job");
    expect((await stage.apply(chained)).reached).toMatchObject([{ status: "waiting" }]);
    expect(await stage.verify(chained)).toBe(true);
    const answer = {
      at: "2026-11-22T10:05:00Z",
      by: "alice",
      choice: "go-on",
      of: "chained",
      verdict: "accepted",
      why: "",
    } as const;
    stage.ground({ answers: [answer] });
    expect(await stage.verify(chained)).toBe(false);
    expect((await stage.apply(chained)).reached).toMatchObject([{ status: "denied", by: { type: "managed" } }]);
    expect(stolen && stage.iam.may(stolen, "s3:GetObject")).toBe(false);
    expect(await stage.verify(chained)).toBe(true);
    await stage.undo(chained, { phase: "restoring" });
    expect(stolen && stage.iam.may(stolen, "s3:GetObject")).toBe(false);
    await stage.undo(chained, { phase: "restored" });
    expect(stage.iam.role("full")?.attached).toEqual([]);
  });

  test("where no place for a policy is left either: the boundary, and the former one comes back", async () => {
    const managed = Array.from({ length: 10 }, (_, index) => `arn:aws:iam::${account}:policy/p-${index}`);
    const before = `arn:aws:iam::${account}:policy/before`;
    const stage = await reachStage({
      iam: {
        roles: [{ ...full(10_000, managed), boundary: before }],
        managed: [...managed, before].map((arn) => ({ arn, version: "v1", document: hub.inline[0]?.document ?? "" })),
      },
    });
    stage.iam.as(stage.vendor).assume("full", "job");
    const answer = {
      at: "2026-11-22T10:05:00Z",
      by: "alice",
      choice: "go-on",
      of: "chained",
      verdict: "accepted",
      why: "",
    } as const;
    const { reached: asked = [] } = await stage.apply(chained);
    await stage.apply(chained, { answers: [answer] });
    expect(stage.iam.role("full")?.boundary).toBe(place.denyBoundary);
    // As if the run had been cut off before it recorded that: the next one finds our boundary only.
    const again = await stage.apply(chained, { reached: asked });
    expect(again.reached).toMatchObject([{ status: "denied", by: { type: "boundary", before } }]);
    await stage.undo(chained, { phase: "restored" });
    expect(stage.iam.role("full")?.boundary).toBe(before);
  });

  test("as many sessions as fit are denied, and the rest waits", async () => {
    const more = Array.from({ length: 40 }, (_, index) => link(full(0).arn, `${full(0).id}:session-${index}`));
    const stage = await reachStage({ iam: { roles: [full(8_700)] }, more });
    const { reached } = await stage.apply(chained);
    expect(reached).toMatchObject([{ status: "waiting" }]);
    const denied = JSON.parse(stage.denies("full") ?? "").Statement[0].Condition.StringEquals["aws:userid"];
    expect(denied.length).toBeGreaterThan(5);
    expect(denied.length).toBeLessThan(40);
    expect(await stage.verify(chained)).toBe(true);
  });
});

describe("is refused, for that role only, and told", () => {
  const roleArn = (name: string, of = account) => `arn:aws:iam::${of}:role/${name}`;
  test.each([
    ["another account's", roleArn("hub", "444455556666"), /account 444455556666/],
    ["service-linked", roleArn("aws-service-role/x.amazonaws.com/hub"), /service-linked/],
    ["Identity Center's", roleArn("aws-reserved/sso.amazonaws.com/hub"), /Identity Center/],
    ["our own", roleArn("sagewarden/hub"), /Sagewarden's own/],
    ["protected", roleArn("kept"), /protect/],
  ])("%s", async (_what, arn, why) => {
    const { arn: _arn, id: _id, ...rest } = hub;
    const stage = await reachStage({
      settings: incidentSettings({ protected: { roles: [roleArn("kept")] } }),
      iam: { roles: [aRole({ ...rest, name: "kept" })] },
      more: [link(arn, `${hub.id}:job`)],
    });
    const stolen = stage.iam.as(stage.vendor).assume("hub", "other");
    const { line, reached } = await stage.apply(chained);
    expect(reached?.find(({ id }) => id === arn)).toMatchObject({
      status: "refused",
      why: expect.stringMatching(why),
      sessions: [`${hub.id}:job`],
    });
    expect(line.evidence).toMatchObject({ refused: "1", denied: "1" });
    expect(stolen && stage.iam.may(stolen, "s3:GetObject")).toBe(false);
    expect(await stage.verify(chained)).toBe(true);
  });
});

test.each([
  ["a role that is gone", link(`arn:aws:iam::${account}:role/gone`, "AROAGONE:job"), "gone"],
  ["a role that was made anew", link(hub.arn, "AROAFORMER:job"), "another role"],
  [
    "a row from before subjects were kept",
    link(hub.arn, "", { subject: undefined as never, id: "key:ASIAOLD" }),
    "LookupEvents",
  ],
])("%s: listed", async (_what, more, why) => {
  const stage = await reachStage({ more: [more] });
  expect((await stage.apply(chained)).reached).toMatchObject([{ status: "listed", why: expect.stringContaining(why) }]);
  expect(stage.denies("hub")).toBeUndefined();
});

describe("taken back", () => {
  test("when the sessions are over, and not before: what was stolen stays dead", async () => {
    const stage = await reachStage();
    const stolen = stage.iam.as(stage.vendor).assume("hub", "job");
    await stage.apply(chained);
    expect(await stage.undo(chained)).toContain("stay denied");
    expect(stolen && stage.iam.may(stolen, "s3:GetObject")).toBe(false);
    stage.wait(12 * 3_600 + 60);
    await stage.undo(chained);
    expect(stage.iam.role("hub")).toEqual(hub);
  });
});

test("roles for which there was no time are not said to be given back", async () => {
  let slow = 0;
  const { arn: _arn, id: _id, ...rest } = hub;
  const others = Array.from({ length: 12 }, (_, index) => aRole({ ...rest, name: `hub-${index}` }));
  const stage: Awaited<ReturnType<typeof reachStage>> = await reachStage({
    iam: { roles: others, fault: ({ operation }) => void (operation === "read" && stage.wait(slow)) },
  });
  for (const { name } of others) stage.iam.as(stage.vendor).assume(name, "job");
  await stage.apply(chained);
  stage.wait(12 * 3_600 + 60);
  slow = 3;
  const said = await stage.undo(chained);
  expect(others.some(({ name }) => stage.denies(name) !== undefined)).toBe(true);
  expect(said).toContain("for which there was no time");
});

test("IAM that cannot be asked now: the others are denied first, then it is tried again", async () => {
  const { arn: _arn, id: _id, ...rest } = hub;
  const stage = await reachStage({
    iam: {
      roles: [aRole({ ...rest, name: "busy" })],
      fault: ({ operation, target }) => (operation === "read" && target === "busy" ? "throttled" : undefined),
    },
  });
  stage.iam.as(stage.vendor).assume("busy", "job");
  const stolen = stage.iam.as(stage.vendor).assume("hub", "job");
  await expect(stage.apply(chained)).rejects.toThrow("Throttling");
  expect(stolen && stage.iam.may(stolen, "s3:GetObject")).toBe(false);
});
