import { isFields } from "../../normalise/fields.ts";
import { parseJson } from "../../policy/json.ts";

/**
 * How a policy names a role: by its ARN, its unique id (what is stored as `AROA…` once a role is gone), or one of its sessions.
 * Of the policy nothing else is told: a trust holds external ids.
 */
export const namingsIn = (policy: unknown, role: { arn: string; id: string }): readonly string[] => {
  const value = typeof policy === "string" ? parsed(policy) : policy;
  const found = new Set<string>();
  collect(value, (text) => {
    if (isNaming(text, role)) found.add(text);
  });
  return [...found];
};

/** IAM answers documents as an URL's part. */
const parsed = (text: string): unknown => {
  const json = parseJson(text.startsWith("%7B") ? decoded(text) : text);
  return "value" in json ? json.value : text;
};

const decoded = (text: string): string => {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
};

const isNaming = (text: string, { arn, id }: { arn: string; id: string }): boolean => {
  const [, partition, , , account] = arn.split(":");
  const sessions = `arn:${partition}:sts::${account}:assumed-role/${arn.slice(arn.lastIndexOf("/") + 1)}/`;
  return text === arn || text === id || text.startsWith(`${id}:`) || text.startsWith(sessions);
};

const collect = (value: unknown, found: (text: string) => void): void => {
  if (typeof value === "string") found(value);
  else if (Array.isArray(value)) for (const each of value) collect(each, found);
  else if (isFields(value)) for (const each of Object.values(value)) collect(each, found);
};
