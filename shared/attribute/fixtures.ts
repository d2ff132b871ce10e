import type { Creation, IssuedSession, Principal } from "../model/activity.ts";
import { type Owner, ownerTags } from "../model/owner.ts";
import { type Settings, settingsSchema } from "../model/settings.ts";
import type { Lineage, Lookups, RecordedOwner, StudioIdentity } from "./lookups.ts";

/** What the tests of this folder start from: one account, three people, and lookups that answer from tables. */
export const account = "111122223333";
export const region = "us-east-1";
export const at = "2026-05-04T10:00:00Z";
export const key = "ASIAEXAMPLE000000001";
export const place = { account, region, partition: "aws" };

export const settingsWith = (change: Partial<Settings> = {}): Settings => ({ ...parsed, ...change });

const parsed = settingsSchema.parse({
  mode: "tag",
  region,
  tags: { team: { values: "teams" }, studiouserid: { values: "people" } },
  teams: { TeamA: {}, TeamB: {} },
  people: {
    alice: {
      team: "TeamA",
      email: "alice@example.com",
      iamUser: "alice-iam",
      identityStoreUserId: "906700000000000000000000000000000001",
      samlSubject: "alice@idp.example.com",
    },
    bob: {
      team: "TeamB",
      email: "bob@example.com",
      iamUser: "bob-iam",
      identityStoreUserId: "906700000000000000000000000000000002",
      samlSubject: "bob@idp.example.com",
    },
    carol: { team: "TeamA", iamUser: "carol-iam", left: "2026-03-31" },
  },
  provisioners: ["arn:aws:iam::*:role/terraform", `arn:aws:iam::${account}:user/ci`],
});

export const roleArn = (name: string, of = account): string => `arn:aws:iam::${of}:role/${name}`;
export const sageMakerArn = (resource: string, of = account, where = region): string =>
  `arn:aws:sagemaker:${where}:${of}:${resource}`;

/** A session of a role, as a record shows it. */
export const rolePrincipal = (role: string, name: string, change: Partial<Principal> = {}): Principal => ({
  type: "AssumedRole",
  account,
  arn: `arn:aws:sts::${account}:assumed-role/${role.slice(role.lastIndexOf("/") + 1)}/${name}`,
  principalId: `AROA${role.length}:${name}`,
  accessKeyId: key,
  session: { roleArn: roleArn(role), roleId: roleId(role), name, createdAt: "2026-05-04T09:50:00Z" },
  ...change,
});

export const roleId = (role: string): string => `AROA${[...role].map((c) => c.charCodeAt(0)).join("")}`.slice(0, 60);

export const userPrincipal = (userName: string, change: Partial<Principal> = {}): Principal => ({
  type: "IAMUser",
  account,
  arn: `arn:aws:iam::${account}:user/${userName}`,
  principalId: "AIDAEXAMPLE",
  accessKeyId: "AKIAEXAMPLE000000001",
  userName,
  ...change,
});

export const samlUser: Principal = { type: "SAMLUser", userName: "SamlUser", principalId: "idp:SamlUser" };
export const studioService: Principal = { type: "AWSService", invokedBy: "sagemaker.amazonaws.com" };

/** The ledger's row of `rolePrincipal(role, name)`. */
export const sessionOf = (role: string, name: string, change: Partial<IssuedSession> = {}): IssuedSession => ({
  accessKeyId: key,
  operation: "AssumeRole",
  roleArn: roleArn(role),
  roleId: roleId(role),
  name,
  issuedAt: "2026-05-04T09:50:00Z",
  expiresAt: "2026-05-04T10:50:00Z",
  tags: {},
  transitiveKeys: [],
  inheritedTags: {},
  issuedTo: { type: "Root", account },
  ...change,
});

/** The ledger's row of a role's session, asked for by nobody of the directory. */
export const sessionBehind = ({ session: { roleArn: arn = "", roleId: id = "", name = "" } = {} }: Principal) =>
  sessionOf("any", name, { roleArn: arn, roleId: id });

export const creationBy = (principal: Principal, change: Partial<Creation> = {}): Creation => ({
  type: "creation",
  eventId: "1",
  eventName: "CreateTrainingJob",
  at,
  ...place,
  principal,
  resource: { arn: sageMakerArn("training-job/churn"), kind: "TrainingJob" },
  announcedBy: "api",
  requestTags: {},
  tagsComplete: true,
  parents: [],
  ...change,
});

export const aliceProfile = (change: Partial<StudioIdentity> = {}): StudioIdentity => ({
  arn: sageMakerArn("user-profile/d-1/alice-profile"),
  tags: { team: "TeamA", studiouserid: "alice" },
  executionRole: roleArn("studio"),
  ...change,
});

/** What the lookups answer. A map's key is the question. */
export interface Table {
  sessions?: readonly IssuedSession[];
  /** By role id, name and creation time, joined by blanks. */
  byRole?: Readonly<Record<string, IssuedSession>>;
  profiles?: readonly StudioIdentity[];
  studio?: readonly StudioIdentity[];
  /** Default: STS records may still be on their way. */
  recordsMayBeLate?: boolean;
  users?: Readonly<Record<string, Record<string, string>>>;
  roles?: Readonly<Record<string, Record<string, string>>>;
  owners?: Readonly<Record<string, RecordedOwner>>;
  lineage?: Lineage;
  tags?: Record<string, string>;
}

/** Lookups from a table; `calls` tells what was asked, in order. */
export const lookupsOf = (table: Table): Lookups & { calls: string[] } => {
  const calls: string[] = [];
  const asked = async <Value>(question: string, value: Value): Promise<Value> => {
    calls.push(question);
    return value;
  };
  return {
    calls,
    sessionByKey: (id) =>
      asked(
        `sessionByKey ${id}`,
        table.sessions?.find(({ accessKeyId }) => accessKeyId === id),
      ),
    sessionByRole: (id, name, time) => asked("sessionByRole", table.byRole?.[`${id} ${name} ${time}`]),
    profilesNamed: (name) => asked(`profilesNamed ${name}`, table.profiles ?? []),
    studioIdentity: (arn) =>
      asked(
        `studioIdentity ${arn}`,
        table.studio?.find((identity) => identity.arn === arn),
      ),
    recordsMayBeLate: () => table.recordsMayBeLate ?? true,
    userTags: (name) => asked(`userTags ${name}`, table.users?.[name] ?? {}),
    roleTags: (arn) => asked(`roleTags ${arn}`, table.roles?.[arn] ?? {}),
    recordedOwner: (arn) => asked(`recordedOwner ${arn}`, table.owners?.[arn]),
    lineage: ({ arn }) => asked(`lineage ${arn}`, table.lineage),
    tagsOf: (arn) => asked(`tagsOf ${arn}`, table.tags ?? {}),
  };
};

/** The answer in short: `alice/TeamA`, `-` for nobody. */
export const short = (owner: Owner): string =>
  [...ownerTags]
    .reverse()
    .map((tag) => owner[tag]?.value ?? "-")
    .join("/");

export const recordedOwner = (arn: string, person: string, team: string): RecordedOwner => {
  const evidence = { resolver: "session-tags", field: "test", strength: "proven" } as const;
  return {
    arn,
    owner: { studiouserid: { value: person, evidence }, team: { value: team, evidence } },
  };
};
