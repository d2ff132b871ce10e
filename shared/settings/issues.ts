import type * as z from "zod/mini";
import { found, list, type Path, type Problem, quoted, suggestion } from "./words.ts";

type Issue = z.core.$ZodIssue;
type Schema = z.core.$ZodType;

const typeNames: Readonly<Record<string, string>> = {
  string: "text",
  array: "a list",
  object: "a map",
  record: "a map",
  boolean: "true or false",
  int: "a whole number",
  number: "a number",
};

const units: Readonly<Record<string, string>> = { string: " character", array: " item" };

/** The schema below optional, default and prefault. */
const unwrap = (schema: Schema): Schema => {
  const def = schema._zod.def as { innerType?: Schema };
  return def.innerType === undefined ? schema : unwrap(def.innerType);
};

const stepInto = (schema: Schema, part: PropertyKey): Schema[] => {
  const def = unwrap(schema)._zod.def as {
    shape?: Record<string, Schema>;
    valueType?: Schema;
    element?: Schema;
    options?: readonly Schema[];
  };
  const next = def.shape?.[String(part)] ?? def.valueType ?? def.element;
  return next === undefined ? (def.options ?? []).flatMap((option) => stepInto(option, part)) : [next];
};

/** The keys that the map at this path may have. */
const keysAt = (schema: Schema, path: Path): readonly string[] => {
  const at = path.reduce<Schema[]>((schemas, part) => schemas.flatMap((one) => stepInto(one, part)), [schema]);
  return at.flatMap((one) => {
    const def = unwrap(one)._zod.def as { shape?: object; options?: readonly Schema[] };
    return def.shape === undefined
      ? (def.options ?? []).flatMap((option) => keysAt(option, []))
      : Object.keys(def.shape);
  });
};

export const valueAt = (value: unknown, path: Path): unknown =>
  path.reduce<unknown>(
    (at, part) =>
      typeof at === "object" && at !== null && Object.hasOwn(at, part)
        ? (at as Record<PropertyKey, unknown>)[part]
        : undefined,
    value,
  );

/** What an issue would have accepted. */
const allowedBy = (issue: Issue): string => {
  switch (issue.code) {
    case "invalid_type":
      return /^Invalid/.test(issue.message) ? (typeNames[issue.expected] ?? issue.expected) : issue.message;
    case "invalid_value":
      return list(issue.values.map(String));
    case "too_small":
      return `at least ${issue.inclusive === false ? Number(issue.minimum) + 1 : issue.minimum}${units[issue.origin] ?? ""}`;
    case "too_big":
      return `at most ${issue.maximum}`;
    case "invalid_union":
      return [...new Set(issue.errors.flatMap((branch) => branch.map(allowedBy)))].join(", or ");
    case "invalid_key":
      return issue.issues.map((inner) => inner.message).join(", ");
    default:
      return issue.message;
  }
};

const hint = (issue: Issue, value: unknown): string => {
  if (value === undefined || value === null) return value === null ? " (or leave the key out)" : "";
  if (allowedBy(issue) === "text" && typeof value !== "object") return "; put it in quotes";
  const values = issue.code === "invalid_union" ? issue.errors.flat().flatMap(valuesOf) : valuesOf(issue);
  return typeof value === "string" ? suggestion(value, values) : "";
};

const valuesOf = (issue: Issue): string[] => (issue.code === "invalid_value" ? issue.values.map(String) : []);

/** The branch of a union that was meant: its shape is right, and only something inside it is wrong. */
const meantBranch = (issue: z.core.$ZodIssueInvalidUnion): readonly Issue[] | undefined =>
  issue.errors.find((branch) => branch.length > 0 && branch.every((inner) => inner.path.length > 0));

const unknownKeys = (issue: z.core.$ZodIssueUnrecognizedKeys, schema: Schema): Problem[] => {
  const allowed = keysAt(schema, issue.path);
  return issue.keys.map((key) => ({
    path: [...issue.path, key],
    at: "key",
    message: `unknown key ${quoted(key)}; allowed: ${list(allowed)}${suggestion(key, allowed)}`,
  }));
};

const problemsOf = (issue: Issue, schema: Schema, value: unknown): Problem[] => {
  if (issue.code === "unrecognized_keys") return unknownKeys(issue, schema);
  if (issue.code === "invalid_union") {
    const branch = meantBranch(issue);
    if (branch) {
      return branch.flatMap((inner) => problemsOf({ ...inner, path: [...issue.path, ...inner.path] }, schema, value));
    }
  }
  if (issue.code === "invalid_key") {
    const key = quoted(String(issue.path.at(-1)));
    return [{ path: issue.path, at: "key", message: `found the key ${key}; allowed: ${allowedBy(issue)}` }];
  }
  const here = valueAt(value, issue.path);
  const what = here === undefined ? "missing" : found(here);
  return [{ path: issue.path, at: "value", message: `${what}; allowed: ${allowedBy(issue)}${hint(issue, here)}` }];
};

/** Every issue of zod in the reader's words. */
export const describeIssues = (issues: readonly Issue[], schema: Schema, value: unknown): Problem[] =>
  issues.flatMap((issue) => problemsOf(issue, schema, value));
