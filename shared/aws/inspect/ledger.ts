import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import type { Ledger } from "../../edges.ts";
import { names } from "../../names.ts";
import { ledgerOver } from "../../record/ledger.ts";
import { dynamoTable } from "../dynamodb.ts";
import { makeClient, type Place } from "./client.ts";

type Reading = Pick<Ledger, "creations" | "byEvent">;

/** The deployed ledger, to read. */
export const deployedLedger = (
  place: Place,
  client: Pick<DynamoDBClient, "send"> = makeClient(DynamoDBClient, place),
): Reading => {
  const { creations, byEvent } = ledgerOver(
    dynamoTable(names.table, () => client),
    { keep: 0 },
  );
  return { creations, byEvent };
};
