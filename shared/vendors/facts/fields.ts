import { epochOf, recordedTime } from "../../model/time.ts";
import { type Fields, isFields } from "../../normalise/fields.ts";

/** A field as the API spells it, or as SDKs that begin names small do: `RoleName`, `roleName`. */
export const fieldOf = (parent: Fields, name: string): unknown => {
  if (Object.hasOwn(parent, name)) return parent[name];
  const small = name.charAt(0).toLowerCase() + name.slice(1);
  return Object.hasOwn(parent, small) ? parent[small] : undefined;
};

/** Longer text is no name, path or ARN in IAM. */
const longest = 2_048;

export const textOf = (parent: Fields, name: string): string | undefined => {
  const value = fieldOf(parent, name);
  return typeof value === "string" && value !== "" && value.length <= longest ? value : undefined;
};

export const listOf = (parent: Fields, name: string): readonly Fields[] => {
  const value = fieldOf(parent, name);
  return Array.isArray(value) ? value.filter(isFields) : [];
};

export const textsOf = (parent: Fields, name: string): readonly string[] => {
  const value = fieldOf(parent, name);
  return Array.isArray(value) ? value.filter((one) => typeof one === "string" && one.length <= longest) : [];
};

/** ISO 8601: text as the CLI and SDKs write it, or seconds since 1970 as the older CLI does. */
export const timeOf = (parent: Fields, name: string): string | undefined => {
  const value = fieldOf(parent, name);
  if (typeof value === "number") return recordedTime(value * 1_000);
  return typeof value === "string" ? timeIn(value) : undefined;
};

export const timeIn = (text: string): string | undefined =>
  /^\d{4}-\d{2}-\d{2}([T ][\d:.]{5,18}(Z|[+-]\d{2}:?\d{2})?)?$/.test(text) && epochOf(text) !== undefined
    ? text.replace(" ", "T")
    : undefined;
