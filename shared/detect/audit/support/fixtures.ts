import type { Contract } from "../../../model/contract.ts";
import type { AccountFacts, HeldPolicy, RoleFacts } from "../../../model/role-facts.ts";
import { readPolicy } from "../../../policy/read.ts";
import {
  accountWith,
  augersRole,
  augersSettings,
  contractsWith,
  ourAccount,
  seenWith,
} from "../../../vendors/fixture.ts";
import type { AuditRule, Found, SeenRole } from "../rule.ts";

/** Auger's role with the permissions that its contract needs: tests of the permission rules break one thing. */

export const bucket = "arn:aws:s3:::auger-acme";
export const roleArn = augersRole.arn;
export const anyRole = `arn:aws:iam::${ourAccount}:role/*`;

export const allow = (action: unknown, resource: unknown = "*", condition?: unknown) => ({
  ...{ Effect: "Allow", Action: action, Resource: resource },
  ...(condition === undefined ? {} : { Condition: condition }),
});

export const deny = (action: unknown, resource: unknown = "*") => ({ ...allow(action, resource), Effect: "Deny" });

const rightStatements = [
  allow(["s3:ListBucket", "s3:GetBucketLocation"], bucket),
  allow(["s3:GetObject", "s3:PutObject", "s3:DeleteObject"], `${bucket}/*`),
];

export const inline = (name: string, ...statements: readonly unknown[]): HeldPolicy => ({
  name,
  policy: readPolicy({ Version: "2012-10-17", Statement: statements }, "identity"),
});

export const attached = (arn: string, ...statements: readonly unknown[]): HeldPolicy => ({
  ...{ name: arn.split("/").at(-1) ?? arn, arn },
  policy: statements.length === 0 ? undefined : inline("", ...statements).policy,
});

export const awsPolicy = (name: string): string => `arn:aws:iam::aws:policy/${name}`;

export const boundaryOf = (...statements: readonly unknown[]): Pick<RoleFacts, "boundary"> => ({
  boundary: { arn: `arn:aws:iam::${ourAccount}:policy/limit`, policy: inline("", ...statements).policy },
});

export interface Change {
  role?: Partial<RoleFacts>;
  account?: Partial<AccountFacts>;
  /** `none`: nobody registered it. */
  contract?: Partial<Contract> | "none";
}

const right: RoleFacts = { ...augersRole, policies: [inline("contract", ...rightStatements)] };

export const seenRole = ({ role, account, contract }: Change = {}): SeenRole => {
  const shown = { ...right, ...role };
  const [registered] = contractsWith(augersSettings);
  if (registered === undefined) throw new Error("no contract");
  return {
    ...seenWith([shown]),
    account: { ...accountWith(shown), users: [], resourcePolicies: [], ...account },
    contract: contract === "none" ? undefined : { ...registered, ...contract },
  };
};

/** The role with these statements beside the right ones: policy `extra`. */
export const holding = (statements: readonly unknown[], change: Change = {}): SeenRole =>
  seenRole({
    ...change,
    role: { ...change.role, policies: [...(change.role?.policies ?? right.policies), inline("extra", ...statements)] },
  });

/** `unknown`, `clean`, `not-applicable`, or of each finding its severity and place: what tables of cases compare. */
export const answerOf = (rule: AuditRule, seen: SeenRole): string | readonly string[] => {
  const verdict = rule.audit(seen);
  return verdict.type === "found" ? verdict.found.map((found) => shortOf(rule, found)) : verdict.type;
};

const shortOf = (rule: AuditRule, { severity, where }: Found): string =>
  `${severity ?? rule.severity} ${where.policy.split("/").at(-1)} ${where.statement ?? "-"}`;

/** The only finding; throws on none. */
export const foundBy = (rule: AuditRule, seen: SeenRole): Found => {
  const verdict = rule.audit(seen);
  if (verdict.type !== "found" || verdict.found[0] === undefined) throw new Error(`${rule.id}: ${verdict.type}`);
  return verdict.found[0];
};
