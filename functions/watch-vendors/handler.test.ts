import { expect, test } from "@jest/globals";
import type { SQSEvent, SQSRecord } from "aws-lambda";
import { exampleEdges } from "#shared/contain/example-edges.ts";
import { BadInput } from "#shared/model/errors.ts";
import { memoryTable } from "#shared/record/memory-ledger.ts";
import { sessionStore } from "#shared/record/sessions.ts";
import { linksOver, watchListOver } from "#shared/record/vendor-links.ts";
import { vendorRolesOver } from "#shared/record/vendor-roles.ts";
import type { WatchEdges } from "#shared/vendor-edges.ts";
import { account, getObjectRecord, role, vendorSettings } from "#shared/vendors/watch/example-acts.ts";
import { handler, makeHandler } from "./handler.ts";

const wrapped = (detail: object) => ({
  source: "aws.s3",
  account,
  "detail-type": "AWS API Call via CloudTrail",
  detail,
});

const batch = (...bodies: (object | string)[]): SQSEvent => ({
  Records: bodies.map(
    (body, index) =>
      ({
        messageId: `m-${index}`,
        receiptHandle: "h",
        body: typeof body === "string" ? body : JSON.stringify(body),
        attributes: { ApproximateReceiveCount: "1" },
      }) as SQSRecord,
  ),
});

const fixture = (settings = async () => vendorSettings()) => {
  const table = memoryTable();
  const keep = 86_400;
  const buried: string[] = [];
  let made = 0;
  const edges: WatchEdges = {
    roles: vendorRolesOver(table, { keep }),
    links: linksOver(table, { keep }),
    watchList: watchListOver(table),
    sessions: sessionStore(table),
    auditedPolicies: async () => new Set(),
    ask: async () => undefined,
    incidents: exampleEdges(vendorSettings(), table, () => "2026-07-01T10:06:00Z").edges,
    notify: async () => undefined,
    count: () => undefined,
    now: () => "2026-07-01T10:06:00Z",
  };
  const run = makeHandler({
    settings,
    edges: async () => {
      made++;
      return edges;
    },
    effects: {
      hide: async () => undefined,
      bury: async (_, { reason }) => void buried.push(reason),
      note: () => undefined,
    },
  });
  return { run, edges, buried, made: () => made };
};

test("acts of one role end in its row, a bad neighbour in the dead letters, and the edges are made once", async () => {
  const { run, edges, buried, made } = fixture();
  const other = { ...getObjectRecord, eventID: "e-2" };
  expect(await run(batch(wrapped(getObjectRecord), "{", wrapped(other)))).toEqual({ batchItemFailures: [] });
  expect((await edges.roles.get(role))?.state.lately).toHaveLength(2);
  expect([buried, made()]).toEqual([["the body is not JSON"], 1]);
});

test("while this version cannot read its settings the records wait", async () => {
  const { run } = fixture(() => Promise.reject(new BadInput("settings.json")));
  expect(await run(batch(wrapped(getObjectRecord)))).toEqual({ batchItemFailures: [{ itemIdentifier: "m-0" }] });
});

test("the deployed handler answers an empty batch", async () => {
  expect(await handler(batch(), { getRemainingTimeInMillis: () => 30_000 } as never)).toEqual({
    batchItemFailures: [],
  });
});
