import { describe, expect, test } from "@jest/globals";
import { fakeClient } from "../../test/fake-client.ts";
import { dynamoTable } from "./dynamodb.ts";

/** What the ledger's contract test (`shared/record/ledger.test.ts`) cannot see: the exact requests. */
const tableWith = (answers: Parameters<typeof fakeClient>[0]) => {
  const client = fakeClient(answers);
  return { table: dynamoTable("sagewarden", () => client), sent: client.sent };
};

const item = { pk: "p", sk: "s", document: "{}", version: 2 };
const attributes = { pk: { S: "p" }, sk: { S: "s" }, document: { S: "{}" }, version: { N: "2" } };

test("a reading is strongly consistent", async () => {
  const { table, sent } = tableWith({ GetItem: { Item: attributes } });
  expect(await table.get({ pk: "p", sk: "s" })).toEqual(item);
  expect(sent[0]?.input).toEqual({
    TableName: "sagewarden",
    Key: { pk: { S: "p" }, sk: { S: "s" } },
    ConsistentRead: true,
  });
});

describe("a writing", () => {
  test.each([
    ["without a condition", undefined, {}],
    [
      "of what must be new",
      { absent: true } as const,
      {
        ConditionExpression: "attribute_not_exists(pk)",
        ReturnValuesOnConditionCheckFailure: "ALL_OLD",
      },
    ],
    [
      "of the next version",
      { version: 1 },
      {
        ConditionExpression: "#version = :version",
        ExpressionAttributeNames: { "#version": "version" },
        ExpressionAttributeValues: { ":version": { N: "1" } },
        ReturnValuesOnConditionCheckFailure: "ALL_OLD",
      },
    ],
  ])("%s", async (_, condition, expected) => {
    const { table, sent } = tableWith({ PutItem: {} });
    expect(await table.put(item, condition)).toEqual({ stored: true });
    expect(sent[0]?.input).toEqual({ TableName: "sagewarden", Item: attributes, ...expected });
  });

  const refusal = (more: object): Error =>
    Object.assign(new Error("refused"), { name: "ConditionalCheckFailedException", ...more });

  test("that is refused tells what is there, where DynamoDB tells it", async () => {
    const told = tableWith({ PutItem: refusal({ Item: attributes }) });
    expect(await told.table.put(item, { absent: true })).toEqual({ stored: false, there: item });
    const untold = tableWith({ PutItem: refusal({}) });
    expect(await untold.table.put(item, { absent: true })).toEqual({ stored: false, there: undefined });
  });

  test("that fails otherwise fails", async () => {
    const { table } = tableWith({ PutItem: Object.assign(new Error("throttled"), { name: "ThrottlingException" }) });
    await expect(table.put(item)).rejects.toThrow("throttled");
  });

  test("leaves out what is undefined", async () => {
    const { table, sent } = tableWith({ PutItem: {} });
    await table.put({ pk: "p", sk: "s", document: "{}", team: undefined } as never);
    expect(sent[0]?.input).toEqual({
      TableName: "sagewarden",
      Item: { pk: { S: "p" }, sk: { S: "s" }, document: { S: "{}" } },
    });
  });
});

test("a range under one key, newest first", async () => {
  const { table, sent } = tableWith({ Query: {} });
  expect(await table.under("p", "creation#")).toEqual([]);
  expect(sent[0]?.input).toMatchObject({
    KeyConditionExpression: "pk = :pk AND begins_with(sk, :prefix)",
    ExpressionAttributeValues: { ":pk": { S: "p" }, ":prefix": { S: "creation#" } },
    ConsistentRead: true,
    ScanIndexForward: false,
  });
});

test("an index up to a time", async () => {
  const { table, sent } = tableWith({ Query: [{ Items: [attributes], LastEvaluatedKey: { pk: { S: "p" } } }, {}] });
  expect(await table.index("open", "open", "2026")).toEqual([item]);
  expect(sent.map(({ input }) => input)).toMatchObject([
    {
      IndexName: "open",
      KeyConditionExpression: "#partition = :partition AND #sort < :before",
      ExpressionAttributeNames: { "#partition": "open", "#sort": "createdAt" },
      ExpressionAttributeValues: { ":partition": { S: "open" }, ":before": { S: "2026" } },
    },
    { ExclusiveStartKey: { pk: { S: "p" } } },
  ]);
});

test("an index without a sort key", async () => {
  const { table, sent } = tableWith({ Query: {} });
  await table.index("byEvent", "e-1");
  expect(sent[0]?.input).toMatchObject({
    IndexName: "byEvent",
    KeyConditionExpression: "#partition = :partition",
    ExpressionAttributeNames: { "#partition": "eventId" },
  });
});
