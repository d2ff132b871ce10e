import type { VerbTable } from "./verb.ts";

export const verbs: VerbTable = {
  init: {
    summary: "writes a sagewarden.yaml to start from, out of what the account shows",
    load: () => import("./commands/init.ts"),
  },
  lab: {
    summary: "a local AWS account with the real stacks deployed in it, until Ctrl-C",
    load: () => import("./commands/lab.ts"),
  },
  replay: {
    summary: "judges the creations in CloudTrail files, offline; nothing is written",
    load: () => import("./commands/replay.ts"),
  },
  sweep: {
    summary: "judges every existing SageMaker resource against the rules; --fix puts right what is not",
    load: () => import("./commands/sweep.ts"),
  },
  explain: {
    summary: "tells why a creation was decided so, or why somebody could do something",
    load: () => import("./commands/explain.ts"),
  },
  probe: {
    summary: "tries, as each team, what teams must not be able to do to each other; IAM must refuse all of it",
    load: () => import("./commands/probe.ts"),
  },
  report: {
    summary: "tells from the ledger what was done, and what would be done in another mode",
    load: () => import("./commands/report.ts"),
  },
  vendors: {
    summary: "vendors' roles: what they may do against what they were registered to do",
    load: () => import("./commands/vendors.ts"),
  },
  verify: {
    summary: "proves that teams cannot touch each other's: every cell of the matrix, every short chain of calls",
    load: () => import("./commands/verify.ts"),
  },
  simulate: {
    summary: "answers requests against policies as IAM would, offline",
    load: () => import("./commands/simulate.ts"),
  },
  profile: {
    summary: "Studio's user profiles, as the directory has its people",
    load: () => import("./commands/profile.ts"),
  },
  people: {
    summary: "the directory: its people, against what the account has",
    load: () => import("./commands/people.ts"),
  },
  pause: {
    summary: "holds back tagging, stopping and deleting for at most 4 hours; alarms at once",
    load: () => import("./commands/pause.ts"),
  },
  resume: {
    summary: "ends a pause: what was held back is done",
    load: () => import("./commands/resume.ts"),
  },
  exec: {
    summary: "runs one command with a role's credentials; nothing of them stays behind",
    load: () => import("./commands/exec.ts"),
    takesCommand: true,
  },
  env: {
    summary: "gives a shell a role's credentials, and exactly its former ones back",
    load: () => import("./commands/env.ts"),
  },
  who: {
    summary: "whose an access key is: person, role, connection, the chain of sessions, and until when",
    load: () => import("./commands/who.ts"),
  },
  "credential-process": {
    summary: "a role's credentials for credential_process of ~/.aws/config, kept until they run out",
    load: () => import("./commands/credential-process.ts"),
  },
  connection: {
    summary: "named ways for groups of people to reach data",
    load: () => import("./commands/connection.ts"),
    takesCommand: ["use"],
  },
  doctor: {
    summary: "checks the trail, the stacks, the rules, the permissions and this machine",
    load: () => import("./commands/doctor.ts"),
  },
};
