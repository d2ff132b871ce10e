import { GetTopicAttributesCommand, SNSClient } from "@aws-sdk/client-sns";
import { makeClient, type Place } from "./client.ts";

/** How many subscriptions of the topic are confirmed; undefined when there is no such topic. */
export const countListeners = async (
  topicArn: string,
  place: Place,
  client: Pick<SNSClient, "send"> = makeClient(SNSClient, place),
): Promise<number | undefined> => {
  try {
    const { Attributes } = await client.send(new GetTopicAttributesCommand({ TopicArn: topicArn }));
    return Number(Attributes?.SubscriptionsConfirmed ?? 0);
  } catch (error) {
    if ((error as Error).name === "NotFoundException") return undefined;
    throw error;
  }
};
