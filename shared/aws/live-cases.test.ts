import { createHash } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { settingsSchema } from "../model/settings.ts";
import { readOwnEvent } from "../normalise/own-event.ts";
import { unownedCreation } from "../record/example-case.ts";
import { fakeEndpoint } from "./fake-endpoint.ts";
import { liveCases } from "./live-cases.ts";

const json = (value: unknown) => ({ body: JSON.stringify(value) });
const items = new Map<string, object>();
const keyOf = ({ pk, sk }: Record<string, { S?: string }>): string => `${pk?.S} ${sk?.S}`;
const endpointArn = "arn:aws:sagemaker:us-east-1:111122223333:endpoint/churn";

let endpoint: Awaited<ReturnType<typeof fakeEndpoint>>;
beforeAll(async () => {
  endpoint = await fakeEndpoint({
    PutItem: (body) => {
      const { Item } = JSON.parse(body);
      items.set(keyOf(Item), Item);
      return json({});
    },
    GetItem: (body) => json({ Item: items.get(keyOf(JSON.parse(body).Key)) }),
    Query: () => json({ Items: [] }),
    [`/2015-03-31/functions/${encodeURIComponent("arn:aws:lambda:us-east-1:111122223333:function:settle")}/aliases/live`]:
      () => json({ FunctionVersion: "4" }),
    DescribeTable: () => json({ Table: { CreationDateTime: Date.UTC(2026, 0, 1) / 1000 } }),
    ListTags: () => json({ Tags: [{ Key: "team", Value: "TeamA" }] }),
    // SQS answers with the body's digest, and the SDK compares.
    SendMessage: (body) => {
      const MD5OfMessageBody = createHash("md5").update(JSON.parse(body).MessageBody).digest("hex");
      return json({ MessageId: "m", MD5OfMessageBody });
    },
    DescribeNotebookInstance: () => json({ NotebookInstanceStatus: "InService" }),
    StopNotebookInstance: () => json({}),
    DeleteNotebookInstance: () => json({}),
    StartNotebookInstance: () => json({}),
  });
  process.env.SETTLE_ARN = "arn:aws:lambda:us-east-1:111122223333:function:settle:live";
  process.env.CREATIONS_URL = "https://sqs.us-east-1.amazonaws.com/111122223333/sagewarden-creations";
});
afterAll(() => endpoint.close());

const settings = settingsSchema.parse({
  mode: "enforce",
  region: "us-east-1",
  tags: {},
  teams: {},
  people: {},
  limits: { destructivePerHour: 1 },
  exemptions: [{ arn: endpointArn, until: "2026-12-31", reason: "platform", approvedBy: "alice" }],
});
const world = (running = "3", startedFor?: string) =>
  liveCases(
    {
      tableName: "sagewarden",
      account: "111122223333",
      self: "arn:aws:iam::111122223333:role/sagewarden/sagewarden-settle-unowned",
      settings,
    },
    { running, startedFor },
  );
const notebook = unownedCreation();
const lastBody = () => JSON.parse(endpoint.sent.at(-1)?.body ?? "");

test("what a case sees: the resource, its tags, its exemption, the deployment's age, no receipt yet", async () => {
  const { resource, reads, exemption, deployedAt, outbox, inUse } = world();
  const live = await resource.read(notebook.resource);
  expect(live).toMatchObject({ status: "InService", phase: "running" });
  expect({ ...(await reads().tags(notebook.resource.arn)) }).toEqual({ team: "TeamA" });
  expect(await exemption(notebook, "2026-11-22T10:00:00Z")).toBeUndefined();
  const exempt = unownedCreation({ resource: { arn: endpointArn, kind: "Endpoint" } });
  expect(await exemption(exempt, "2026-11-22T10:00:00Z")).toMatch(/exempt until 2026-12-31/);
  expect(await deployedAt()).toBe("2026-01-01T00:00:00.000Z");
  expect(await outbox.get("unowned#case")).toBeUndefined();
  if (live) expect(await inUse(notebook, live, "2026-11-22T10:00:00Z")).toBe(false);
});

test("what a case does to the resource", async () => {
  const { resource } = world();
  const live = await resource.read(notebook.resource);
  if (!live) throw new Error("it is there");
  for (const word of ["stop", "delete", "start"] as const) {
    await resource[word](notebook.resource, live);
    expect(endpoint.sent.at(-1)?.operation.toLowerCase()).toBe(`${word}notebookinstance`);
    expect(lastBody()).toEqual({ NotebookInstanceName: "churn" });
  }
});

test("the hour's limit is the account's", async () => {
  const now = "2026-11-22T10:00:00.000Z";
  expect(await world().allowance("a", now)).toBeUndefined();
  expect(await world().allowance("b", now)).toBe("2026-11-22T11:00:00.000Z");
});

test.each([
  ["4", undefined, undefined],
  ["3", undefined, "4"],
  ["3", "4", undefined],
  ["$LATEST", "4", undefined],
])("version %s, started for %s, is followed by %s", async (running, startedFor, successor) => {
  expect(await world(running, startedFor).successor()).toBe(successor);
});

test("late evidence sends the creation back to be judged once more", async () => {
  await world().recheck(notebook);
  const event = JSON.parse(lastBody().MessageBody);
  expect(readOwnEvent(event)).toEqual({ type: "look", creation: { ...notebook, again: true } });
});
