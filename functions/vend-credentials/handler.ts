import middy from "@middy/core";
import type { LambdaFunctionURLEvent } from "aws-lambda";
import { deployedSettings } from "#shared/aws/deployed-settings.ts";
import { liveVend } from "#shared/aws/live-vend.ts";
import { metricWriter } from "#shared/record/metrics.ts";
import type { HttpAnswer } from "#shared/vend/answer.ts";
import { tellWith } from "#shared/vend/tell.ts";
import { type Parts, vend } from "#shared/vend/vend.ts";

/** An application asks for a person's credentials. The event is never logged: a token is in it. */
export const makeHandler =
  (parts: () => Parts) =>
  (event: LambdaFunctionURLEvent): Promise<HttpAnswer> =>
    vend(event, parts());

const tell = tellWith(metricWriter(), (line) => process.stdout.write(line));

export const handler = middy<LambdaFunctionURLEvent, HttpAnswer>(
  makeHandler(() => ({ ...liveVend(deployedSettings()), tell })),
);
