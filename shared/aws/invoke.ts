import { InvokeCommand, type LambdaClient } from "@aws-sdk/client-lambda";
import { names } from "../names.ts";
import type { Place } from "./inspect/client.ts";

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

/** Hands an order to a deployed function, with the caller's own `lambda:InvokeFunction`. Throws NotDeployed, OrderRefused. */
export const invokeDeployed = async (
  FunctionName: string,
  order: object,
  { region }: Place,
  client: Pick<LambdaClient, "send">,
): Promise<unknown> => {
  const { Payload, FunctionError } = await client
    .send(new InvokeCommand({ FunctionName, Payload: JSON.stringify(order) }))
    .catch((error: Error) => {
      if (error.name !== "ResourceNotFoundException") throw error;
      const message = `${names.stack} is not deployed in ${region}: there is no ${FunctionName}; npm run deploy`;
      throw new NotDeployed(message, { cause: error });
    });
  const text = new TextDecoder().decode(Payload);
  if (FunctionError === undefined) return JSON.parse(text);
  const { errorType = FunctionError, errorMessage = "it does not say why" } = readFault(text);
  if (errorType === "BadInput") throw new OrderRefused(errorMessage);
  throw new Error(`${FunctionName} failed: ${errorType}: ${errorMessage}`);
};
