import type { Creation, Principal, Retag } from "#shared/model/activity.ts";
import type { CreationRow } from "#shared/model/outcome.ts";
import type { Answer, Attribution, ResolverId, Strength } from "#shared/model/owner.ts";
import { nobody } from "#shared/model/owner.ts";
import { type Settings, settingsSchema } from "#shared/model/settings.ts";

/** Two teams, three people, one provisioner: the directory that unit tests share. */
export const settings: Settings = settingsSchema.parse({
  mode: "enforce",
  region: "us-east-1",
  tags: { team: { values: "teams" }, studiouserid: { values: "people" } },
  teams: { TeamA: { approvers: ["carol"] }, TeamB: {} },
  people: {
    alice: { team: "TeamA", email: "alice@example.com", iamUser: "alice" },
    bob: { team: "TeamB", email: "bob@example.com", iamUser: "bob" },
    carol: { team: "TeamA", email: "carol@example.com", iamUser: "carol" },
  },
  provisioners: ["arn:aws:iam::*:role/terraform"],
});

export const withSettings = (change: Partial<Settings>): Settings => ({ ...settings, ...change });

/** The same, in an account that has the tags under these keys. */
export const withKeys = (keys: Readonly<Record<string, string>>, change: Partial<Settings> = {}): Settings => {
  const whole = withSettings(change);
  const tags = Object.entries(whole.tags).map(([name, rule]) => [name, { ...rule, key: keys[name] ?? name }]);
  return { ...whole, tags: Object.fromEntries(tags) };
};

export const costKeys = { team: "CostTeam", studiouserid: "StudioUser" };

export const account = "111122223333";
export const notebookArn = `arn:aws:sagemaker:us-east-1:${account}:notebook-instance/churn`;

export const rolePrincipal = (role = "DataScience", name = "run-7"): Principal => ({
  type: "AssumedRole",
  account,
  arn: `arn:aws:sts::${account}:assumed-role/${role}/${name}`,
  principalId: `AROAEXAMPLE${role.toUpperCase()}:${name}`,
  accessKeyId: "ASIAEXAMPLE1",
  session: {
    roleArn: `arn:aws:iam::${account}:role/${role}`,
    roleId: `AROAEXAMPLE${role.toUpperCase()}`,
    name,
    createdAt: "2026-11-22T09:59:00Z",
  },
});

/** A notebook created by a role session, without tags. */
export const creation: Creation = {
  type: "creation",
  eventId: "11111111-1111-4111-8111-111111111111",
  eventName: "CreateNotebookInstance",
  at: "2026-11-22T10:00:00Z",
  account,
  region: "us-east-1",
  partition: "aws",
  principal: rolePrincipal(),
  resource: { arn: notebookArn, kind: "NotebookInstance" },
  announcedBy: "api",
  requestTags: {},
  tagsComplete: true,
  parents: [],
};

export const retag: Retag = {
  type: "retag",
  eventId: "22222222-2222-4222-8222-222222222222",
  eventName: "AddTags",
  at: "2026-11-22T11:00:00Z",
  account,
  region: "us-east-1",
  partition: "aws",
  principal: rolePrincipal("Eve", "eve"),
  resource: { arn: notebookArn, kind: "NotebookInstance" },
  added: { studiouserid: "bob" },
  removed: [],
};

export const answer = (
  value: string,
  resolver: ResolverId = "session-tags",
  strength: Strength = "proven",
): Answer => ({ value, evidence: { resolver, field: "requestParameters.tags", strength } });

export const unattributed: Attribution = { owner: nobody, conflicts: [], unproven: [], orphaned: [] };

/** alice of TeamA, proven. */
export const aliceProven: Attribution = {
  ...unattributed,
  owner: { team: answer("TeamA"), studiouserid: answer("alice") },
};

export const row: CreationRow = {
  resource: creation.resource,
  eventId: creation.eventId,
  eventName: creation.eventName,
  announcedBy: "api",
  announcements: [creation.eventId],
  createdAt: creation.at,
  outcome: "tagged",
  reason: "",
  owner: aliceProven.owner,
  intent: { team: "TeamA", studiouserid: "alice" },
  replaced: {},
  findings: [],
  history: [],
  notices: [],
  taggedAt: "2026-11-22T10:00:02Z",
  calls: 1,
  version: 2,
};
