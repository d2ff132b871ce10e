import { expect, test } from "@jest/globals";
import { fakeClient } from "../../../test/fake-client.ts";
import { deployedLedger } from "./ledger.ts";

const place = { region: "us-east-1" };

test("the deployed ledger only reads", async () => {
  const client = fakeClient({ Query: { Items: [] } });
  const ledger = deployedLedger(place, client);
  expect(await ledger.creations("arn:x")).toEqual([]);
  expect(await ledger.byEvent("e")).toBeUndefined();
  expect(client.sent.map(({ operation }) => operation)).toEqual(["Query", "Query"]);
  expect(client.sent[0]?.input).toMatchObject({ TableName: "sagewarden" });
});
