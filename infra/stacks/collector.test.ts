import { describe, expect, test } from "@jest/globals";
import { names } from "../../shared/names.ts";
import { rulesFor } from "../../shared/rules.ts";
import { only, propertiesOf, type Resources, resourcesOfStack, statementsIn } from "../constructs/fixture.ts";
import { CollectorStack, type CollectorStackProps } from "./collector.ts";

const collector = (change: Partial<CollectorStackProps> = {}): Resources =>
  resourcesOfStack(
    (app) =>
      new CollectorStack(app, "Collector", {
        env: { region: "eu-west-1" },
        homeRegion: "us-east-1",
        wanted: () => true,
        registered: [],
        addresses: ["alice@example.com"],
        lab: false,
        ...change,
      }),
  );
const perfect = collector();
const bus = "arn:aws:events:us-east-1:<AWS::AccountId>:event-bus/default";
const rulesIn = (resources: Resources) => propertiesOf(resources, "AWS::Events::Rule");
const wanted = rulesFor({ partition: "aws", account: "<AWS::AccountId>" });

describe("the rules", () => {
  test("are those of the home region, to the letter: it matches the event again", () => {
    const rules = rulesIn(perfect).map(({ Name, State, EventPattern }) => [Name, State, EventPattern]);
    expect(rules).toEqual(wanted.map(({ name, state, pattern }) => [name, state, pattern]));
  });

  test("are those that the region needs", () => {
    const some = rulesIn(collector({ wanted: ({ queue }) => queue === "sessions" }));
    expect(some.map(({ Name }) => Name)).toEqual(["sagewarden-session"]);
  });

  test("forward to the home region's default bus, and what does not get there to the dead letters", () => {
    for (const { Targets } of rulesIn(perfect)) {
      expect(Targets).toEqual([
        expect.objectContaining({ Arn: bus, RoleArn: "<Forwarder.Arn>", DeadLetterConfig: { Arn: "<Dead.Arn>" } }),
      ]);
    }
  });
});

describe("the forwarder's role", () => {
  const role = only(perfect, "AWS::IAM::Role");

  test("puts events on that bus and does nothing else", () => {
    expect(statementsIn(only(perfect, "AWS::IAM::Policy"))).toEqual([
      { Effect: "Allow", Action: "events:PutEvents", Resource: bus },
    ]);
  });

  test("is for this account's rules", () => {
    expect(statementsIn(role, "AssumeRolePolicyDocument")).toMatchObject([
      {
        Principal: { Service: "events.amazonaws.com" },
        Condition: { StringEquals: { "aws:SourceAccount": "<AWS::AccountId>" } },
      },
    ]);
  });

  test("is ours by path, within the home stack's boundary, and one for each region", () => {
    expect(role.Properties).toMatchObject({
      RoleName: "sagewarden-forward-eu-west-1",
      Path: names.rolePath,
      PermissionsBoundary: `arn:aws:iam::<AWS::AccountId>:policy${names.rolePath}${names.boundary}`,
    });
  });
});

describe("what could not be forwarded", () => {
  test("is kept for 14 days, in a queue that the region's rules alone write to", () => {
    expect(only(perfect, "AWS::SQS::Queue").Properties.MessageRetentionPeriod).toBe(14 * 86_400);
    const ours = statementsIn(only(perfect, "AWS::SQS::QueuePolicy")).find(({ Sid }) => Sid === "OurRules");
    expect(ours?.Condition?.ArnLike?.["aws:SourceArn"]).toEqual(
      wanted.map(({ name }) => `arn:aws:events:eu-west-1:<AWS::AccountId>:rule/${name}`),
    );
  });

  test("alarms at once, in its own region, and says where it lies", () => {
    const alarm = only(perfect, "AWS::CloudWatch::Alarm").Properties;
    expect(alarm).toMatchObject({
      AlarmName: "sagewarden-forward-dead-letters",
      AlarmActions: ["<AlarmTopic>"],
      MetricName: "ApproximateNumberOfMessagesVisible",
      Threshold: 0,
      EvaluationPeriods: 1,
    });
    expect(alarm.AlarmDescription).toBe("Events of eu-west-1 did not reach us-east-1; they lie in <Dead.QueueName>.");
    expect(statementsIn(only(perfect, "AWS::SNS::TopicPolicy")).map(({ Sid }) => Sid)).toContain("OurAlarms");
  });
});

describe.each([
  [false, ["alice@example.com"]],
  [true, []],
])("in the lab: %s", (lab, addresses) => {
  const resources = collector({ lab });
  test(`${addresses.length} are written to, the key goes with the stack`, () => {
    expect(propertiesOf(resources, "AWS::SNS::Subscription").map(({ Endpoint }) => Endpoint)).toEqual(addresses);
    expect(only(resources, "AWS::KMS::Key").DeletionPolicy).toBe("Delete");
  });
});
