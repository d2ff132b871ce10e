import { createHash } from "node:crypto";
import { afterAll, beforeAll, beforeEach, expect, test } from "@jest/globals";
import { applyAnswer } from "../answer/apply.ts";
import { pressed } from "../answer/fixtures.ts";
import { exampleCase, exampleSettings, unownedRow } from "../decide/example-case.ts";
import { RetryLater } from "../model/errors.ts";
import type { Settings } from "../model/settings.ts";
import { caseIdOf } from "../record/case-id.ts";
import { caseStore } from "../record/cases.ts";
import { ledgerOver } from "../record/ledger.ts";
import { fakeEndpoint } from "./fake-endpoint.ts";
import { liveAnswers } from "./live-answers.ts";
import { liveTable } from "./live-table.ts";

type Attributes = Record<string, { S?: string; N?: string }>;
const json = (value: unknown, status = 200) => ({ status, body: JSON.stringify(value) });

const items = new Map<string, Attributes>();
const keyOf = ({ pk, sk }: Attributes): string => `${pk?.S} ${sk?.S}`;
const putItem = (body: string) => {
  const { Item } = JSON.parse(body);
  items.set(keyOf(Item), Item);
  return json({});
};

const row = unownedRow("TeamA");
const id = caseIdOf(row.resource.arn, row.eventId);
const names = { TABLE_NAME: "sagewarden", CREATIONS_URL: "https://creations", NOTICES_URL: "https://notices" };
const variables = { ...names, QUEUE_URL: "https://answers", DEAD_LETTER_URL: "https://dead" };

let endpoint: Awaited<ReturnType<typeof fakeEndpoint>>;
beforeAll(async () => {
  endpoint = await fakeEndpoint({
    PutItem: putItem,
    GetItem: (body) => json({ Item: items.get(keyOf(JSON.parse(body).Key)) }),
    Query: (body) => {
      const pk = JSON.parse(body).ExpressionAttributeValues[":pk"].S;
      return json({ Items: [...items.values()].filter((item) => item.pk?.S === pk) });
    },
    GetSecretValue: (body) =>
      JSON.parse(body).SecretId === "sagewarden/slack"
        ? json({ SecretString: "xoxb-1" })
        : json({ __type: "ResourceNotFoundException" }, 400),
    SendMessage: (body) =>
      json({ MD5OfMessageBody: createHash("md5").update(JSON.parse(body).MessageBody).digest("hex") }),
    "/api/auth.test": () => json({ ok: true, team_id: "T0OURS" }),
    "/api/users.info": () => json({ ok: true, user: { id: "U0ALICE", team_id: "T0OURS" } }),
    "/response/1": () => json({ ok: true }),
    "/2025-12-01/durable-execution-callbacks/Y2FsbGJhY2s%3D/succeed": () => json({}),
  });
  Object.assign(process.env, variables);
});
afterAll(() => endpoint.close());

beforeEach(async () => {
  items.clear();
  const table = liveTable("sagewarden");
  await ledgerOver(table, { keep: 1 }).open(row);
  await caseStore(table, { keep: 1 }).open(exampleCase({ id }));
  endpoint.sent.splice(0);
});

const settingsOf = (botTokenSecret = "sagewarden/slack"): Settings =>
  exampleSettings({
    notices: { slack: { botTokenSecret, apiUrl: `${process.env.AWS_ENDPOINT_URL}/api/` }, digest: "P7D" },
  });
const message = () => ({
  receivedAt: "2026-11-22T12:00:00.000Z",
  payload: pressed({
    response_url: `${process.env.AWS_ENDPOINT_URL}/response/1`,
    actions: [{ action_id: "claim", block_id: `case:${id}:0`, value: id }],
  }),
});
const delivered = { receiveCount: 1, messageId: "m" };

test("over HTTP: who pressed is asked of Slack, the answer recorded, the owner named, the execution woken, the person told", async () => {
  await applyAnswer(message(), liveAnswers(settingsOf(), delivered));
  const asked = endpoint.sent.map(({ operation }) => operation);
  expect(asked.filter((operation) => !/^(GetItem|Query|GetSecretValue)$/.test(operation))).toEqual([
    "/api/auth.test",
    "PutItem", // the workspace
    "/api/users.info",
    "PutItem", // the case
    "SendMessage",
    "/2025-12-01/durable-execution-callbacks/Y2FsbGJhY2s%3D/succeed",
    "/response/1",
  ]);
  const naming = JSON.parse(endpoint.sent.find(({ operation }) => operation === "SendMessage")?.body ?? "");
  expect(naming.QueueUrl).toBe("https://creations");
  expect(JSON.parse(naming.MessageBody)).toMatchObject({
    source: "sagewarden",
    "detail-type": "Sagewarden Owner Named",
    detail: { owner: { team: "TeamA", studiouserid: "alice" } },
  });
  expect(await caseStore(liveTable("sagewarden"), { keep: 1 }).get(id)).toMatchObject({ pending: { person: "alice" } });
});

test("a claim that waits puts a notice into the outbox for each approver", async () => {
  await caseStore(liveTable("sagewarden"), { keep: 1 }).update(exampleCase({ id, version: 2 }, "Space"));
  endpoint.sent.splice(0);
  await applyAnswer(message(), liveAnswers(settingsOf(), delivered));
  const queued = endpoint.sent
    .filter(({ operation }) => operation === "SendMessage")
    .map(({ body }) => JSON.parse(body));
  expect(queued.map(({ QueueUrl, MessageBody }) => [QueueUrl, JSON.parse(MessageBody)])).toEqual([
    ["https://notices", { id: `owner-wanted#${id}#alice#anna` }],
    ["https://notices", { id: `owner-wanted#${id}#alice#carol` }],
  ]);
});

test("without a token nobody is who they say, and the answer waits", async () => {
  const waiting = applyAnswer(message(), liveAnswers(settingsOf("sagewarden/none"), delivered));
  await expect(waiting).rejects.toThrow(RetryLater);
  await expect(waiting).rejects.toThrow("there is no token for Slack");
});
