import { PoisonRecord } from "../model/errors.ts";
import { recordedTime } from "../model/time.ts";
import type { AuditAsk } from "../vendor-edges.ts";
import { defined, isFields } from "./fields.ts";

/** A message of the queue of audits. Throws `PoisonRecord`. */
export const readAsk = (message: unknown): AuditAsk => {
  if (!isFields(message)) throw new PoisonRecord("the message asks for no audit: expected an object");
  const at = message.at === undefined ? undefined : recordedTime(message.at);
  if (at === undefined && message.at !== undefined) throw new PoisonRecord("at: expected an ISO 8601 time");
  return defined({ at, rules: message.rules === true ? true : undefined });
};
