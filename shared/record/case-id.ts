import { createHash } from "node:crypto";

/**
 * The id of an unowned resource's case: 22 letters, digits, `-` and `_`. It names the durable execution and stands in
 * Slack's `block_id`s, so it must be short and of these characters only. `eventId`: the ledger row's.
 */
export const caseIdOf = (arn: string, eventId: string): string =>
  createHash("sha256")
    .update(JSON.stringify([arn, eventId]))
    .digest("base64url")
    .slice(0, 22);
