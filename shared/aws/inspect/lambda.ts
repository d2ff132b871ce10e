import { LambdaClient, ListEventSourceMappingsCommand } from "@aws-sdk/client-lambda";
import { makeClient, type Place } from "./client.ts";

export interface Mapping {
  source: string;
  /** `Enabled`, `Disabled`, `Creating`, … */
  state: string;
}

/** What feeds this function; nothing when it does not exist. */
export const listMappings = async (
  functionName: string,
  place: Place,
  client: Pick<LambdaClient, "send"> = makeClient(LambdaClient, place),
): Promise<Mapping[]> => {
  try {
    const answer = await client.send(new ListEventSourceMappingsCommand({ FunctionName: functionName }));
    return (answer.EventSourceMappings ?? []).map(({ EventSourceArn = "", State = "" }) => ({
      source: EventSourceArn,
      state: State,
    }));
  } catch (error) {
    if ((error as Error).name === "ResourceNotFoundException") return [];
    throw error;
  }
};
