import {
  type AttributeValue,
  DescribeTableCommand,
  DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  QueryCommand,
  type QueryCommandInput,
} from "@aws-sdk/client-dynamodb";
import type { Condition, IndexName, Item, Table } from "../record/table.ts";
import { table } from "../record/table.ts";
import { clientSettings } from "./client.ts";

type Sender = Pick<DynamoDBClient, "send">;
let client: Sender | undefined;
const shared = (): Sender => {
  client ??= new DynamoDBClient(clientSettings);
  return client;
};

type Attributes = Record<string, AttributeValue>;

/** Items are flat and their attributes ours, so that strings and numbers are all there is. */
const toAttributes = (item: object): Attributes =>
  Object.fromEntries(
    Object.entries(item)
      .filter(([, value]) => value !== undefined)
      .map(([key, value]): [string, AttributeValue] => [
        key,
        typeof value === "number" ? { N: String(value) } : { S: String(value) },
      ]),
  );

const toItem = (attributes: Attributes): Item =>
  Object.fromEntries(
    Object.entries(attributes).map(([key, { S, N }]) => [key, N === undefined ? S : Number(N)]),
  ) as unknown as Item;

const conditionOf = (condition: Condition) =>
  "absent" in condition
    ? { ConditionExpression: "attribute_not_exists(pk)" }
    : {
        ConditionExpression: "#version = :version",
        ExpressionAttributeNames: { "#version": "version" },
        ExpressionAttributeValues: { ":version": { N: String(condition.version) } },
      };

/** The ledger's table in DynamoDB. Errors come as the SDK throws them, except a refused condition. */
export const dynamoTable = (TableName: string, sender: () => Sender = shared): Table => {
  const get: Table["get"] = async (key) => {
    const command = new GetItemCommand({ TableName, Key: toAttributes(key), ConsistentRead: true });
    const { Item } = await sender().send(command);
    return Item && toItem(Item);
  };

  const put: Table["put"] = async (item, condition) => {
    const command = new PutItemCommand({
      TableName,
      Item: toAttributes(item),
      ...(condition ? { ...conditionOf(condition), ReturnValuesOnConditionCheckFailure: "ALL_OLD" } : {}),
    });
    try {
      await sender().send(command);
      return { stored: true };
    } catch (error) {
      const { name, Item: there } = error as { name?: string; Item?: Attributes };
      if (name !== "ConditionalCheckFailedException") throw error;
      return { stored: false, there: there && toItem(there) };
    }
  };

  const query = async (
    input: Omit<QueryCommandInput, "TableName">,
    most = Number.POSITIVE_INFINITY,
  ): Promise<readonly Item[]> => {
    const items: Item[] = [];
    let start: Attributes | undefined;
    do {
      const page = await sender().send(new QueryCommand({ TableName, ...input, ExclusiveStartKey: start }));
      for (const attributes of page.Items ?? []) items.push(toItem(attributes));
      start = page.LastEvaluatedKey;
    } while (start && items.length < most);
    return items.slice(0, most);
  };

  const under: Table["under"] = (pk, prefix, most) => {
    const asked = {
      KeyConditionExpression: "pk = :pk AND begins_with(sk, :prefix)",
      ExpressionAttributeValues: { ":pk": { S: pk }, ":prefix": { S: prefix } },
      ConsistentRead: true,
      ScanIndexForward: false,
    };
    return query(most === undefined ? asked : { ...asked, Limit: most }, most);
  };

  const index: Table["index"] = (...asked) => query(onIndex(...asked));

  return { get, put, under, index };
};

/** When the table was made (ISO 8601): with the first deployment, since the stack keeps it. */
export const tableMadeAt = async (TableName: string, sender: () => Sender = shared): Promise<string> => {
  const { Table: table } = await sender().send(new DescribeTableCommand({ TableName }));
  if (!table?.CreationDateTime) throw new Error(`DescribeTable does not say when ${TableName} was made`);
  return table.CreationDateTime.toISOString();
};

const onIndex = (
  name: IndexName,
  partition: string,
  before?: string,
  from?: string,
): Omit<QueryCommandInput, "TableName"> => {
  const keys: { partitionKey: string; sortKey?: string } | undefined = table.indexes.find((row) => row.name === name);
  const bounds = keys?.sortKey === undefined ? [] : boundsOf(before, from);
  return {
    IndexName: name,
    KeyConditionExpression: ["#partition = :partition", ...bounds.map(({ condition }) => condition)].join(" AND "),
    ExpressionAttributeNames: {
      "#partition": keys?.partitionKey ?? name,
      ...(bounds.length > 0 && keys?.sortKey ? { "#sort": keys.sortKey } : {}),
    },
    ExpressionAttributeValues: {
      ":partition": { S: partition },
      ...Object.assign({}, ...bounds.map(({ values }) => values)),
    },
  };
};

/** A key condition takes one comparison of the sort key; BETWEEN includes its end, so the last millisecond before it is named. */
const boundsOf = (before: string | undefined, from: string | undefined) => {
  if (before !== undefined && from !== undefined) {
    const last = new Date(Date.parse(before) - 1).toISOString();
    return [{ condition: "#sort BETWEEN :from AND :last", values: { ":from": { S: from }, ":last": { S: last } } }];
  }
  if (before !== undefined) return [{ condition: "#sort < :before", values: { ":before": { S: before } } }];
  return from === undefined ? [] : [{ condition: "#sort >= :from", values: { ":from": { S: from } } }];
};
