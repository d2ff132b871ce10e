import { describe, expect, test } from "@jest/globals";
import { userChanges } from "../../../test/contain/iam-changes.ts";
import { hub, reachStage } from "../../../test/contain/reach-stage.ts";
import { aRole, policyText } from "../../../test/contain/roles.ts";
import { incidentSettings } from "../../../test/contain/stage.ts";
import { account } from "../../../test/fixtures.ts";
import type { Link } from "../../vendors/watch/links.ts";
import { minted } from "./minted.ts";

type Stage = Awaited<ReturnType<typeof reachStage>>;
const all = hub.inline;
const userArn = (name: string) => `arn:aws:iam::${account}:user/${name}`;
const link = (id: string, subject: Link["subject"]): Link => ({
  id,
  role: `arn:aws:iam::${account}:role/vendor/acme/vendor-acme`,
  how: "minted",
  at: "2026-11-22T10:00:00Z",
  eventId: "e-9",
  ...(subject && { subject }),
});
const thief = (stage: Stage) => stage.iam.as(stage.vendor);
const must = <Value>(value: Value | undefined): Value => {
  if (value === undefined) throw new Error("the thief could not do it");
  return value;
};

describe("an existing user's new key", () => {
  const staged = async (change: Parameters<typeof reachStage>[0] = {}) => {
    const stage = await reachStage(change);
    stage.iam.admin(userChanges.createUser("bob", all));
    stage.iam.admin(userChanges.createKey("bob", "AKIABOBSOWN"));
    return { stage, key: must(thief(stage).createKey("bob")) };
  };

  test("is made inactive, and the user goes on with its own", async () => {
    const { stage, key } = await staged();
    const { reached, line } = await stage.apply(minted);
    expect(line).toMatchObject({ status: "done", evidence: { denied: "1" } });
    expect(reached).toMatchObject([{ type: "minted-key", id: key.key, of: "bob", status: "denied" }]);
    expect(stage.iam.may(key, "s3:GetObject")).toBe(false);
    expect(stage.iam.may({ key: "AKIABOBSOWN", user: "bob" }, "s3:GetObject")).toBe(true);
    expect(await stage.verify(minted)).toBe(true);
  });

  test("that somebody makes active again is made inactive again", async () => {
    const { stage, key } = await staged();
    await stage.apply(minted);
    await stage.world.users.setKey("bob", key.key, "Active");
    expect(await minted.verify(stage.ground(), stage.world)).toMatchObject({ holds: false, undone: true });
    await stage.apply(minted);
    expect(stage.iam.may(key, "s3:GetObject")).toBe(false);
  });

  test("whose record does not say whose it is: IAM says it", async () => {
    const stage = await reachStage({ more: [link("key:AKIALATER", { type: "key" })] });
    stage.iam.admin(userChanges.createUser("eve", all));
    stage.iam.admin(userChanges.createKey("eve", "AKIALATER"));
    expect((await stage.apply(minted)).reached).toMatchObject([{ id: "AKIALATER", of: "eve", status: "denied" }]);
  });

  test("of a protected user is refused, and told", async () => {
    const { stage, key } = await staged({ settings: incidentSettings({ protected: { users: ["bob"] } }) });
    expect((await stage.apply(minted)).reached).toMatchObject([
      { id: key.key, status: "refused", why: expect.stringContaining("update-access-key") },
    ]);
    expect(stage.iam.may(key, "s3:GetObject")).toBe(true);
  });

  test("that is gone: listed", async () => {
    const stage = await reachStage({ more: [link("key:AKIAGONE", { type: "key", user: "nobody" })] });
    expect((await stage.apply(minted)).reached).toMatchObject([{ status: "listed" }]);
  });
});

describe("a user that was made", () => {
  test("is denied, and all its keys are inactive, whoever made those", async () => {
    const stage = await reachStage();
    thief(stage).createUser("eve", all);
    const key = must(thief(stage).createKey("eve"));
    stage.iam.admin(userChanges.createKey("eve", "AKIAOTHER"));
    const { reached } = await stage.apply(minted);
    expect(reached?.map(({ type, status }) => [type, status])).toEqual(
      expect.arrayContaining([
        ["minted-user", "denied"],
        ["minted-key", "denied"],
      ]),
    );
    expect(stage.iam.user("eve")?.keys.map(({ active }) => active)).toEqual([false, false]);
    await stage.world.users.setKey("eve", key.key, "Active");
    expect(stage.iam.may(key, "s3:GetObject")).toBe(false);
    expect(await stage.verify(minted)).toBe(false);
    await stage.apply(minted);
    expect(await stage.verify(minted)).toBe(true);
  });

  test.each([
    ["the inline quota is full: the managed Deny", 0, { type: "managed" }],
    ["the places are full, too: one of its policies makes room", 10, { type: "managed", instead: expect.any(String) }],
  ])("%s", async (_what, attached, by) => {
    const managed = Array.from({ length: 10 }, (_, index) => `arn:aws:iam::${account}:policy/p-${index}`);
    const stage = await reachStage({
      iam: { managed: managed.map((arn) => ({ arn, version: "v1", document: all[0]?.document ?? "" })) },
    });
    const filler = policyText([{ Effect: "Allow", Action: "*", Resource: ["*", "x".repeat(1_930)] }]);
    expect(thief(stage).createUser("eve", [{ name: "filler", document: filler }])).toBe(true);
    for (const arn of managed.slice(0, attached)) stage.iam.admin(userChanges.attach("eve", arn));
    const before = stage.iam.user("eve");
    const key = must(thief(stage).createKey("eve"));
    expect((await stage.apply(minted)).reached).toContainEqual(
      expect.objectContaining({ type: "minted-user", status: "denied", by }),
    );
    await stage.world.users.setKey("eve", key.key, "Active");
    expect(stage.iam.may(key, "s3:GetObject")).toBe(false);
    await stage.undo(minted, { restore: { by: "alice", at: "", all: true, acceptDrift: false } });
    expect(stage.iam.user("eve")?.attached).toEqual(before?.attached);
  });

  test("another one of this name is not theirs", async () => {
    const stage = await reachStage({
      more: [link(userArn("eve"), { type: "user", arn: userArn("eve"), uniqueId: "AIDAOLD" })],
    });
    stage.iam.admin(userChanges.createUser("eve", all));
    expect((await stage.apply(minted)).reached).toMatchObject([{ type: "minted-user", status: "listed" }]);
    expect(stage.iam.user("eve")?.inline).toEqual(all);
  });
});

describe("keys that are given back", () => {
  const all = { restore: { by: "alice", at: "", all: true, acceptDrift: false } };
  const keysOf = (stage: Stage, user: string) =>
    Object.fromEntries((stage.iam.user(user)?.keys ?? []).map(({ id, active }) => [id, active]));
  /** An old user, and one that the thief made; each has a key that an administrator made inactive before we came. */
  const staged = async () => {
    const stage = await reachStage();
    stage.iam.admin(userChanges.createUser("bob", hub.inline));
    thief(stage).createUser("eve", hub.inline);
    const [bobs, eves, off] = [
      must(thief(stage).createKey("bob")).key,
      must(thief(stage).createKey("eve")).key,
      "AKIAOFF",
    ];
    const bobsOff = must(thief(stage).createKey("bob")).key;
    stage.iam.admin(userChanges.createKey("eve", off));
    await stage.world.users.setKey("eve", off, "Inactive");
    await stage.world.users.setKey("bob", bobsOff, "Inactive");
    return { stage, bobs, bobsOff, eves, off };
  };

  test("are those that we made inactive; of others it is said that they stay so", async () => {
    const { stage, bobs, bobsOff, eves, off } = await staged();
    const { reached } = await stage.apply(minted);
    expect(reached?.flatMap(({ id, inactivated }) => (inactivated ? [[id, inactivated]] : []))).toEqual(
      expect.arrayContaining([
        [bobs, [bobs]],
        [userArn("eve"), [eves]],
      ]),
    );
    const said = await stage.undo(minted, all);
    expect([keysOf(stage, "bob"), keysOf(stage, "eve")]).toEqual([
      { [bobs]: true, [bobsOff]: false },
      { [eves]: true, [off]: false },
    ]);
    expect(said).toContain(
      `keys that were inactive when they were found stay so: ${[bobsOff, off].toSorted().join(", ")}`,
    );
    expect(await stage.undo(minted, all)).toContain("stay so");
    expect(keysOf(stage, "eve")[off]).toBe(false);
  });

  test("are known also where the rung was cut off before it could say so", async () => {
    const { stage, bobs, eves } = await staged();
    const prepare = async () => must(await minted.prepare?.(stage.ground(), stage.world));
    const reached = await prepare();
    expect(reached.map(({ status }) => status)).not.toContain("denied");
    expect(keysOf(stage, "bob")[bobs]).toBe(true);
    await stage.apply(minted, { reached });
    // What it answered is lost.
    const again = await stage.apply(minted, { reached });
    expect(await minted.prepare?.(stage.ground(), stage.world)).toBeUndefined();
    expect(again.reached?.flatMap(({ inactivated = [] }) => inactivated)).toEqual(expect.arrayContaining([bobs, eves]));
    await stage.undo(minted, all);
    expect([keysOf(stage, "bob")[bobs], keysOf(stage, "eve")[eves]]).toEqual([true, true]);
  });

  test("are not noted twice while they wait for their turn, nor where nothing is active", async () => {
    const { stage } = await staged();
    const reached = must(await minted.prepare?.(stage.ground(), stage.world));
    expect(await minted.prepare?.(stage.ground({ reached }), stage.world)).toBeUndefined();
    const quiet = await reachStage();
    expect(await minted.prepare?.(quiet.ground(), quiet.world)).toBeUndefined();
  });
});

describe("a role that was made", () => {
  const door = (change: Partial<ReturnType<typeof aRole>> = {}) => {
    const { arn: _arn, id: _id, ...rest } = hub;
    return aRole({ ...rest, name: "door", ...change });
  };

  test("is denied as a whole", async () => {
    const stage = await reachStage();
    expect(thief(stage).role("create", door())).toBe(true);
    stage.iam.admin((accountNow) => accountNow);
    await stage.world.roles.putInline("door", "all", all[0]?.document ?? "");
    const session = stage.iam.assume({ arn: `arn:aws:iam::${account}:root` }, "door");
    expect((await stage.apply(minted)).reached).toMatchObject([
      { type: "minted-role", id: door().arn, status: "denied", by: { type: "inline" } },
    ]);
    expect(session && stage.iam.may(session, "s3:GetObject")).toBe(false);
    expect(await stage.verify(minted)).toBe(true);
    await stage.world.roles.deleteInline("door", "SagewardenDenyAll");
    expect(await stage.verify(minted)).toBe(false);
  });

  test.each([
    ["our own", "sagewarden/door", /Sagewarden's own/],
    ["another account's", "door", /account 444455556666/],
  ])("%s is refused", async (_what, name, why) => {
    const of = name === "door" ? "444455556666" : account;
    const arn = `arn:aws:iam::${of}:role/${name}`;
    const stage = await reachStage({ iam: { roles: [door()] }, more: [link(arn, { type: "role", arn })] });
    expect((await stage.apply(minted)).reached).toMatchObject([{ status: "refused", why: expect.stringMatching(why) }]);
    expect(stage.iam.role("door")?.inline).toEqual(all);
  });
});

describe("a function that was made", () => {
  test("its sessions are denied on the role that it runs as, those to come too; other functions go on", async () => {
    const stage = await reachStage({
      more: [link(`worker:${account}:hub/miner`, { type: "function", name: "miner", role: hub.arn })],
    });
    const { reached } = await stage.apply(minted);
    expect(reached).toMatchObject([{ type: "minted-worker", id: "miner", of: hub.arn, status: "denied" }]);
    const lambda = { arn: `arn:aws:iam::${account}:root` };
    stage.wait(3_600);
    const [own, other] = ["miner", "report"].map((sessionName) =>
      must(stage.iam.assume(lambda, "hub", { sessionName })),
    );
    expect([own, other].map((session) => session && stage.iam.may(session, "s3:GetObject"))).toEqual([false, true]);
    expect(await stage.verify(minted)).toBe(true);
    expect(await stage.undo(minted)).toContain("stays denied");
    await stage.undo(minted, { restore: { by: "alice", at: "", all: true, acceptDrift: false } });
    expect(stage.iam.role("hub")).toEqual(hub);
  });

  test("that runs as the contained role itself is no concern", async () => {
    const stage = await reachStage();
    const own = link(`worker:${account}:vendor-acme/x`, { type: "function", name: "x", role: stage.role.arn });
    expect((await reachStage({ more: [own] }).then((each) => each.apply(minted))).reached).toEqual([]);
  });
});

describe("what is only told", () => {
  const future = "2026-11-22T12:00:00Z";
  test.each<[string, Link, object]>([
    [
      "an identity provider",
      link("p", { type: "identity-provider", arn: "arn:aws:iam::1:saml-provider/x" }),
      { type: "identity-provider", id: "arn:aws:iam::1:saml-provider/x", status: "listed" },
    ],
    [
      "a password",
      link("password:1:bob", { type: "password", user: "bob" }),
      { type: "password", id: "bob", status: "listed" },
    ],
    [
      "a federated session of a user that was there before",
      { ...link("key:ASIAFED", { type: "federated-session", user: "bob", until: future }), how: "chained" },
      { type: "federated-session", id: "ASIAFED", of: "bob", status: "listed" },
    ],
  ])("%s", async (_what, more, entry) => {
    const stage = await reachStage({ more: [more] });
    expect((await stage.apply(minted)).reached).toMatchObject([entry]);
    expect(await stage.verify(minted)).toBe(true);
  });

  test("of a user that they made, too: denied with the user", async () => {
    const stage = await reachStage({
      more: [
        link("password:1:eve", { type: "password", user: "eve" }),
        { ...link("key:ASIAFED", { type: "federated-session", user: "eve", until: future }), how: "chained" },
      ],
    });
    thief(stage).createUser("eve", all);
    const { reached } = await stage.apply(minted);
    expect(reached?.map(({ type, status }) => [type, status]).toSorted()).toEqual([
      ["federated-session", "denied"],
      ["minted-user", "denied"],
      ["password", "denied"],
    ]);
  });
});

test("rows from before subjects were kept are read", async () => {
  const stage = await reachStage({
    more: [
      link(userArn("eve"), undefined),
      link("key:AKIAEVE", undefined),
      link(`worker:${account}:hub/miner`, undefined),
      { ...link("key:ASIAOLD", undefined), how: "chained" },
    ],
  });
  stage.iam.admin(userChanges.createUser("eve", all));
  stage.iam.admin(userChanges.createKey("eve", "AKIAEVE"));
  expect((await stage.apply(minted)).reached?.map(({ type, status }) => [type, status])).toEqual([
    ["minted-user", "denied"],
    ["minted-key", "denied"],
    ["minted-worker", "denied"],
  ]);
});

test("many at once: what the time is too short for comes with the next look", async () => {
  const names = Array.from({ length: 30 }, (_, index) => `eve-${index}`);
  const stage: Stage = await reachStage({
    iam: { fault: ({ operation }) => void (operation === "readUser" && stage.wait(3)) },
  });
  for (const name of names) thief(stage).createUser(name, all);
  const { reached } = await stage.apply(minted);
  expect(reached).toHaveLength(30);
  expect(reached?.some(({ status }) => status === "waiting")).toBe(true);
  expect(await stage.verify(minted)).toBe(false);
  for (let round = 0; round < 16; round++) await stage.apply(minted);
  expect(names.every((name) => stage.iam.user(name)?.inline.some((each) => each.name === "SagewardenDenyAll"))).toBe(
    true,
  );
});

test("what the time is too short for is not said to be given back", async () => {
  let slow = 0;
  const stage: Stage = await reachStage({
    iam: { fault: ({ operation }) => void (operation === "readUser" && stage.wait(slow)) },
  });
  for (let index = 0; index < 12; index++) thief(stage).createUser(`eve-${index}`, all);
  await stage.apply(minted);
  slow = 3;
  const said = await stage.undo(minted, { restore: { by: "alice", at: "", all: true, acceptDrift: false } });
  const denied = Array.from({ length: 12 }, (_, index) => stage.iam.user(`eve-${index}`)).filter((user) =>
    user?.inline.some(({ name }) => name === "SagewardenDenyAll"),
  );
  expect(denied.length).toBeGreaterThan(0);
  expect(said).toContain(`no time for ${denied.length}, such as`);
});
