/**
 * The names that a deployed Sagewarden has in its account: it is deployed once per account, so they are fixed.
 * The stacks give them, the functions and the command line find things by them, the rules leave out our own role by them.
 */
export const names = {
  stack: "Sagewarden",
  collectorStack: "SagewardenCollector",
  trailStack: "SagewardenTrail",
  table: "sagewarden",
  topic: "sagewarden-notices",
  alarmTopic: "sagewarden-alarms",
  queues: {
    creations: "sagewarden-creations",
    creationsDead: "sagewarden-creations-dead",
    sessions: "sagewarden-sessions",
    sessionsDead: "sagewarden-sessions-dead",
    notices: "sagewarden-notices",
    noticesDead: "sagewarden-notices-dead",
    answers: "sagewarden-answers",
    answersDead: "sagewarden-answers-dead",
  },
  functions: {
    enforceTags: "sagewarden-enforce-tags",
    recordSessions: "sagewarden-record-sessions",
    countUnaccounted: "sagewarden-count-unaccounted",
    watchRules: "sagewarden-watch-rules",
    deliverNotices: "sagewarden-deliver-notices",
    flushNotices: "sagewarden-flush-notices",
    answerSlack: "sagewarden-answer-slack",
    applyAnswers: "sagewarden-apply-answers",
    settleUnowned: "sagewarden-settle-unowned",
    sweep: "sagewarden-sweep",
  },
  /** The alias by which a durable function is started: an execution stays with the version that it began with. */
  liveAlias: "live",
  rolePath: "/sagewarden/",
  boundary: "sagewarden-boundary",
  /** For the person who moves dead letters back. */
  redriveRole: "sagewarden-redrive",
  metricsNamespace: "Sagewarden",
} as const;

/** The role of the only function that writes tags. `sessionIssuer.arn` keeps the path. */
export const enforcerRoleArn = (partition: string, account: string): string =>
  `arn:${partition}:iam::${account}:role${names.rolePath}${names.functions.enforceTags}`;

/** The topic of one team. A topic's name has letters, digits, `-` and `_`: another character becomes its code, so that no two teams share one. */
export const teamTopic = (team: string): string => {
  const safe = team.replaceAll(/[^A-Za-z0-9-]/gu, (character) => `_${character.codePointAt(0)?.toString(16)}_`);
  return `sagewarden-team-${safe}`.slice(0, 256);
};

/** ARN of a team's topic, beside the topic of all notices. */
export const teamTopicArn = (topicArn: string, team: string): string =>
  [...topicArn.split(":").slice(0, 5), teamTopic(team)].join(":");
