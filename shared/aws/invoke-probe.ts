import { LambdaClient } from "@aws-sdk/client-lambda";
import { names } from "../names.ts";
import type { ProbeReply } from "../probe-isolation.ts";
import { makeClient, type Place } from "./inspect/client.ts";
import { invokeDeployed } from "./invoke.ts";

/** Has the deployed function try the borders of these teams, or of all, and waits for up to a quarter of an hour. Not twice. */
export const invokeProbe = async (
  teams: readonly string[],
  place: Place,
  client: Pick<LambdaClient, "send"> = makeClient(LambdaClient, place, 1),
): Promise<ProbeReply> =>
  (await invokeDeployed(names.functions.probeIsolation, { teams }, place, client)) as ProbeReply;
