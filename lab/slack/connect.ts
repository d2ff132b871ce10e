import { randomBytes } from "node:crypto";
import { CloudFormationClient, DescribeStacksCommand } from "@aws-sdk/client-cloudformation";
import { CreateSecretCommand, SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { regionsOf, type Settings } from "#shared/model/settings.ts";
import { root } from "../demo/clients.ts";
import { type RunningSlack, startSlack } from "./start.ts";

/** Starts a Slack for these settings, and puts its secret where the functions look for it. None where they name none. */
export const openSlack = async (
  settings: Settings,
  { endpoint, now }: { endpoint: string; now(): number },
): Promise<RunningSlack | undefined> => {
  const { slack } = settings.notices;
  if (!slack) return undefined;
  const secret = {
    botToken: `xoxb-${randomBytes(18).toString("hex")}`,
    signingSecret: randomBytes(16).toString("hex"),
  };
  const client = new SecretsManagerClient({ endpoint, region: regionsOf(settings)[0] ?? "", credentials: root });
  const SecretString = JSON.stringify(secret);
  await client.send(new CreateSecretCommand({ Name: slack.botTokenSecret, SecretString }));
  return startSlack({ settings, ...secret, now });
};

/** The lab's own address of a function URL, which on AWS is a host of its own. */
export const answerUrlOf = (endpoint: string, url: string): string =>
  `${endpoint}/_aws/lambda-url/${new URL(url).hostname.split(".")[0]}/`;

/** What a person does in Slack's settings: where interactions are sent. A stack without such a function hears nothing. */
export const connectSlack = async (
  slack: RunningSlack,
  { endpoint, region, stack }: { endpoint: string; region: string; stack: string },
): Promise<void> => {
  const client = new CloudFormationClient({ endpoint, region, credentials: root });
  const { Stacks = [] } = await client.send(new DescribeStacksCommand({ StackName: stack }));
  const url = Stacks[0]?.Outputs?.find(({ OutputKey }) => OutputKey === "AnswerUrl")?.OutputValue;
  if (url) slack.setAnswerUrl(answerUrlOf(endpoint, url));
};
