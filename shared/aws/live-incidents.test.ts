import { afterAll, beforeAll, beforeEach, describe, expect, test } from "@jest/globals";
import { settingsSchema } from "../model/settings.ts";
import type { Link } from "../vendors/watch/links.ts";
import { fakeEndpoint } from "./fake-endpoint.ts";
import { liveIncidents, wakeIncident } from "./live-incidents.ts";

const json = (value: unknown) => ({ body: JSON.stringify(value) });
const items = new Map<string, { version?: { N: string } }>();
const keyOf = ({ pk, sk }: Record<string, { S?: string }>): string => `${pk?.S} ${sk?.S}`;
const functionArn = "arn:aws:lambda:us-east-1:111122223333:function:contain";
const functionPath = `/2015-03-31/functions/${encodeURIComponent(functionArn)}`;
const invocationPath = `/2015-03-31/functions/${encodeURIComponent(`${functionArn}:live`)}/invocations`;
const role = "arn:aws:iam::111122223333:role/vendor/acme/vendor-acme";
/** Another delivery that writes so often before us. */
let faster = 0;

let endpoint: Awaited<ReturnType<typeof fakeEndpoint>>;
const before = { ...process.env };
beforeAll(async () => {
  endpoint = await fakeEndpoint({
    PutItem: (body) => {
      const { Item } = JSON.parse(body);
      if (faster > 0) {
        faster -= 1;
        return { status: 400, body: '{"__type":"ConditionalCheckFailedException"}' };
      }
      items.set(keyOf(Item), Item);
      return json({});
    },
    GetItem: (body) => json({ Item: items.get(keyOf(JSON.parse(body).Key)) }),
    Query: () => json({ Items: [] }),
    GetRole: () => ({
      status: 404,
      headers: { date: "Sun, 29 Nov 2026 20:00:07 GMT" },
      body: "<ErrorResponse><Error><Code>NoSuchEntity</Code><Message>gone</Message></Error></ErrorResponse>",
    }),
    GenerateMac: () => ({ status: 400, body: '{"__type":"NotFoundException","message":"no such key"}' }),
    [`${functionPath}/aliases/live`]: () => json({ FunctionVersion: "4" }),
    [invocationPath]: () => ({ status: 202, body: "" }),
    "/2025-12-01/durable-execution-callbacks/Y2I%3D/succeed": () => json({}),
  });
  Object.assign(process.env, {
    TABLE_NAME: "sagewarden",
    TOPIC_ARN: "arn:aws:sns:us-east-1:111122223333:sagewarden-notices",
    CONTAIN_ARN: `${functionArn}:live`,
    EVIDENCE_BUCKET: "evidence",
    MAC_KEY: "k",
  });
});
beforeEach(() => items.clear());
afterAll(async () => {
  await endpoint.close();
  process.env = before;
});

const settings = settingsSchema.parse({ mode: "enforce", region: "us-east-1", tags: {}, teams: {}, people: {} });
const world = (running = "3", startedFor?: string) => liveIncidents(settings, { kind: "contain", running, startedFor });
const sent = (operation: string) => endpoint.sent.filter((one) => one.operation === operation);

test("is in the account of the stack, and knows the policies that the stack has made", () => {
  expect(world().place).toEqual({
    partition: "aws",
    account: "111122223333",
    managedDeny: "arn:aws:iam::111122223333:policy/sagewarden/SagewardenDenyAllManaged",
    denyBoundary: "arn:aws:iam::111122223333:policy/sagewarden/SagewardenDenyBoundary",
  });
});

test("IAM and KMS are reached with the first call", async () => {
  expect(await world().roles.read("vendor-acme")).toEqual({ value: undefined, at: "2026-11-29T20:00:07Z" });
  const put = world().evidence.put("incidents/r/i/snapshot.json", "{}");
  await expect(put).rejects.toMatchObject({ message: "no such key" });
});

describe("what the signals know", () => {
  const contained = { at: "2026-11-29T20:00:07Z", newSessions: "denied" } as const;
  const known = (): unknown => JSON.parse(documentOf(`vendor-role#${role} state`)).state.contained;
  const documentOf = (key: string): string => (items.get(key) as { document?: { S: string } }).document?.S ?? "";

  test("begins and ends, for a role that was never heard of too", async () => {
    await world().markContained(role, contained);
    expect(known()).toEqual(contained);
    await world().markContained(role, undefined);
    expect(known()).toBeUndefined();
  });

  test("is written after others were faster", async () => {
    faster = 3;
    await world().markContained(role, contained);
    expect(known()).toEqual(contained);
  });

  test("is not said to be written where others always are", async () => {
    faster = 100;
    await expect(world().markContained(role, contained)).rejects.toMatchObject({ name: "StaleRow" });
    faster = 0;
  });
});

test("roles are tallied by the settings' limits", async () => {
  const { tally } = world();
  expect(await tally("one", "2026-11-29T20:00:00Z")).toEqual({ burst: 0, hour: 0 });
  expect(await tally("two", "2026-11-29T20:05:00Z")).toEqual({ burst: 1, hour: 1 });
});

test("what was never there is nothing", async () => {
  const none: readonly Link[] = [];
  expect(await world().links(role)).toEqual(none);
  expect(await world().incidents.current(role)).toBeUndefined();
  expect(await world().cleanAudit(role)).toBeUndefined();
});

test("a later version is the successor, unless it is ours or began us", async () => {
  expect([await world("3").successor(), await world("4").successor(), await world("3", "4").successor()]).toEqual([
    "4",
    undefined,
    undefined,
  ]);
});

test("an execution is started by its name, and its wait is ended", async () => {
  await world().start("contain", "incident-1", { role, incident: "i" });
  expect(sent(invocationPath).map(({ body }) => JSON.parse(body))).toEqual([{ role, incident: "i" }]);
  await world().wake("Y2I=");
  expect(await wakeIncident("Y2I=")).toBe("answered");
});
