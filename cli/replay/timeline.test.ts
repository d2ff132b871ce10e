import { describe, expect, test } from "@jest/globals";
import type { Creation, Retag, SessionIssued } from "#shared/model/activity.ts";
import { tagMap } from "#shared/model/tags.ts";
import type { TrailItem } from "../trail-files.ts";
import { collectTimeline, inOrder } from "./timeline.ts";

const recorded = {
  eventName: "CreateTrainingJob",
  account: "123456789012",
  region: "us-east-1",
  partition: "aws",
  principal: { type: "IAMUser" },
};
const creation = (eventId: string, at: string, name: string, change: Partial<Creation> = {}): Creation => ({
  type: "creation",
  ...recorded,
  eventId,
  at,
  resource: { arn: `arn:aws:sagemaker:us-east-1:123456789012:training-job/${name}`, kind: "TrainingJob" },
  announcedBy: "api",
  requestTags: tagMap([]),
  tagsComplete: true,
  parents: [],
  ...change,
});
const retag = (eventId: string, at: string, name: string): Retag => ({
  type: "retag",
  ...recorded,
  eventId,
  at,
  resource: { arn: `arn:aws:sagemaker:us-east-1:123456789012:training-job/${name}`, kind: "TrainingJob" },
  added: tagMap([]),
  removed: [],
});
const session: SessionIssued = {
  type: "session",
  ...recorded,
  eventId: "s",
  at: "2026-07-01T23:00:00Z",
  session: {
    accessKeyId: "ASIA",
    operation: "AssumeRole",
    issuedAt: "2026-07-01T23:00:00Z",
    tags: tagMap([]),
    transitiveKeys: [],
    inheritedTags: tagMap([]),
    issuedTo: { type: "IAMUser" },
  },
};
const ids = (changes: readonly (Creation | Retag)[]): string[] => changes.map(({ eventId }) => eventId);

describe("inOrder", () => {
  test("sorts by time, whatever the time's form, and keeps sessions apart", () => {
    const activities = [
      creation("late", "2026-07-01T12:00:00Z", "a"),
      session,
      creation("early", "2026-07-01T12:30:00+02:00", "b"),
      creation("first", "2026-07-01T10:00:00.500Z", "c"),
    ];
    const { sessions, changes } = inOrder(activities);
    expect(ids(changes)).toEqual(["first", "early", "late"]);
    expect(sessions).toEqual([session.session]);
  });

  test("within one second, what others come from goes first", () => {
    const at = "2026-07-01T12:00:00Z";
    const of = (kind: string) => ({ resource: { arn: `arn:aws:sagemaker:us-east-1:123456789012:x/${kind}`, kind } });
    const activities = [
      retag("retag", at, "a"),
      creation("job", at, "a"),
      creation("tuning", at, "t", of("HyperParameterTuningJob")),
      creation("space", at, "s", of("Space")),
      creation("profile", at, "p", of("UserProfile")),
      creation("domain", at, "d", of("Domain")),
    ];
    expect(ids(inOrder(activities).changes)).toEqual(["domain", "profile", "space", "tuning", "job", "retag"]);
  });

  test("the same record twice is one, several resources of one record are several", () => {
    const activities = [creation("x", "2026-07-01T12:00:00Z", "a"), creation("x", "2026-07-01T12:00:00Z", "b")];
    expect(inOrder([...activities, ...activities]).changes).toHaveLength(2);
  });

  test("a name that is used again is a new creation", () => {
    const activities = [creation("x", "2026-07-01T12:00:00Z", "a"), creation("y", "2026-07-01T12:01:00Z", "a")];
    expect(inOrder(activities).changes).toHaveLength(2);
  });

  test("SageMaker's own events add nothing to the call's record, and only one creation where there is none", () => {
    const own = { announcedBy: "state-change" as const };
    const activities = [
      creation("state 1", "2026-07-01T12:00:01Z", "a", own),
      creation("call", "2026-07-01T12:00:00Z", "a"),
      creation("child 1", "2026-07-01T12:00:05.123Z", "child", own),
      creation("child 2", "2026-07-01T12:00:05.123Z", "child", own),
      creation("again", "2026-07-02T12:00:05Z", "child", own),
    ];
    expect(ids(inOrder(activities).changes)).toEqual(["call", "child 1", "again"]);
  });
});

describe("collectTimeline", () => {
  async function* items(...given: TrailItem[]): AsyncGenerator<TrailItem> {
    yield* given;
  }
  const record = (value: unknown): TrailItem => ({ type: "record", file: "a.json", offset: 7, record: value });
  const collect = async (...given: TrailItem[]) => {
    const reports: string[] = [];
    const timeline = await collectTimeline(items(...given), (message) => reports.push(message));
    return { ...timeline, reports };
  };

  test("counts records of other services and says nothing of them", async () => {
    const other = record({ eventSource: "ec2.amazonaws.com", eventName: "RunInstances" });
    expect(await collect(other, other)).toMatchObject({ records: 2, isDamaged: false, changes: [], reports: [] });
  });

  test("tells damage on, and goes on", async () => {
    const other = record({ eventSource: "ec2.amazonaws.com" });
    const seen = await collect({ type: "damage", file: "a", message: "a: truncated" }, other);
    expect(seen).toMatchObject({ records: 1, isDamaged: true, reports: ["a: truncated"] });
  });

  test("a record that cannot be used is damage, with its place and its field", async () => {
    const poison = record({ eventSource: "sagemaker.amazonaws.com", eventName: "CreateModel", eventID: "x" });
    expect(await collect(poison)).toMatchObject({
      isDamaged: true,
      reports: ["a.json: a record that cannot be used, at byte 7 of its text: eventTime: expected an ISO 8601 time"],
    });
  });
});
