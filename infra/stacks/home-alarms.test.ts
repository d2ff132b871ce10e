import { describe, expect, test } from "@jest/globals";
import type { IncidentMetric } from "../../shared/contain/world.ts";
import { names, teamTopic } from "../../shared/names.ts";
import { definitionsFor } from "../definitions.ts";
import { ofType, type Synthesised, synthesise } from "../fixture.ts";

const definitions = definitionsFor({ access: undefined });

const stacks = synthesise();
const home = stacks[names.stack] as Synthesised;

describe("people are told", () => {
  const alarms = ofType(home, "AWS::CloudWatch::Alarm").map(([, { Properties }]) => Properties);

  test("each alarm has a name, an explanation and somebody to tell", () => {
    for (const alarm of alarms) {
      expect(alarm.AlarmName).toMatch(/^sagewarden-[a-z-]+$/);
      expect(String(alarm.AlarmDescription).length).toBeGreaterThan(40);
      expect(alarm.AlarmActions).toEqual([{ Ref: expect.stringMatching(/^AlarmTopic/) }]);
    }
  });

  test("each queue's dead letters, each function's failure, and a schedule that stands still", () => {
    const found = new Set(alarms.map(({ AlarmName }) => AlarmName));
    const wanted = [
      "sagewarden-creations-dead-letters",
      "sagewarden-sessions-dead-letters",
      "sagewarden-vendor-acts-dead-letters",
      "sagewarden-audits-dead-letters",
      ...definitions.map(({ folder }) => `sagewarden-${folder}-errors`),
      ...definitions
        .filter(({ source }) => "every" in source && source.every !== undefined)
        .map(({ folder }) => `sagewarden-${folder}-silent`),
    ];
    for (const name of wanted) expect([...found]).toContain(name);
  });

  test("each count of an incident that a person has to hear of", () => {
    const counted = alarms.filter(({ Dimensions }) =>
      JSON.stringify(Dimensions ?? "").includes(names.functions.containVendor),
    );
    const metrics: readonly unknown[] = counted.map(({ MetricName }) => MetricName);
    const wanted: readonly Exclude<IncidentMetric, "Contained">[] = [
      "ContainmentFailed",
      "ContainmentDisturbed",
      "ContainmentBurst",
      "ContainmentLimit",
      "RestoreFailed",
    ];
    expect(metrics).toEqual(expect.arrayContaining([...wanted]));
  });

  test("silence alarms only where something must report", () => {
    for (const { AlarmName, TreatMissingData } of alarms) {
      expect([AlarmName, TreatMissingData]).toEqual([
        AlarmName,
        String(AlarmName).endsWith("-silent") ? "breaching" : "notBreaching",
      ]);
    }
  });

  test("the topics are those of the names", () => {
    const topics = ofType(home, "AWS::SNS::Topic").map(([, { Properties }]) => Properties.TopicName);
    expect(topics.toSorted()).toEqual([names.topic, names.alarmTopic, teamTopic("TeamA")].toSorted());
  });

  test("alarms go to the approvers who have an address, and to nobody in the lab", () => {
    expect(ofType(home, "AWS::SNS::Subscription").map(([, { Properties }]) => Properties.Endpoint)).toEqual([
      "alice@example.com",
    ]);
    const lab = synthesise({ lab: true })[names.stack] as Synthesised;
    expect(ofType(lab, "AWS::SNS::Subscription")).toEqual([]);
  });
});
