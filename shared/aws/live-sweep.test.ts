import { createHash } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { account, settings } from "../../test/fixtures.ts";
import { sweep } from "../sweep/sweep.ts";
import { fakeEndpoint } from "./fake-endpoint.ts";
import { listTags, liveSweep } from "./live-sweep.ts";

const arn = `arn:aws:sagemaker:us-east-1:${account}:model/m`;
const json = (body: object) => ({ body: JSON.stringify(body) });
const items = new Map<string, object>();

/** Enough of AWS for one model that nobody announced. */
const answers = {
  DescribeTable: () => json({ Table: { CreationDateTime: 1_700_000_000 } }),
  GetItem: (body: string) => {
    const Item = items.get(JSON.stringify(JSON.parse(body).Key));
    return json(Item ? { Item } : {});
  },
  PutItem: (body: string) => {
    const { Item } = JSON.parse(body);
    items.set(JSON.stringify({ pk: Item.pk, sk: Item.sk }), Item);
    return json({});
  },
  Query: () => json({ Items: [] }),
  ListModels: () => json({ Models: [{ ModelArn: arn, ModelName: "m", CreationTime: 1_764_000_000 }] }),
  GetResources: () => json({ ResourceTagMappingList: [], PaginationToken: "" }),
  ListTags: () => json({ Tags: [{ Key: "team", Value: "TeamA" }] }),
  SendMessage: (body: string) => {
    const MD5OfMessageBody = createHash("md5").update(JSON.parse(body).MessageBody).digest("hex");
    return json({ MessageId: "m-1", MD5OfMessageBody });
  },
};

let aws: Awaited<ReturnType<typeof fakeEndpoint>>;
beforeAll(async () => {
  aws = await fakeEndpoint(answers);
  Object.assign(process.env, {
    TABLE_NAME: "sagewarden",
    TOPIC_ARN: `arn:aws:sns:us-east-1:${account}:sagewarden-notices`,
    CREATIONS_URL: `http://127.0.0.1/${account}/sagewarden-creations`,
  });
});
afterAll(() => aws.close());

test("one sweep over the SDK's clients: what it found goes to the creations queue", async () => {
  const parts = await liveSweep(settings, Date.now() + 600_000);
  expect(parts.ground).toMatchObject({ deployedAt: "2023-11-14T22:13:20.000Z", patience: 1_200 });
  const { history: _, ...rest } = parts; // two look-ups a second: half a minute
  const { state, unread, counts } = await sweep(rest);
  expect([state, counts.resources, counts.news]).toEqual(["done", 1, 1]);
  expect(unread.every((line) => line.includes("UnknownOperation"))).toBe(true); // the other lists of this small AWS
  const sent = aws.sent.filter(({ operation }) => operation === "SendMessage");
  expect(sent.map(({ body }) => JSON.parse(JSON.parse(body).MessageBody))).toMatchObject([
    { source: "sagewarden", "detail-type": "Sagewarden Found", detail: { resource: { arn, kind: "Model" } } },
  ]);
});

test("the history is CloudTrail's, and live tags SageMaker's", async () => {
  const { history } = await liveSweep(settings, 0);
  const span = {
    region: "us-east-1",
    eventName: "CreateModel",
    from: "2026-11-22T10:00:00Z",
    to: "2026-11-22T11:00:00Z",
  };
  await expect(history?.lookUp({ ...span, token: undefined })).rejects.toThrow();
  expect(aws.sent.at(-1)?.operation).toBe("LookupEvents");
  expect({ ...(await listTags(arn)) }).toEqual({ team: "TeamA" });
});
