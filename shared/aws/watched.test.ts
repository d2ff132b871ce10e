import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { recordWatch } from "../record/deployment.ts";
import { memoryTable } from "../record/memory-ledger.ts";
import { fakeEndpoint } from "./fake-endpoint.ts";
import { liveWatch } from "./watched.ts";

const made = "2026-01-01T00:00:00.000Z";
let aws: Awaited<ReturnType<typeof fakeEndpoint>>;
beforeAll(async () => {
  const body = JSON.stringify({ Table: { CreationDateTime: Date.parse(made) / 1_000 } });
  aws = await fakeEndpoint({ DescribeTable: () => ({ body }) });
});
afterAll(() => aws.close());

test("since the table was made, asked once; or since what is recorded in it, where that is older", async () => {
  const table = memoryTable();
  expect(await liveWatch(table, "t")).toBe(made);
  await recordWatch(table, "2025-06-01T00:00:00.000Z");
  expect(await liveWatch(table, "t")).toBe("2025-06-01T00:00:00.000Z");
  expect(aws.sent.map(({ operation }) => operation)).toEqual(["DescribeTable"]);
});
