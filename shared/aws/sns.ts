import { GetTopicAttributesCommand, PublishCommand, SNSClient } from "@aws-sdk/client-sns";
import type { Publication } from "../notify/publication.ts";
import { clientSettings } from "./client.ts";

type Sender = Pick<SNSClient, "send">;
let client: Sender | undefined;
const shared = (): Sender => {
  client ??= new SNSClient(clientSettings);
  return client;
};

/** Answers the message's id. */
export const publish = async (
  topicArn: string,
  { subject, message, attributes }: Publication,
  sender = shared(),
): Promise<string> => {
  const { MessageId = "" } = await sender.send(
    new PublishCommand({
      TopicArn: topicArn,
      Subject: subject,
      Message: message,
      MessageStructure: "json",
      MessageAttributes: Object.fromEntries(
        Object.entries(attributes).map(([key, StringValue]) => [key, { DataType: "String", StringValue }]),
      ),
    }),
  );
  return MessageId;
};

/** How many subscriptions of the topic are confirmed: nobody else gets anything. */
export const confirmedSubscriptions = async (topicArn: string, sender = shared()): Promise<number> => {
  const { Attributes } = await sender.send(new GetTopicAttributesCommand({ TopicArn: topicArn }));
  return Number(Attributes?.SubscriptionsConfirmed) || 0;
};
