import { InvokeCommand, LambdaClient } from "@aws-sdk/client-lambda";
import type { IncidentOrder, IncidentReply } from "../model/incident-order.ts";
import { names } from "../names.ts";
import { makeClient, type Place } from "./inspect/client.ts";

/** There is no such function where it was looked for. */
export class NotDeployed extends Error {
  override name = "NotDeployed";
}

/** The function would not take the order: its words name what is wrong. */
export class OrderRefused extends Error {
  override name = "OrderRefused";
}

interface FunctionFault {
  errorType?: string;
  errorMessage?: string;
}

const readFault = (text: string): FunctionFault => {
  try {
    return JSON.parse(text) as FunctionFault;
  } catch {
    return {};
  }
};

/** Hands an order to the deployed dispatcher, with the caller's own `lambda:InvokeFunction`. Throws NotDeployed, OrderRefused. */
export const dispatchIncident = async (
  order: IncidentOrder,
  place: Place,
  client: Pick<LambdaClient, "send"> = makeClient(LambdaClient, place),
): Promise<IncidentReply> => {
  const { Payload, FunctionError } = await invoke(order, place, client);
  const text = new TextDecoder().decode(Payload);
  if (FunctionError === undefined) return JSON.parse(text) as IncidentReply;
  const { errorType = FunctionError, errorMessage = "it does not say why" } = readFault(text);
  if (errorType === "BadInput") throw new OrderRefused(errorMessage);
  throw new Error(`${names.functions.dispatchIncidents} failed: ${errorType}: ${errorMessage}`);
};

const invoke = async (order: IncidentOrder, { region }: Place, client: Pick<LambdaClient, "send">) => {
  const FunctionName = names.functions.dispatchIncidents;
  try {
    return await client.send(new InvokeCommand({ FunctionName, Payload: JSON.stringify(order) }));
  } catch (error) {
    if ((error as Error).name !== "ResourceNotFoundException") throw error;
    throw new NotDeployed(`${names.stack} is not deployed in ${region}: there is no ${FunctionName}; npm run deploy`, {
      cause: error,
    });
  }
};
