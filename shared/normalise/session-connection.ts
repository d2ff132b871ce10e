import { connectionOfSid } from "../connections/sid.ts";
import { isFields } from "./fields.ts";

/** AssumeRole takes 2,048 characters; what is longer was not written by us. */
const longestPolicy = 4_096;
/** As the settings take it. */
const nameForm = /^[A-Za-z0-9][A-Za-z0-9-]{0,47}$/;

/**
 * The connection that a session's policy says the session is of: the Sid of its first statement. Whoever asks for a session writes
 * its policy, so this is a claim. Of the policy nothing else is kept.
 */
export const connectionIn = (policy: unknown): string | undefined => {
  if (typeof policy !== "string" || policy.length > longestPolicy) return undefined;
  const sid = firstSid(policy);
  const name = sid === undefined ? undefined : connectionOfSid(sid);
  return name !== undefined && nameForm.test(name) ? name : undefined;
};

const firstSid = (policy: string): string | undefined => {
  try {
    const document: unknown = JSON.parse(policy);
    const statement: unknown = isFields(document) ? [document.Statement].flat()[0] : undefined;
    return isFields(statement) && typeof statement.Sid === "string" ? statement.Sid : undefined;
  } catch {
    return undefined;
  }
};
