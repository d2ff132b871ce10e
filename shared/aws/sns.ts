import { PublishCommand, SNSClient } from "@aws-sdk/client-sns";
import type { Publication } from "../notify/publication.ts";
import { clientSettings } from "./client.ts";

type Sender = Pick<SNSClient, "send">;
let client: Sender | undefined;
const shared = (): Sender => {
  client ??= new SNSClient(clientSettings);
  return client;
};

export const publish = async (
  topicArn: string,
  { subject, message, attributes }: Publication,
  sender = shared(),
): Promise<void> => {
  await sender.send(
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
};
