import middy from "@middy/core";
import type { LambdaFunctionURLEvent } from "aws-lambda";
import { type HttpAnswer, type Parts, takeRequest } from "#shared/answer/take-request.ts";
import { deployedSettings } from "#shared/aws/deployed-settings.ts";
import { environment } from "#shared/aws/environment.ts";
import { metricWriter } from "#shared/record/metrics.ts";

/** Seconds between two looks for a new secret, whoever sends what does not fit the known one. */
const renewAfter = 60;

/** What people press in Slack: verified and put into the queue of answers. Asks nothing of Slack. */
export const makeHandler =
  (parts: Parts) =>
  (event: LambdaFunctionURLEvent): Promise<HttpAnswer> =>
    takeRequest(event, parts);

const writeMetric = metricWriter();
const now = (): string => new Date().toISOString();

export const handler = middy<LambdaFunctionURLEvent, HttpAnswer>(
  makeHandler({
    settings: async () => deployedSettings(),
    signingSecret: async (renew) => {
      const { slack } = deployedSettings().notices;
      if (!slack) return undefined;
      const { slackSecret } = await import("#shared/aws/secrets.ts");
      return (await slackSecret(slack.botTokenSecret, renew ? { maxAge: renewAfter } : {}))?.signingSecret;
    },
    claim: async (digest) => {
      const [{ liveTable }, { claimRequest }] = await Promise.all([
        import("#shared/aws/live-table.ts"),
        import("#shared/record/requests.ts"),
      ]);
      return claimRequest(liveTable(environment("TABLE_NAME")), digest, now());
    },
    enqueue: async (answer) => (await import("#shared/aws/sqs.ts")).sendMessage(environment("ANSWERS_URL"), answer),
    refused: (reason) =>
      writeMetric({ name: "ForgedAnswer", unit: "Count", value: 1, dimensions: { reason }, summed: true }),
    now,
  }),
);
