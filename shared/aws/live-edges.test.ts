import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { RetryLater } from "../model/errors.ts";
import { settingsSchema } from "../model/settings.ts";
import { exampleNotice } from "../notify/example-notice.ts";
import { exampleArn, exampleRow, exampleSession } from "../record/example-rows.ts";
import { fakeEndpoint, md5 } from "./fake-endpoint.ts";
import { type LiveTarget, liveEdges, liveTarget } from "./live-edges.ts";

type Attributes = Record<string, { S?: string; N?: string }>;
const json = (value: unknown, status = 200) => ({ status, body: JSON.stringify(value) });

/** AWS's services as far as one event needs them, over HTTP. */
const items = new Map<string, Attributes>();
const keyOf = ({ pk, sk }: Attributes): string => `${pk?.S} ${sk?.S}`;
const putItem = (body: string) => {
  const { Item, ConditionExpression } = JSON.parse(body);
  const there = items.get(keyOf(Item));
  if (there && ConditionExpression === "attribute_not_exists(pk)")
    return json({ __type: "com.amazonaws.dynamodb.v20120810#ConditionalCheckFailedException", Item: there }, 400);
  items.set(keyOf(Item), Item);
  return json({});
};

let endpoint: Awaited<ReturnType<typeof fakeEndpoint>>;
let tags = [{ Key: "project", Value: "x" }];
beforeAll(async () => {
  endpoint = await fakeEndpoint({
    PutItem: putItem,
    GetItem: (body) => json({ Item: items.get(keyOf(JSON.parse(body).Key)) }),
    Query: (body) => {
      const pk = JSON.parse(body).ExpressionAttributeValues[":pk"].S;
      return json({ Items: [...items.values()].filter((item) => item.pk?.S === pk) });
    },
    ListTags: () => json({ Tags: tags }),
    AddTags: (body) => {
      tags = [...tags, ...JSON.parse(body).Tags];
      return json({});
    },
    DescribeTrainingJob: () => json({ TuningJobArn: "arn:tuning" }),
    DescribeUserProfile: () => json({ UserProfileArn: "arn:aws:sagemaker:us-east-1:111122223333:user-profile/d/a" }),
    DescribeDomain: () => json({ DefaultUserSettings: { ExecutionRole: "role" } }),
    ListUserTags: () => ({
      body: '<ListUserTagsResponse xmlns="https://iam.amazonaws.com/doc/2010-05-08/"><ListUserTagsResult><IsTruncated>false</IsTruncated><Tags><member><Key>team</Key><Value>TeamA</Value></member></Tags></ListUserTagsResult></ListUserTagsResponse>',
    }),
    ListRoleTags: () => json({ __type: "AccessDenied" }, 403),
    SendMessage: (body) => json({ MD5OfMessageBody: md5(JSON.parse(body).MessageBody) }),
    LookupEvents: () => json({ Events: [] }),
  });
});
afterAll(() => endpoint.close());

const topicArn = "arn:aws:sns:us-east-1:111122223333:sagewarden-notices";
const settings = settingsSchema.parse({ mode: "tag", region: "us-east-1", tags: {}, teams: {}, people: {} });
const target: LiveTarget = {
  tableName: "sagewarden",
  account: "111122223333",
  self: "arn:aws:iam::111122223333:role/sagewarden/sagewarden-enforce-tags",
  settings,
  delivery: { receiveCount: 1, messageId: "" },
};

const operations = (): string[] => endpoint.sent.splice(0).map(({ operation }) => operation);

describe("tags", () => {
  test("attribution and decision share one reading; a write ends it; calls are counted", async () => {
    const edges = liveEdges(target);
    operations();
    const [first, second] = await Promise.all([edges.lookups.tagsOf(exampleArn), edges.tags.list(exampleArn)]);
    expect([{ ...first }, { ...second }]).toEqual([{ project: "x" }, { project: "x" }]);
    await edges.tags.add(exampleArn, { team: "TeamA" });
    expect({ ...(await edges.tags.list(exampleArn)) }).toEqual({ project: "x", team: "TeamA" });
    expect(operations()).toEqual(["ListTags", "AddTags", "ListTags"]);
    expect(edges.sageMakerCalls()).toBe(3);
  });

  test("the next event reads for itself", async () => {
    operations();
    await liveEdges(target).tags.list(exampleArn);
    await liveEdges(target).tags.list(exampleArn);
    expect(operations()).toEqual(["ListTags", "ListTags"]);
  });
});

test("the ledger, over DynamoDB's own protocol", async () => {
  const { ledger } = liveEdges(target);
  expect(await ledger.open(exampleRow())).toEqual(exampleRow());
  expect(await ledger.open(exampleRow({ reason: "again" }))).toEqual(exampleRow());
  expect(await ledger.creations(exampleArn)).toEqual([exampleRow()]);
});

test("sessions, written and looked up", async () => {
  const { ledger, lookups } = liveEdges(target);
  await ledger.saveSession(exampleSession());
  expect(await lookups.sessionByKey("ASIAEXAMPLE")).toEqual(exampleSession());
});

test("the makers of a job: one call", async () => {
  const edges = liveEdges(target);
  expect(await edges.lookups.lineage({ arn: exampleArn, kind: "TrainingJob" })).toMatchObject({
    parents: ["arn:tuning"],
  });
  expect(edges.sageMakerCalls()).toBe(1);
});

test("a Studio profile is asked for once, by whichever event; its tags are asked for by each", async () => {
  const arn = "arn:aws:sagemaker:us-east-1:111122223333:user-profile/d/a";
  const [first, second] = [liveEdges(target), liveEdges(target)];
  expect(await first.lookups.studioIdentity(arn)).toMatchObject({ arn, executionRole: "role" });
  expect(await second.lookups.studioIdentity(arn)).toMatchObject({ arn, executionRole: "role" });
  expect([first.sageMakerCalls(), second.sageMakerCalls()]).toEqual([3, 1]);
});

test("IAM's tags, and what we may not see", async () => {
  const { lookups } = liveEdges(target);
  expect({ ...(await lookups.userTags("alice")) }).toEqual({ team: "TeamA" });
  const denied = lookups.roleTags("arn:aws:iam::111122223333:role/x");
  await expect(denied).rejects.toThrow(RetryLater);
  await expect(denied).rejects.toMatchObject({ seconds: 60 });
});

test("a notice is put into the outbox, and on its queue", async () => {
  operations();
  process.env.NOTICES_URL = "https://queue/notices";
  await liveEdges(target).notify(exampleNotice());
  expect(operations()).toEqual(["PutItem", "SendMessage"]);
});

test("what was done in a gap", async () => {
  expect(
    await liveEdges(target).gap.between({ arn: exampleArn }, "2026-11-22T10:00:00Z", "2026-11-22T10:01:00Z"),
  ).toEqual([]);
});

test("the target is what the stack deployed", () => {
  const { delivery: _, ...deployed } = target;
  const env = { TABLE_NAME: target.tableName, TOPIC_ARN: topicArn };
  expect(liveTarget(settings, env)).toEqual(deployed);
  expect(() => liveTarget(settings, { ...env, TABLE_NAME: "" })).toThrow("TABLE_NAME is not set");
});
