import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import type { Ledger } from "../../edges.ts";
import { names } from "../../names.ts";
import { caseStore } from "../../record/cases.ts";
import { exemptionStore } from "../../record/exemptions.ts";
import { findingsOver } from "../../record/findings.ts";
import { incidentsOver } from "../../record/incidents.ts";
import { issuesOver } from "../../record/issues.ts";
import { ledgerOver } from "../../record/ledger.ts";
import { outboxOver } from "../../record/outbox.ts";
import { probesOver } from "../../record/probes.ts";
import { sessionStore } from "../../record/sessions.ts";
import type { Table } from "../../record/table.ts";
import { linksOver, watchListOver } from "../../record/vendor-links.ts";
import { vendorRolesOver } from "../../record/vendor-roles.ts";
import { dynamoTable } from "../dynamodb.ts";
import { makeClient, type Place } from "./client.ts";

type Reading = Pick<Ledger, "creations" | "byEvent">;

type Client = Pick<DynamoDBClient, "send">;

/** The deployed table, to read. */
export const deployedTable = (
  place: Place,
  client: Client = makeClient(DynamoDBClient, place),
): Pick<Table, "get" | "index" | "under"> => {
  const { get, index, under } = dynamoTable(names.table, () => client);
  return { get, index, under };
};

/** What was said about resources, to read. */
export const deployedConversations = (place: Place, client: Client = makeClient(DynamoDBClient, place)) => {
  const table = dynamoTable(names.table, () => client);
  return {
    caseOf: caseStore(table, { keep: 0 }).get,
    notice: outboxOver(table, { keep: 0 }).get,
    exemption: exemptionStore(table, { keep: 0 }).get,
  };
};

/** The deployed ledger, to read. */
export const deployedLedger = (place: Place, client: Client = makeClient(DynamoDBClient, place)): Reading => {
  const { creations, byEvent } = ledgerOver(
    dynamoTable(names.table, () => client),
    { keep: 0 },
  );
  return { creations, byEvent };
};

/** Whom the rules that are kept have to hear. */
export const deployedWatchList = (place: Place, client: Client = makeClient(DynamoDBClient, place)) =>
  watchListOver(dynamoTable(names.table, () => client)).read();

/** What is recorded of vendors' roles, to read: signals, sessions, what they chained to or made, findings. */
export const deployedVendors = (place: Place, client: Client = makeClient(DynamoDBClient, place)) => {
  const table = dynamoTable(names.table, () => client);
  const { get, all, signals, sessions, signalsBetween } = vendorRolesOver(table, { keep: 0 });
  const { open, of: findings } = findingsOver(table, { keep: 0 });
  const { of: links } = linksOver(table, { keep: 0 });
  const { open: openIncidents } = incidentsOver(table, { keep: 0 });
  return { get, all, signals, sessions, signalsBetween, links, findings, openFindings: open, openIncidents };
};

/** How attempts across the teams' borders last ended. */
export const deployedProbes = (place: Place, client: Client = makeClient(DynamoDBClient, place)) =>
  probesOver(
    dynamoTable(names.table, () => client),
    { keep: 0 },
  ).last();

/** The incidents of vendors' roles, to read. */
export const deployedIncidents = (place: Place, client: Client = makeClient(DynamoDBClient, place)) => {
  const { current, open } = incidentsOver(
    dynamoTable(names.table, () => client),
    { keep: 0 },
  );
  return { current, open };
};

/** Who took which session, and what the broker issued, to read. */
export const deployedSessions = (place: Place, client: Client = makeClient(DynamoDBClient, place)) => {
  const table = dynamoTable(names.table, () => client);
  const { sessionByKey } = sessionStore(table);
  return { sessionByKey, issue: issuesOver(table, { keep: 0 }).of };
};
