import { expect, test } from "@jest/globals";
import { synthesise } from "./fixture.ts";

test.each(["AwsSolutions-SQS4", "Serverless-SQSRedrivePolicy"])(
  "a queue with nothing set fails the synthesis with %s",
  (finding) => {
    expect(() => synthesise({ spoil: true })).toThrow(finding);
  },
);
