/** A policy as IAM takes it. Lists are lists even of one. */
export interface PolicyJson {
  Version: "2012-10-17";
  Statement: readonly StatementJson[];
}

export interface StatementJson {
  Sid: string;
  Effect: "Allow" | "Deny";
  Principal?: { AWS: readonly string[] };
  Action: readonly string[];
  /** Absent in a trust policy. */
  Resource?: readonly string[];
  Condition?: Conditions;
}

/** Operator -> key -> values. A value may be what a template becomes when it is deployed. */
export type Conditions = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

/** Where the role is. Both may be what CloudFormation fills in. */
export interface RolePlace {
  partition: string;
  /** 12 digits. */
  account: string;
}

export const policyOf = (statements: readonly StatementJson[]): PolicyJson => ({
  Version: "2012-10-17",
  Statement: statements,
});

/** Conditions of several sources as one: all must hold, and no two may speak of one key with one operator. */
export const all = (...parts: readonly (Conditions | undefined)[]): Conditions => {
  const joined: Record<string, Record<string, unknown>> = {};
  for (const [operator, keys] of parts.flatMap((part) => Object.entries(part ?? {}))) {
    joined[operator] = { ...joined[operator], ...keys };
  }
  return joined;
};
