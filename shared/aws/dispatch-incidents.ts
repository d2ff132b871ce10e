import { LambdaClient } from "@aws-sdk/client-lambda";
import type { IncidentOrder, IncidentReply } from "../model/incident-order.ts";
import { names } from "../names.ts";
import { makeClient, type Place } from "./inspect/client.ts";
import { invokeDeployed } from "./invoke.ts";

/** Hands an order to the deployed dispatcher. Throws NotDeployed, OrderRefused. */
export const dispatchIncident = async (
  order: IncidentOrder,
  place: Place,
  client: Pick<LambdaClient, "send"> = makeClient(LambdaClient, place),
): Promise<IncidentReply> =>
  (await invokeDeployed(names.functions.dispatchIncidents, order, place, client)) as IncidentReply;
