import { InvokeCommand, LambdaClient } from "@aws-sdk/client-lambda";
import { SSMClient } from "@aws-sdk/client-ssm";
import type { Pause } from "../../model/pause.ts";
import { names } from "../../names.ts";
import { readParameter, writeParameter } from "../pause.ts";
import { makeClient, type Place } from "./client.ts";

/** The newest pause of the account, in force or over; throws where it cannot be read. */
export const readPauseOf = (
  place: Place,
  client: Pick<SSMClient, "send"> = makeClient(SSMClient, place),
): Promise<Pause | undefined> => readParameter(client);

export const writePauseOf = (
  pause: Pause | undefined,
  place: Place,
  client: Pick<SSMClient, "send"> = makeClient(SSMClient, place),
): Promise<void> => writeParameter(pause, client);

/** Has the function that tells of a pause look at once, and waits for it. Throws where it fails. */
export const tellOfPause = async (
  place: Place,
  client: Pick<LambdaClient, "send"> = makeClient(LambdaClient, place),
): Promise<void> => {
  const { FunctionError } = await client.send(new InvokeCommand({ FunctionName: names.functions.countUnaccounted }));
  if (FunctionError) throw new Error(`${names.functions.countUnaccounted} failed: ${FunctionError}`);
};
