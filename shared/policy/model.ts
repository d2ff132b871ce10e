/** An IAM policy as it was read: what could not be understood stands in `problems`, nothing throws. */

export type PolicyKind = "identity" | "trust" | "resource";

export interface ReadPolicy {
  kind: PolicyKind;
  /** Undefined: it is no policy at all. What could be read of a policy with problems is there. */
  document: PolicyDocument | undefined;
  problems: readonly PolicyProblem[];
  /** Pretty-printed JSON, two spaces: `line` counts in it. Cut where the input is longer than anything AWS stores. */
  text: string;
}

export interface PolicyDocument {
  /** Variables are text in the older version, which is also the default. */
  version: "2012-10-17" | "2008-10-17";
  statements: readonly Statement[];
}

export interface Statement {
  /** From 0, as it stands in the document. */
  index: number;
  sid: string | undefined;
  /** From 1, in `ReadPolicy.text`. */
  line: number;
  effect: "Allow" | "Deny";
  /** Exactly one of each pair is there in a sound statement. */
  principals?: Principals;
  notPrincipals?: Principals;
  actions?: readonly string[];
  notActions?: readonly string[];
  resources?: readonly string[];
  notResources?: readonly string[];
  conditions: readonly Condition[];
}

/** `"*"` is `{ AWS: ["*"] }` with `anybody`. */
export interface Principals {
  anybody: boolean;
  aws: readonly string[];
  federated: readonly string[];
  service: readonly string[];
  canonicalUser: readonly string[];
}

/** One key of one operator. All conditions of a statement must hold; of the values one. */
export interface Condition {
  /** Without its prefix and suffix, in AWS's spelling: `StringEquals`. As written where it is none of AWS's. */
  operator: string;
  ifExists: boolean;
  set: "ForAllValues" | "ForAnyValue" | undefined;
  /** As written: keys do not mind case. */
  key: string;
  values: readonly string[];
}

export const problemTypes = [
  "not-json",
  "duplicate-key",
  "not-a-policy",
  "unknown-operator",
  "unknown-element",
  "unknown-version",
  "missing-element",
  "wrong-type",
  "too-long",
  "too-deep",
] as const;

/** Why a policy, or a part of it, could not be used. `what` never repeats a value. */
export interface PolicyProblem {
  type: (typeof problemTypes)[number];
  /** Absent: the whole document. */
  statement?: number;
  line?: number;
  what: string;
}

/** What is asked: one principal, one action, one resource. */
export interface Request {
  principal: { arn: string; tags?: Readonly<Record<string, string>> };
  /** `s3:GetObject` */
  action: string;
  resource: { arn: string; tags?: Readonly<Record<string, string>> };
  /** Condition keys; a list for keys of several values. Case of the keys does not matter. */
  context: Readonly<Record<string, string | readonly string[]>>;
  /** Of a key in lower case that is not given: whether the request surely lacks it. Otherwise it may have any value. Undefined: it lacks all. */
  isAbsent?: (key: string) => boolean;
}

export interface NamedPolicy {
  /** A policy's name, or ARN where it has one. */
  name: string;
  policy: ReadPolicy;
}

/** Every layer that may limit a request. Absent: that layer is not there. */
export interface Layers {
  identity: readonly NamedPolicy[];
  boundary?: NamedPolicy;
  session?: readonly NamedPolicy[];
  resource?: NamedPolicy;
  /** Each level of the organisation must allow by itself. */
  scps?: readonly (readonly NamedPolicy[])[];
  rcps?: readonly (readonly NamedPolicy[])[];
}

export interface StatementRef {
  policy: string;
  index: number;
  sid: string | undefined;
}

/** `ambiguous`: AWS's answer is not known, for instance an empty tag in a variable or an operator nobody knows. Counts as a failure. */
export interface PolicyDecision {
  decision: "allowed" | "explicitDeny" | "implicitDeny" | "ambiguous";
  /** The statement that allowed or denied. */
  statement: StatementRef | undefined;
}
