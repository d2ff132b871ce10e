import type { Settings } from "#shared/model/settings.ts";
import { names, teamTopic } from "#shared/names.ts";
import { type Answer, type Check, fail, ok, type Situation, warn, worst } from "./check.ts";
import { homeOf } from "./stacks.ts";

/** Confirmed subscriptions by topic name; undefined: there is no such topic. */
type Listeners = Readonly<Record<string, number | undefined>>;

const slackHint =
  'put `{"botToken":"xoxb-…","signingSecret":"…"}` into it; docs/slack-app.yaml is the manifest of the app';

/** Whether a notice to this team would have a receipt: without one nothing of it is ever stopped. */
const judgeTeam = (team: string, settings: Settings, listeners: Listeners): Answer => {
  const members = Object.values(settings.people).filter((person) => person.team === team && person.left === undefined);
  const bySlack = settings.notices.slack !== undefined;
  const isInSlack = bySlack && (settings.teams[team]?.slack !== undefined || members.some(({ slack }) => slack));
  const heard = (listeners[teamTopic(team)] ?? 0) + (listeners[names.topic] ?? 0);
  if (isInSlack || heard > 0) return ok(team);
  return warn(
    `nobody of ${team} can be told, so nothing of it is ever stopped`,
    bySlack
      ? "give the team a channel, or confirm a subscription of its topic"
      : "confirm a subscription of the team's topic, or set notices.slack",
  );
};

/** Who would get a notice: by Slack as the settings say, by SNS where somebody confirmed. */
export const judgeReach = (settings: Settings, listeners: Listeners, hasSecret: boolean): Answer => {
  const missing = [names.topic, ...Object.keys(settings.teams).map(teamTopic)].filter(
    (topic) => listeners[topic] === undefined,
  );
  const { slack } = settings.notices;
  return worst(
    [
      missing.length > 0 ? fail(`no topic ${missing.join(", ")}`, "npm run deploy") : ok(""),
      slack && !hasSecret ? fail(`no secret ${slack.botTokenSecret} in Secrets Manager`, slackHint) : ok(""),
      ...Object.keys(settings.teams).map((team) => judgeTeam(team, settings, listeners)),
    ],
    slack ? "every team can be told, by Slack or SNS" : "every team can be told, by SNS",
  );
};

const topicArn = (name: string, { settings, caller }: Situation): string =>
  `arn:${caller.partition}:sns:${homeOf(settings)}:${caller.account}:${name}`;

export const reach: Check = {
  id: "reach",
  run: async (situation) => {
    const { settings, account } = situation;
    const topics = [names.topic, ...Object.keys(settings.teams).map(teamTopic)];
    const counts = await Promise.all(
      topics.map(async (name) => [name, await account.listeners(topicArn(name, situation))] as const),
    );
    const { slack } = settings.notices;
    const hasSecret = slack !== undefined && (await account.hasSecret(slack.botTokenSecret));
    return judgeReach(settings, Object.fromEntries(counts), hasSecret);
  },
};
