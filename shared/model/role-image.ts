/**
 * A role as IAM holds it: all that a snapshot keeps and a restore puts back. Documents are IAM's own text, decoded and not
 * rewritten. Lists are sorted by name, so that equal roles have equal images; lists and no maps, since IAM takes `__proto__` as a name.
 */
export interface RoleImage {
  arn: string;
  /** `AROA…`: another one is another role, whatever its name. */
  id: string;
  name: string;
  /** Begins and ends with a slash. */
  path: string;
  /** ISO 8601 */
  createdAt: string;
  description: string | undefined;
  /** seconds */
  maxSession: number;
  trust: string;
  /** ARN of the permissions boundary. */
  boundary: string | undefined;
  inline: readonly { name: string; document: string }[];
  /** ARNs of managed policies. */
  attached: readonly string[];
  tags: readonly { key: string; value: string }[];
  /** Names of the instance profiles that it is in. */
  profiles: readonly string[];
}

/** A user as far as containment touches it. */
export interface UserImage {
  arn: string;
  /** `AIDA…` */
  id: string;
  name: string;
  keys: readonly { id: string; active: boolean }[];
  inline: RoleImage["inline"];
  /** ARNs of managed policies. */
  attached: readonly string[];
  hasPassword: boolean;
}

/** A managed policy's version in force. */
export interface ManagedPolicy {
  arn: string;
  version: string;
  document: string;
}

/** With IAM's own time of the answer (its `Date` header, ISO 8601, whole seconds): times that cut sessions off come from nowhere else. */
export interface Stamped<Value> {
  value: Value;
  at: string;
}

/**
 * What IAM would not do. `gone`: no such entity · `full`: a quota · `refused`: it may not be changed, or not by us ·
 * `malformed`: it does not take the document, such as a trust that names a principal that is no longer there. What may pass
 * (throttling, 5xx, a concurrent change) is thrown as it is, and tried again.
 */
export class IamRefusal extends Error {
  override name = "IamRefusal";
  readonly kind: "gone" | "full" | "refused" | "malformed";
  constructor(kind: IamRefusal["kind"], message: string, options?: ErrorOptions) {
    super(message, options);
    this.kind = kind;
  }
}

/**
 * IAM, by a role's or user's name. Reads may be old for some seconds. Every write answers IAM's time; writing what is there
 * already, or taking away what is gone already, is no error. Throws `IamRefusal`.
 */
export interface RoleEdge {
  read(role: string): Promise<Stamped<RoleImage | undefined>>;
  managed(arn: string): Promise<ManagedPolicy | undefined>;
  putInline(role: string, policy: string, document: string): Promise<string>;
  deleteInline(role: string, policy: string): Promise<string>;
  setTrust(role: string, document: string): Promise<string>;
  attach(role: string, policyArn: string): Promise<string>;
  detach(role: string, policyArn: string): Promise<string>;
  /** Undefined takes it away. */
  setBoundary(role: string, policyArn: string | undefined): Promise<string>;
  /** Session length and description. */
  update(role: string, to: Pick<RoleImage, "maxSession" | "description">): Promise<string>;
  tag(role: string, tags: RoleImage["tags"]): Promise<string>;
  untag(role: string, keys: readonly string[]): Promise<string>;
  addToProfile(role: string, profile: string): Promise<string>;
  removeFromProfile(role: string, profile: string): Promise<string>;
  /** Path, name, trust, description, session length, boundary and tags; the rest follows by the calls above. */
  create(image: RoleImage): Promise<string>;
  delete(role: string): Promise<string>;
}

export interface UserEdge {
  read(user: string): Promise<Stamped<UserImage | undefined>>;
  /** Whose access key it is; undefined: there is no such key any more. */
  ownerOf(keyId: string): Promise<string | undefined>;
  setKey(user: string, keyId: string, to: "Active" | "Inactive"): Promise<string>;
  putInline(user: string, policy: string, document: string): Promise<string>;
  deleteInline(user: string, policy: string): Promise<string>;
  attach(user: string, policyArn: string): Promise<string>;
  detach(user: string, policyArn: string): Promise<string>;
}
