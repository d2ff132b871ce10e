import { describe, expect, test } from "@jest/globals";
import { Key } from "aws-cdk-lib/aws-kms";
import { only, propertiesOf, resourcesOf, statementsIn } from "./fixture.ts";
import { WardenTopic } from "./warden-topic.ts";

const made = (use: (topic: WardenTopic) => void = () => undefined) =>
  resourcesOf((stack) => {
    use(new WardenTopic(stack, "Topic", { name: "tried", displayName: "Tried", key: new Key(stack, "Key") }));
  });
const statementsOf = (use?: (topic: WardenTopic) => void) => statementsIn(only(made(use), "AWS::SNS::TopicPolicy"));

describe("a topic", () => {
  test("is encrypted with the given key, and goes with its stack", () => {
    expect(only(made(), "AWS::SNS::Topic")).toMatchObject({
      DeletionPolicy: "Delete",
      Properties: { TopicName: "tried", DisplayName: "Tried", KmsMasterKeyId: "<Key.Arn>" },
    });
  });

  test("takes messages over TLS only, and lets nobody in by itself", () => {
    expect(statementsOf()).toEqual([
      expect.objectContaining({
        Effect: "Deny",
        Action: "sns:Publish",
        Principal: "*",
        Resource: "<Topic>",
        Condition: { Bool: { "aws:SecureTransport": "false" } },
      }),
    ]);
  });

  test("for alarms takes those of this account, not another account's", () => {
    expect(statementsOf((topic) => topic.allowAlarms())).toContainEqual({
      Sid: "OurAlarms",
      Effect: "Allow",
      Action: "sns:Publish",
      Principal: { Service: "cloudwatch.amazonaws.com" },
      Resource: "<Topic>",
      Condition: { StringEquals: { "aws:SourceAccount": "<AWS::AccountId>" } },
    });
  });

  test.each([[[]], [["a@example.com"]], [["a@example.com", "b@example.com"]]])("writes to %j", (addresses) => {
    const subscriptions = propertiesOf(
      made((topic) => topic.subscribe(addresses)),
      "AWS::SNS::Subscription",
    );
    expect(subscriptions.map(({ Protocol, Endpoint }) => [Protocol, Endpoint])).toEqual(
      addresses.map((address) => ["email", address]),
    );
  });
});
