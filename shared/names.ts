/**
 * The names that a deployed Sagewarden has in its account: it is deployed once per account, so they are fixed.
 * The stacks give them, the functions and the command line find things by them, the rules leave out our own role by them.
 */
export const names = {
  stack: "Sagewarden",
  collectorStack: "SagewardenCollector",
  trailStack: "SagewardenTrail",
  vendorsStack: "SagewardenVendors",
  runbooksStack: "SagewardenRunbooks",
  accessStack: "SagewardenAccess",
  profilesStack: "SagewardenProfiles",
  connectionsStack: "SagewardenConnections",
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
    vendorActs: "sagewarden-vendor-acts",
    vendorActsDead: "sagewarden-vendor-acts-dead",
    audits: "sagewarden-audits",
    auditsDead: "sagewarden-audits-dead",
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
    watchVendors: "sagewarden-watch-vendors",
    containVendor: "sagewarden-contain-vendor",
    restoreVendor: "sagewarden-restore-vendor",
    dispatchIncidents: "sagewarden-dispatch-incidents",
    auditVendors: "sagewarden-audit-vendors",
    guardDeployments: "sagewarden-guard-deployments",
    probeIsolation: "sagewarden-probe-isolation",
    vendCredentials: "sagewarden-vend-credentials",
  },
  /** The alias by which a durable function is started: an execution stays with the version that it began with. */
  liveAlias: "live",
  rolePath: "/sagewarden/",
  vendorPath: "/vendor/",
  /** Of the roles that people of a team take, and of those that Studio and jobs run as. */
  studioPath: "/sagewarden/studio/",
  /** Of the roles in which attempts across the teams' borders are made. */
  probePath: "/sagewarden/probe/",
  /** How all begins that a probe makes. */
  probe: "sagewarden-probe-",
  executionPath: "/sagemaker/",
  boundary: "sagewarden-boundary",
  /** Of the functions that contain and restore: they alone write IAM. */
  containmentBoundary: "sagewarden-containment-boundary",
  /** The parameter of Systems Manager by which everything is paused. */
  pauseParameter: "/sagewarden/pause",
  /** For the person who moves dead letters back. */
  redriveRole: "sagewarden-redrive",
  /** Of the automations of Systems Manager. */
  runbooksRole: "sagewarden-runbooks",
  runbooks: { contain: "Sagewarden-ContainVendorRole", restore: "Sagewarden-RestoreVendorRole" },
  /** On which Systems Manager asks for approval: it takes no topic whose name begins otherwise. */
  approvalTopic: "Automation-Sagewarden-Approvals",
  metricsNamespace: "Sagewarden",
} as const;

/** The role of the only function that writes tags. `sessionIssuer.arn` keeps the path. */
export const enforcerRoleArn = (partition: string, account: string): string =>
  `arn:${partition}:iam::${account}:role${names.rolePath}${names.functions.enforceTags}`;

/** What a name may not hold, as its code between two marks: no two names become one. */
const spelt = (name: string, forbidden: RegExp, mark: string): string =>
  name.replaceAll(forbidden, (character) => `${mark}${character.codePointAt(0)?.toString(16)}${mark}`);

/** The topic of one team. A topic's name has letters, digits, `-` and `_`: another character becomes its code, so that no two teams share one. */
export const teamTopic = (team: string): string => {
  const safe = spelt(team, /[^A-Za-z0-9-]/gu, "_");
  return `sagewarden-team-${safe}`.slice(0, 256);
};

/** ARN of a team's topic, beside the topic of all notices. */
export const teamTopicArn = (topicArn: string, team: string): string =>
  [...topicArn.split(":").slice(0, 5), teamTopic(team)].join(":");

/** The role that people of a team take, and an administrator's. The documents under policies/ know these names. */
export const studioRole = (name: string): { path: string; name: string } => ({
  path: names.studioPath,
  name: `sagewarden-studio-${name}`,
});

/** In the place of a team's name: the role of profiles without a team, and a team's administrator. No team may be called so. */
export const nobody = "nobody";
export const adminOf = (unit: string): string => `admin-${unit}`;
export const isNoTeam = (name: string): boolean => /^(nobody|admin-.*)$/i.test(name);

/** A team's own role, by its name: neither an administrator's nor nobody's. */
export const isTeamRole = (role: string): boolean => {
  const start = studioRole("").name;
  return role.startsWith(start) && !isNoTeam(role.slice(start.length));
};

/**
 * What Studio and jobs run as: a team may pass the roles below its own path only. A role's name is one in its account, whatever its
 * path: the team is in it too.
 */
export const executionRole = (team: string, project?: string): { path: string; name: string } => ({
  path: `${names.executionPath}${project === undefined ? team : `${team}/${project}`}/`,
  name: `sagewarden-execution-${project === undefined ? team : `${team}-${project}`}`,
});

/** In which attempts are made across a team's borders. Also the person whose session it is: nobody of the directory. */
export const probeRole = (unit: string): { path: string; name: string } => ({
  path: names.probePath,
  name: `${names.probe}${unit}`,
});

/** A stack of user profiles. A stack's name has letters, digits and `-`. */
export const profilesStack = (unit: string, number: number): string => {
  const safe = spelt(unit, /[^A-Za-z0-9]/gu, "-");
  return `${names.profilesStack}-${safe}${number === 0 ? "" : `-${number}`}`;
};

/** A vendor's role: a name space of its own, so that rules and audits find it by its path. */
export const vendorRole = (vendor: string): { path: string; name: string } => ({
  path: `${names.vendorPath}${vendor}/`,
  name: `vendor-${vendor}`,
});

/** A vendor's decoy, on which its containment is tried. No vendor's own role has such a name. */
export const exerciseRole = (vendor: string): { path: string; name: string } => ({
  path: vendorRole(vendor).path,
  name: `sagewarden-exercise-${vendor}`,
});

/** How all that a vendor makes is named: functions, clusters and jobs have no name in common with `.` and `_`. */
export const madeNames = (vendor: string): string => `vendor-${vendor.replaceAll(/[._]/g, "-")}-`;

/**
 * The policies by which a role is contained. Inline ones on the role; the managed ones are there beforehand, in our path, for a
 * role whose inline policies leave no room; `chained` is on a role that a contained one took, and denies that one's sessions only.
 */
export const containment = {
  revoke: "SagewardenRevokeOlderSessions",
  deny: "SagewardenDenyAll",
  chained: "SagewardenDenyChainedSessions",
  managedDeny: "SagewardenDenyAllManaged",
  boundary: "SagewardenDenyBoundary",
  /** Sid of the trust policy that lets nobody in. */
  trustSid: "SagewardenContained",
} as const;

/** Where in the evidence bucket what lies: a document goes after `retention.evidence`, a snapshot stays. */
export const evidence = { snapshots: "snapshots/", documents: "incidents/" } as const;

/** How the policies begin by which a role is contained: sessions from before a time, and everything. */
export const containmentPolicies = ["SagewardenRevokeOlderSessions", "SagewardenDeny"] as const;

/** The secret with the external id that we made for a vendor. */
export const externalIdSecret = (vendor: string): string => `sagewarden/vendor/${vendor}/external-id`;

/**
 * The stack's parameters for a vendor's external id: which version of the secret the role trusts, and which beside it while a new
 * one is handed over. Logical ids have letters and digits.
 */
export const externalIdParameters = (vendor: string): { trusted: string; next: string } => {
  const name = spelt(vendor, /[^A-Ya-z0-9]/gu, "Z");
  return { trusted: `ExternalId${name}`, next: `NextExternalId${name}` };
};
