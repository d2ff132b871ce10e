import type {
  AttributeValue,
  GetItemCommandInput,
  PutItemCommandInput,
  QueryCommandInput,
} from "@aws-sdk/client-dynamodb";
import { table as schema } from "./table.ts";

type Attributes = Record<string, AttributeValue>;
type Input = GetItemCommandInput & PutItemCommandInput & QueryCommandInput;

/**
 * For tests: DynamoDB as far as the ledger uses it, answering the SDK's own commands. Pages hold two items, so that every
 * query has to page; a refused condition carries the item, as ReturnValuesOnConditionCheckFailure asks.
 */
export const fakeDynamo = () => {
  const items = new Map<string, Attributes>();
  const nameOf = ({ pk, sk }: Attributes): string => JSON.stringify([pk?.S, sk?.S]);

  const put = ({ Item = {}, ConditionExpression, ExpressionAttributeValues }: Input) => {
    const there = items.get(nameOf(Item));
    const wanted = ExpressionAttributeValues?.[":version"]?.N;
    const fits =
      ConditionExpression === undefined ||
      (ConditionExpression === "attribute_not_exists(pk)" ? there === undefined : there?.version?.N === wanted);
    if (!fits) {
      throw Object.assign(new Error("The conditional request failed"), {
        name: "ConditionalCheckFailedException",
        ...(there ? { Item: there } : {}),
      });
    }
    items.set(nameOf(Item), Item);
    return {};
  };

  const query = (input: Input) => {
    const found = [...items.values()].filter(matcher(input)).sort(order(input));
    const start = Number(input.ExclusiveStartKey?.at?.N ?? 0);
    const page = found.slice(start, start + 2);
    const rest = start + 2 < found.length;
    return { Items: page, ...(rest ? { LastEvaluatedKey: { at: { N: String(start + 2) } } } : {}) };
  };

  const send = async (command: unknown): Promise<unknown> => {
    const { input } = command as { input: Input };
    switch (nameOfClass(command)) {
      case "GetItemCommand": {
        const Item = items.get(nameOf(input.Key ?? {}));
        return Item ? { Item } : {};
      }
      case "PutItemCommand":
        return put(input);
      case "QueryCommand":
        return query(input);
      default:
        throw new Error(`no such operation: ${nameOfClass(command)}`);
    }
  };
  return { send: send as never, items };
};

const matcher = ({ IndexName, ExpressionAttributeValues: values = {} }: Input): ((item: Attributes) => boolean) => {
  const index = schema.indexes.find(({ name }) => name === IndexName);
  if (!index)
    return (item) => item.pk?.S === values[":pk"]?.S && (item.sk?.S ?? "").startsWith(values[":prefix"]?.S ?? "");
  const before = values[":before"]?.S;
  const sort = "sortKey" in index ? index.sortKey : undefined;
  return (item) =>
    item[index.partitionKey]?.S === values[":partition"]?.S &&
    (before === undefined || (sort !== undefined && (item[sort]?.S ?? "") < before));
};

const order = ({ IndexName, ScanIndexForward = true }: Input): ((a: Attributes, b: Attributes) => number) => {
  const by = IndexName === "open" ? "createdAt" : "sk";
  const sign = ScanIndexForward ? 1 : -1;
  return (a, b) => sign * ((a[by]?.S ?? "") < (b[by]?.S ?? "") ? -1 : 1);
};

const nameOfClass = (command: unknown): string => (command as object).constructor.name;
