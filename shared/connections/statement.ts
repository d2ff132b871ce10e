import type { Connection } from "../model/connection-settings.ts";
import type { Conditions } from "../vendors/role/policy-json.ts";
import type { Target } from "./target.ts";

/** Without a Sid: the connection's name takes the first one's, and every character counts. */
export interface CapStatement {
  Effect: "Allow" | "Deny";
  Action: readonly string[];
  Resource: readonly string[];
  Condition?: Conditions;
}

/** What one kind of target needs, and nothing else. `role`: where the role is. */
export type Grant<Of extends Target = Target> = (
  target: Of,
  access: Connection["access"],
  role: { partition: string; account: string },
) => readonly CapStatement[];

export const allow = (
  Action: readonly string[],
  Resource: readonly string[],
  Condition?: Conditions,
): CapStatement => ({
  Effect: "Allow",
  Action,
  Resource,
  ...(Condition !== undefined && { Condition }),
});

/**
 * What is encrypted with a key of the account's own is read with kms:Decrypt by the session itself, and a new part of an upload, or a new value,
 * is written with kms:GenerateDataKey. Only through the service, so only for what the other statements let it touch; its address ends
 * differently in each partition.
 */
export const keysThrough = (service: "s3" | "secretsmanager", access: Connection["access"]): CapStatement =>
  allow(["kms:Decrypt", ...(access === "write" ? ["kms:GenerateDataKey"] : [])], ["*"], {
    StringLike: { "kms:ViaService": `${service}.*` },
  });
