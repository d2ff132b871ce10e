import { memoryTable } from "../../shared/record/memory-ledger.ts";
import type { Condition, IndexName, Item, Key } from "../../shared/record/table.ts";
import { type Answer, Refused } from "./answer.ts";

type Attributes = Record<string, { S?: string; N?: string }>;

interface Input {
  Key?: Attributes;
  Item?: Attributes;
  ConditionExpression?: string;
  ExpressionAttributeValues?: Attributes;
  IndexName?: IndexName;
}

const toItem = (attributes: Attributes = {}): Item =>
  Object.fromEntries(
    Object.entries(attributes).map(([key, { S, N }]) => [key, N === undefined ? S : Number(N)]),
  ) as unknown as Item;

const toAttributes = (item: object): Attributes =>
  Object.fromEntries(
    Object.entries(item).map(([key, value]) => [key, typeof value === "number" ? { N: `${value}` } : { S: value }]),
  );

const conditionOf = ({ ConditionExpression, ExpressionAttributeValues }: Input): Condition | undefined => {
  if (ConditionExpression === undefined) return undefined;
  const version = ExpressionAttributeValues?.[":version"]?.N;
  return version === undefined ? { absent: true } : { version: Number(version) };
};

/** DynamoDB as far as the ledger uses it, over the ledger's own table in memory. */
export const dynamoAnswers = (): Readonly<Record<string, Answer>> => {
  const table = memoryTable();

  const query = ({ IndexName, ExpressionAttributeValues = {} }: Input): Promise<readonly Item[]> => {
    const value = (name: string): string => ExpressionAttributeValues[name]?.S ?? "";
    if (IndexName === undefined) return table.under(value(":pk"), value(":prefix"));
    const { ":before": before, ":from": from } = ExpressionAttributeValues;
    return table.index(IndexName, value(":partition"), before?.S, from?.S);
  };

  return {
    GetItem: async (input: Input) => {
      const item = await table.get(toItem(input.Key) as Key);
      return item ? { Item: toAttributes(item) } : {};
    },
    PutItem: async (input: Input) => {
      const answer = await table.put(toItem(input.Item), conditionOf(input));
      if (answer.stored) return {};
      throw new Refused("ConditionalCheckFailedException", answer.there ? { Item: toAttributes(answer.there) } : {});
    },
    Query: async (input: Input) => {
      const items = await query(input);
      return { Items: items.map(toAttributes), Count: items.length };
    },
  };
};
