import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { dispatchIncidents } from "../dispatch-incidents.ts";
import { account, role, vendorSettings } from "../vendors/watch/example-acts.ts";
import { fakeEndpoint } from "./fake-endpoint.ts";
import { liveDispatch } from "./live-dispatch.ts";

const json = (value: unknown) => ({ body: JSON.stringify(value) });
const arn = `arn:aws:lambda:eu-west-1:${account}:function:contain`;
const items = new Map<string, unknown>();
const keyOf = ({ pk, sk }: Record<string, { S?: string }>): string => `${pk?.S} ${sk?.S}`;
const before = { ...process.env };

let endpoint: Awaited<ReturnType<typeof fakeEndpoint>>;
beforeAll(async () => {
  endpoint = await fakeEndpoint({
    PutItem: (body) => {
      const { Item } = JSON.parse(body);
      items.set(keyOf(Item), Item);
      return json({});
    },
    GetItem: (body) => json({ Item: items.get(keyOf(JSON.parse(body).Key)) }),
    GetRole: () => ({ status: 400, body: "<ErrorResponse><Error><Code>AccessDenied</Code></Error></ErrorResponse>" }),
    [`/2015-03-31/functions/${encodeURIComponent(`${arn}:live`)}/invocations`]: () => ({ status: 202, body: "" }),
  });
  Object.assign(process.env, {
    TABLE_NAME: "sagewarden",
    TOPIC_ARN: `arn:aws:sns:eu-west-1:${account}:sagewarden-notices`,
    CONTAIN_ARN: `${arn}:live`,
  });
});
afterAll(async () => {
  await endpoint.close();
  process.env = before;
});

test("over HTTP: an order is in the ledger and its execution started, also where the role may not be read", async () => {
  const edges = liveDispatch(vendorSettings());
  const order = { op: "contain", role, by: `arn:aws:iam::${account}:user/anna`, type: "operator" };
  const { incident } = await dispatchIncidents(order, edges);
  const [started] = endpoint.sent.filter(({ operation }) => operation.endsWith("/invocations"));
  expect(JSON.parse(started?.body ?? "")).toEqual({ role, incident: incident?.id });
  expect(await dispatchIncidents({ ...order, op: "status" }, edges)).toMatchObject({ incident: { phase: "opened" } });
  expect((await edges.rungs()).length).toBeGreaterThan(7);
});
