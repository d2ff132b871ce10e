import { expect, test } from "@jest/globals";
import type { Lookups } from "#shared/attribute/lookups.ts";
import type { Creation, Retag } from "#shared/model/activity.ts";
import { nobody, type Owner } from "#shared/model/owner.ts";
import { settingsSchema } from "#shared/model/settings.ts";
import { type Tags, tagMap } from "#shared/model/tags.ts";
import { type Attribute, judge } from "./judge.ts";

const settings = settingsSchema.parse({
  mode: "enforce",
  region: "us-east-1",
  tags: { team: { values: "teams" }, studiouserid: { values: "people" } },
  teams: { TeamA: {} },
  people: { alice: { team: "TeamA" } },
  exemptions: [
    { arn: "arn:aws:sagemaker:*:*:model/exempt-*", until: "2026-07-10", reason: "platform", approvedBy: "alice" },
  ],
});
const recorded = {
  eventName: "x",
  account: "123456789012",
  region: "us-east-1",
  partition: "aws",
  principal: { type: "IAMUser" },
};
const resource = (name: string) => ({ arn: `arn:aws:sagemaker:us-east-1:123456789012:model/${name}`, kind: "Model" });
const creation = (name: string, at: string, requestTags: Tags = tagMap([])): Creation => ({
  type: "creation",
  ...recorded,
  eventId: name,
  at,
  resource: resource(name),
  announcedBy: "api",
  requestTags,
  tagsComplete: true,
  parents: [],
});
const retag = (name: string, at: string, added: Tags): Retag => ({
  type: "retag",
  ...recorded,
  eventId: `retag-${name}`,
  at,
  resource: resource(name),
  added,
  removed: [],
});
const evidence = { resolver: "session-tags", field: "f", strength: "proven" } as const;
const alice: Owner = { team: { value: "TeamA", evidence }, studiouserid: { value: "alice", evidence } };
const by =
  (owner: Owner): Attribute =>
  async () => ({ owner, conflicts: [], unproven: [], orphaned: [] });

const verdicts = async (changes: (Creation | Retag)[], attribute: Attribute): Promise<string[]> => {
  const found: string[] = [];
  for await (const {
    creation: { eventId },
    decision,
  } of judge({ sessions: [], changes }, settings, attribute))
    found.push(`${eventId} ${decision.verdict} ${JSON.stringify(decision.write)}`);
  return found;
};

test("one answer for each creation, on the request's tags; a retag adds none and changes none", async () => {
  const right = tagMap([
    ["team", "TeamA"],
    ["studiouserid", "alice"],
  ]);
  const changes = [
    creation("a", "2026-07-01T12:00:00Z"),
    retag("a", "2026-07-01T12:00:01Z", right),
    creation("b", "2026-07-01T12:00:02Z", right),
  ];
  expect(await verdicts(changes, by(alice))).toEqual(['a tag {"team":"TeamA","studiouserid":"alice"}', "b ok {}"]);
  expect(await verdicts(changes, by(nobody))).toEqual(["a unowned {}", "b unowned {}"]);
});

test("exemptions hold or not as of the creation", async () => {
  const changes = [creation("exempt-1", "2026-07-01T12:00:00Z"), creation("exempt-2", "2026-07-11T12:00:00Z")];
  expect(await verdicts(changes, by(nobody))).toEqual(["exempt-1 exempt {}", "exempt-2 unowned {}"]);
});

test("what was told before a creation counts for it, what comes later does not", async () => {
  const seen: unknown[] = [];
  const asks: Attribute = async (one, _, lookups: Lookups) => {
    const first = await lookups.recordedOwner(resource("first").arn);
    seen.push([one.eventId, first?.owner.team?.value, (await lookups.tagsOf(resource("first").arn)).team]);
    return { owner: alice, conflicts: [], unproven: [], orphaned: [] };
  };
  const changes = [
    creation("first", "2026-07-01T12:00:00Z"),
    creation("second", "2026-07-01T12:00:01Z"),
    retag("first", "2026-07-01T12:00:02Z", tagMap([["team", "TeamB"]])),
    creation("third", "2026-07-01T12:00:03Z"),
  ];
  await verdicts(changes, asks);
  expect(seen).toEqual([
    ["first", undefined, undefined],
    ["second", "TeamA", undefined],
    ["third", "TeamA", "TeamB"],
  ]);
});
