import type { IssuedSession } from "../model/activity.ts";
import type { IssueRow } from "../model/issue.ts";
import type { CreationRow } from "../model/outcome.ts";
import type { StoredExemption } from "../model/stored-exemption.ts";

/** For tests: rows and a session in which nothing is wrong. */
export const exampleArn = "arn:aws:sagemaker:us-east-1:111122223333:training-job/churn";

export const exampleRow = (change: Partial<CreationRow> = {}): CreationRow => ({
  resource: { arn: exampleArn, kind: "TrainingJob" },
  eventId: "e-1",
  eventName: "CreateTrainingJob",
  announcedBy: "api",
  announcements: ["e-1"],
  createdAt: "2026-11-22T10:00:00Z",
  outcome: "settling",
  reason: "not judged yet",
  owner: {
    team: { value: "TeamA", evidence: { resolver: "session-tags", field: "tags.team", strength: "proven" } },
    studiouserid: { value: "alice", evidence: { resolver: "session-tags", field: "tags", strength: "proven" } },
  },
  intent: {},
  replaced: {},
  findings: [],
  history: [],
  notices: [],
  calls: 0,
  version: 1,
  ...change,
});

export const exampleSession = (change: Partial<IssuedSession> = {}): IssuedSession => ({
  accessKeyId: "ASIAEXAMPLE",
  operation: "AssumeRole",
  roleArn: "arn:aws:iam::111122223333:role/data-science",
  roleId: "AROAEXAMPLE",
  name: "alice@example.com",
  issuedAt: "2026-11-22T10:00:00Z",
  expiresAt: "2026-11-22T11:00:00Z",
  tags: { team: "TeamA", studiouserid: "alice" },
  transitiveKeys: ["team"],
  inheritedTags: {},
  issuedTo: { type: "IAMUser", arn: "arn:aws:iam::111122223333:user/alice", userName: "alice" },
  ...change,
});

export const exampleIssue = (change: Partial<IssueRow> = {}): IssueRow => ({
  accessKeyId: "ASIAEXAMPLE",
  person: "alice",
  connection: "sales",
  roleArn: "arn:aws:iam::111122223333:role/sales",
  application: "arn:aws:sts::111122223333:assumed-role/dashboard/i-0123456789abcdef0",
  proof: "oidc",
  proofId: "3f2a",
  at: "2026-11-22T10:00:00Z",
  expiresAt: "2026-11-22T11:00:00Z",
  ...change,
});

export const exampleExemption = (change: Partial<StoredExemption> = {}): StoredExemption => ({
  arn: exampleArn,
  until: "2026-12-24",
  by: "carol",
  reason: "a demonstration at Christmas",
  at: "2026-11-22T11:00:00Z",
  source: "slack",
  version: 1,
  ...change,
});
