import { account, lookupsOf, place, type Table } from "#shared/attribute/fixtures.ts";
import type { IssuedSession } from "#shared/model/activity.ts";
import type { IssueRow } from "#shared/model/issue.ts";
import type { WhoReads } from "./ask.ts";
import type { KeyUser } from "./model.ts";

/** For tests: alice's user took the role sales, whose policy says the connection sales. Nothing is late. */
export const keyId = "ASIASALES00000000001";
export const now = "2026-05-04T10:00:00Z";
export const salesRole = `arn:aws:iam::${account}:role/data/sales`;

export const session = (change: Partial<IssuedSession> = {}): IssuedSession => ({
  ...{ accessKeyId: keyId, operation: "AssumeRole", roleArn: salesRole, roleId: "AROASALES", name: "alice" },
  ...{ issuedAt: "2026-05-04T09:30:00Z", expiresAt: "2026-05-04T10:30:00Z", connection: "sales" },
  ...{ tags: {}, transitiveKeys: [], inheritedTags: {} },
  issuedTo: {
    ...{ type: "IAMUser", account, arn: `arn:aws:iam::${account}:user/alice-iam`, userName: "alice-iam" },
    accessKeyId: "AKIAALICE00000000001",
  },
  ...change,
});

export const issue = (change: Partial<IssueRow> = {}): IssueRow => ({
  ...{ accessKeyId: keyId, person: "alice", connection: "sales", roleArn: salesRole, proof: "oidc", proofId: "3f2a" },
  ...{ application: `arn:aws:sts::${account}:assumed-role/dashboard/i-1`, at: "2026-05-04T09:30:00Z" },
  ...{ expiresAt: "2026-05-04T10:30:00Z", ...change },
});

/** Who called where the broker issued it: its function. */
export const byBroker = session({
  issuedTo: {
    type: "AssumedRole",
    account,
    arn: `arn:aws:sts::${account}:assumed-role/sagewarden-vend-credentials/sagewarden-vend-credentials`,
    accessKeyId: "ASIABROKER0000000001",
  },
});

interface Known extends Table {
  issues?: readonly IssueRow[];
  users?: Readonly<Record<string, Record<string, string>>>;
  keyUser?: KeyUser;
  accountOf?: string;
  caller?: ReturnType<WhoReads["caller"]>;
  notes?: readonly string[];
}

export const readsOf = ({ issues = [], keyUser, accountOf, caller, notes = [], ...table }: Known): WhoReads => ({
  ...{ from: "ledger", place, now, notes },
  lookups: lookupsOf({ recordsMayBeLate: false, ...table }),
  issue: async (id) => issues.find(({ accessKeyId }) => accessKeyId === id),
  user: async () => keyUser,
  accountOf: async () => accountOf,
  caller: () => caller,
});
