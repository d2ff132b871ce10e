import { Stack } from "aws-cdk-lib";
import type { Construct } from "constructs";
import { type Border, policyDocument } from "../../shared/access/documents.ts";
import type { PolicyValues } from "../../shared/access/values.ts";
import { BadInput } from "../../shared/model/errors.ts";
import { acknowledge, acknowledgePattern } from "../constructs/acknowledge.ts";

/** What the tags that decide are called in the account. */
export interface StudioTagKeys {
  team: string;
  studiouserid: string;
  project: string;
}

export interface DocumentOptions {
  tagKeys: StudioTagKeys;
  /** What keeps people apart. */
  border: Border;
  bucket: string;
  /** Further values of the document. */
  values?: Partial<PolicyValues>;
  /** Whose it is, for messages. */
  of: string;
}

/**
 * CloudFormation fills these in. A token would not outlive the filling, in which nothing stays a variable. They are as long as
 * what takes their place, so that the size is right.
 */
const later = { partition: "<p>", account: "<account-id>", region: "<stack-region>" } as const;

/** A document under policies/, as a template has it. Throws BadInput, which says whose it is, where IAM would not take it. */
export const documentIn = (scope: Construct, name: string, options: DocumentOptions): object => {
  const { tagKeys, border, bucket, values = {}, of } = options;
  const keys = { "team-key": tagKeys.team, "user-key": tagKeys.studiouserid, "project-key": tagKeys.project };
  const { partition, account, region } = Stack.of(scope);
  try {
    const text = policyDocument(name, { ...later, ...keys, bucket, ...values }, border);
    return JSON.parse(text, (_, value) =>
      typeof value === "string"
        ? value
            .replaceAll(later.partition, partition)
            .replaceAll(later.account, account)
            .replaceAll(later.region, region)
        : value,
    );
  } catch (error) {
    if (error instanceof BadInput) throw new BadInput(`${of}: ${error.message}`, { cause: error });
    throw error;
  }
};

type Listed = string | readonly string[];

interface Document {
  Statement: readonly { Effect: string; Action?: Listed; Resource?: Listed }[];
}

/** Says to cdk-nag why patterns are in a document. */
export const acknowledgeDocument = (construct: Construct, document: object, reason: string): void => {
  const allowed = (document as Document).Statement.filter(({ Effect }) => Effect === "Allow");
  const actions = allowed.flatMap(({ Action = [] }) => Action).filter((action) => action.includes("*"));
  for (const action of new Set(actions)) acknowledge(construct, `AwsSolutions-IAM5[Action::${action}]`, reason);
  for (const resource of new Set(allowed.flatMap(({ Resource = [] }) => Resource))) {
    acknowledgePattern(construct, resource, reason);
  }
};
