import { beforeEach, expect, test } from "@jest/globals";
import { account, costKeys, creation, settings, withKeys } from "../test/fixtures.ts";
import { Faults } from "../test/simulator/faults.ts";
import { randomOf } from "../test/simulator/random.ts";
import { type World, worldOf } from "../test/simulator/world.ts";
import type { ProfileUrl } from "./model/activity.ts";
import { RetryLater } from "./model/errors.ts";
import { watchProfileUrl } from "./watch-profile-url.ts";

const arn = `arn:aws:sagemaker:us-east-1:${account}:user-profile/d-1/alice`;
const user = (userName: string) => ({
  ...{ type: "IAMUser", account, userName },
  arn: `arn:aws:iam::${account}:user/${userName}`,
});
const asked: ProfileUrl = {
  type: "profile-url",
  ...{ eventId: "33333333-3333-4333-8333-333333333333", eventName: "CreatePresignedDomainUrl", at: creation.at },
  ...{ account, region: "us-east-1", partition: "aws", principal: user("bob") },
  resource: { arn, kind: "UserProfile" },
};

let world: World;
beforeEach(() => {
  world = worldOf(new Faults(randomOf(1), 0, 0), () => {});
  world.now = Date.parse(creation.at) + 5_000;
  world.resources.set(arn, { tags: new Map([["studiouserid", "alice"]]), visibleAt: 0 });
});

const watch = (change: Partial<ProfileUrl> = {}, using = settings) =>
  watchProfileUrl(
    { ...asked, ...change },
    { delivery: { receiveCount: 1, messageId: "m" }, settings: using, edges: world.edges },
  );

test("bob is given the address of alice's profile: she is told, and her team is known", async () => {
  await watch();
  expect(world.notices).toEqual([
    expect.objectContaining({ type: "profile-url", severity: "critical", studiouserid: "alice", team: "TeamA" }),
  ]);
});

test("alice's own is nobody else's business", async () => {
  await watch({ principal: user("alice") });
  expect(world.notices).toEqual([]);
});

test("refused attempts are told once a day, however often they are made", async () => {
  for (const eventId of ["a", "b"]) await watch({ eventId, refused: "AccessDenied" });
  expect(new Set(world.notices.map(({ id }) => id)).size).toBe(1);
  expect(world.notices[0]).toMatchObject({ severity: "medium", facts: { answer: "AccessDenied", asker: "bob" } });
});

test("by its tag it is bob's, whatever its name", async () => {
  world.resources.set(arn, { tags: new Map([["studiouserid", "bob"]]), visibleAt: 0 });
  await watch();
  expect(world.notices).toEqual([]);
});

test("the tag has the key that the settings choose: one of the name says nothing", async () => {
  world.resources.set(arn, {
    tags: new Map(Object.entries({ studiouserid: "bob", StudioUser: "alice" })),
    visibleAt: 0,
  });
  await watch({}, withKeys(costKeys));
  expect(world.notices).toMatchObject([{ severity: "critical", studiouserid: "alice" }]);
});

test("a profile that is gone is the person's whose name it had", async () => {
  world.resources.delete(arn);
  await watch();
  expect(world.notices).toMatchObject([{ severity: "critical", studiouserid: "alice" }]);
});

test("a session that nobody knows yet is waited for, then told", async () => {
  const { principal } = creation;
  await expect(watch({ principal })).rejects.toThrow(RetryLater);
  world.now += 600_000;
  await watch({ principal });
  expect(world.notices).toMatchObject([{ severity: "medium", facts: { asker: "nobody proven" } }]);
});
