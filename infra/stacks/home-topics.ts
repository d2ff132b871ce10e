import type { Stack } from "aws-cdk-lib";
import type { Settings } from "../../shared/model/settings.ts";
import { names, teamTopic } from "../../shared/names.ts";
import type { WardenKey } from "../constructs/warden-key.ts";
import { WardenTopic } from "../constructs/warden-topic.ts";
import { operatorAddresses } from "../operators.ts";

export interface Topics {
  /** All notices. */
  notices: WardenTopic;
  /** For whoever operates this. */
  alarms: WardenTopic;
  /** One for each team of the settings. */
  teams: readonly WardenTopic[];
}

/** Who is told by mail: the operators, and each team at its own addresses. In the lab nobody is. */
export const makeTopics = (stack: Stack, key: WardenKey, { settings, lab }: { settings: Settings; lab: boolean }) => {
  const notices = new WardenTopic(stack, "Notices", { name: names.topic, displayName: "Sagewarden", key });
  const alarms = new WardenTopic(stack, "AlarmTopic", {
    name: names.alarmTopic,
    displayName: "Sagewarden alarms",
    key,
  });
  alarms.allowAlarms();
  if (!lab) alarms.subscribe(operatorAddresses(settings));
  const teams = Object.entries(settings.teams).map(([team, { email }]) => {
    const topic = new WardenTopic(stack, `Team ${team}`, { name: teamTopic(team), displayName: "Sagewarden", key });
    topic.subscribe(lab ? [] : email);
    return topic;
  });
  return { notices, alarms, teams } satisfies Topics;
};
