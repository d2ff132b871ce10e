import { expect, test } from "@jest/globals";
import { fakeClient } from "../../../test/fake-client.ts";
import {
  deployedConversations,
  deployedIncidents,
  deployedLedger,
  deployedSessions,
  deployedTable,
  deployedVendors,
} from "./ledger.ts";

const place = { region: "us-east-1" };

test("the deployed ledger only reads", async () => {
  const client = fakeClient({ Query: { Items: [] } });
  const ledger = deployedLedger(place, client);
  expect(await ledger.creations("arn:x")).toEqual([]);
  expect(await ledger.byEvent("e")).toBeUndefined();
  expect(client.sent.map(({ operation }) => operation)).toEqual(["Query", "Query"]);
  expect(client.sent[0]?.input).toMatchObject({ TableName: "sagewarden" });
});

test("the deployed table has nothing that writes", async () => {
  const client = fakeClient({ Query: { Items: [] } });
  const table = deployedTable(place, client);
  expect(await table.index("byType", "creation", undefined, "2026-11-22T00:00:00.000Z")).toEqual([]);
  expect(Object.keys(table).toSorted()).toEqual(["get", "index", "under"]);
});

test("a vendor's rows are only read, and no more of them than are asked for", async () => {
  const row = { document: { S: JSON.stringify({ accessKeyId: "ASIA1" }) } };
  const client = fakeClient({ Query: { Items: [row, row], LastEvaluatedKey: { pk: { S: "more" } } } });
  expect(await deployedVendors(place, client).sessions("arn:x", 2)).toHaveLength(2);
  expect(client.sent.map(({ operation }) => operation)).toEqual(["Query"]);
  expect(client.sent[0]?.input).toMatchObject({ Limit: 2, ScanIndexForward: false });
});

test("a conversation is read by one item each, and only read", async () => {
  const client = fakeClient({ GetItem: {} });
  const reads = deployedConversations(place, client);
  const found = await Promise.all([reads.caseOf("c"), reads.notice("n"), reads.exemption("arn:x")]);
  expect(found).toEqual([undefined, undefined, undefined]);
  expect(client.sent.map(({ input }) => (input as { Key: { pk: { S: string } } }).Key.pk.S)).toEqual([
    "case#c",
    "notice#n",
    "resource#arn:x",
  ]);
});

test("incidents are only read", async () => {
  const client = fakeClient({ Query: { Items: [] }, GetItem: {} });
  const { open, current } = deployedIncidents(place, client);
  expect([await open(), await current("arn:x")]).toEqual([[], undefined]);
  expect(client.sent.map(({ operation }) => operation)).toEqual(["Query", "GetItem"]);
});

test("a session by its key is only read", async () => {
  const client = fakeClient({ GetItem: {} });
  const { sessionByKey, issue } = deployedSessions(place, client);
  expect(await sessionByKey("ASIA1")).toBeUndefined();
  expect(await issue("ASIA1")).toBeUndefined();
  expect(client.sent.map(({ operation }) => operation)).toEqual(["GetItem", "GetItem"]);
});
