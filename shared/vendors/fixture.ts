import type { SeenRole } from "../detect/audit/rule.ts";
import type { Contract } from "../model/contract.ts";
import type { AccountFacts, RoleFacts } from "../model/role-facts.ts";
import type { Settings } from "../model/settings.ts";
import { readPolicy } from "../policy/read.ts";
import { parseSettings } from "../settings/parse.ts";
import { contractsOf } from "./contract.ts";
import { discover } from "./discover.ts";

/** A vendor's role that is right, its contract and its account: tests break one thing. */

export const ourAccount = "111122223333";
export const augersAccount = "999988887777";
export const strangersAccount = "444455556666";
export const augersExternalId = "q7Vh2mXo9TzK4cRw8sLb3NfY6gJd1pAe";
export const now = "2027-01-15T12:00:00Z";

/** `vendors` and more, as YAML in one line. */
export const settingsWith = (vendors: string, more = ""): Settings =>
  parseSettings(
    `mode: observe\nregion: us-east-1\ntags: {team: {values: teams}, studiouserid: {values: people}}\n` +
      `teams: {TeamA: {}}\npeople: {alice: {team: TeamA}}\nvendors: ${vendors}\n${more}`,
    "sagewarden.yaml",
  );

export const augersSettings = settingsWith(
  `{ auger: { accounts: ["${augersAccount}"], externalId: "${augersExternalId}", bucket: auger-acme, expires: 2027-12-31 } }`,
);

export const contractsWith = (settings: Settings): readonly Contract[] =>
  contractsOf(settings, { partition: "aws", account: ourAccount });

export const augersStatement = {
  Effect: "Allow",
  Principal: { AWS: `arn:aws:iam::${augersAccount}:root` },
  Action: "sts:AssumeRole",
  Condition: { StringEquals: { "sts:ExternalId": augersExternalId } },
};

export const trustWith = (...statements: readonly unknown[]) =>
  readPolicy({ Version: "2012-10-17", Statement: statements }, "trust");

export const augersRole: RoleFacts = {
  arn: `arn:aws:iam::${ourAccount}:role/vendor/auger/vendor-auger`,
  name: "vendor-auger",
  id: "AROAEXAMPLEAUGER00001",
  path: "/vendor/auger/",
  createdAt: "2026-06-01T00:00:00Z",
  trust: trustWith(augersStatement),
  policies: [],
  boundary: "none",
  tags: { "sagewarden:vendor": "auger" },
  maxSession: 3_600,
  lastUsed: { at: "2027-01-14T08:00:00Z", region: "us-east-1" },
  services: undefined,
};

export const accountWith = (...roles: readonly RoleFacts[]): AccountFacts => ({
  account: ourAccount,
  partition: "aws",
  roles,
  isWhole: true,
  users: undefined,
  resourcePolicies: undefined,
  managed: new Map(),
  takenAt: undefined,
});

/** The first role as a rule sees it, with the others beside it. */
export const seenWith = (roles: readonly RoleFacts[], settings = augersSettings): SeenRole => {
  const account = accountWith(...roles);
  const contracts = contractsWith(settings);
  const found = discover(account, contracts, settings, now);
  const [first] = roles;
  const seen = found.find(({ role }) => role === first);
  if (seen === undefined) throw new Error("nobody outside may take the first role");
  return { ...seen, account, contracts, settings, now, others: found.filter((other) => other !== seen) };
};

/** Auger's role with another trust. */
export const seenTrust = (...statements: readonly unknown[]): SeenRole =>
  seenWith([{ ...augersRole, trust: trustWith(...statements) }]);
