import { PoisonRecord } from "../model/errors.ts";

export type Fields = Readonly<Record<string, unknown>>;

export const isFields = (value: unknown): value is Fields =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** The object at a key, or an empty one: absent, null and of another type are all the same to a reader. */
export const fieldsAt = (parent: Fields, key: string): Fields => {
  const value = parent[key];
  return isFields(value) ? value : {};
};

/** Longer text is no name, id or ARN of a resource: AddTags takes ARNs of at most 256 characters. */
const longest = 1_024;

/** Text that can be used; undefined when absent, empty, of another type or longer than anything AWS writes. */
export const textAt = (parent: Fields, key: string): string | undefined => {
  const value = parent[key];
  return typeof value === "string" && value !== "" && value.length <= longest ? value : undefined;
};

/** Keys in CloudTrail's casing: SageMaker's own events write them as the API does. */
export const lowered = (fields: Fields): Fields =>
  Object.fromEntries(Object.entries(fields).map(([key, value]) => [key.charAt(0).toLowerCase() + key.slice(1), value]));

export const listAt = (parent: Fields, key: string): readonly unknown[] => {
  const value = parent[key];
  return Array.isArray(value) ? value : [];
};

/** Text of a form, or `PoisonRecord` that names the field and what is allowed. The value itself is never repeated. */
export const requireText = (parent: Fields, key: string, form: RegExp, allowed: string): string => {
  const value = textAt(parent, key);
  if (value === undefined || !form.test(value)) throw new PoisonRecord(`${key}: expected ${allowed}`);
  return value;
};

/** Drops what is undefined, so that an absent field stays absent. */
export const defined = <T extends object>(fields: T): { [K in keyof T]?: Exclude<T[K], undefined> } =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]?: Exclude<T[K], undefined>;
  };
