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
  },
  functions: {
    enforceTags: "sagewarden-enforce-tags",
    recordSessions: "sagewarden-record-sessions",
    countUnaccounted: "sagewarden-count-unaccounted",
    watchRules: "sagewarden-watch-rules",
  },
  rolePath: "/sagewarden/",
  boundary: "sagewarden-boundary",
  /** For the person who moves dead letters back. */
  redriveRole: "sagewarden-redrive",
  metricsNamespace: "Sagewarden",
} as const;

/** The role of the only function that writes tags. `sessionIssuer.arn` keeps the path. */
export const enforcerRoleArn = (partition: string, account: string): string =>
  `arn:${partition}:iam::${account}:role${names.rolePath}${names.functions.enforceTags}`;
