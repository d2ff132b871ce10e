import fc from "fast-check";
import { isObject } from "./read-statement.ts";

/** Policies as somebody may change them: into what IAM judges alike, into what it does not, and into what it never takes. */

type Edit = (value: unknown) => unknown;
type Fields = Readonly<Record<string, unknown>>;

const onList =
  (edit: (list: readonly unknown[]) => unknown): Edit =>
  (value) =>
    Array.isArray(value) ? edit(value) : value;
const onFields =
  (edit: (fields: Fields) => unknown): Edit =>
  (value) =>
    isObject(value) ? edit(value) : value;
const onText =
  (edit: (text: string) => unknown): Edit =>
  (value) =>
    typeof value === "string" ? edit(value) : value;
const onKeys = (edit: (key: string) => string): Edit =>
  onFields((fields) => Object.fromEntries(Object.entries(fields).map(([key, each]) => [edit(key), each])));

const others: Readonly<Record<string, string>> = {
  Allow: "Deny",
  Deny: "Allow",
  "2012-10-17": "2008-10-17",
  "*": "s3:GetObject",
};

const edits: readonly Edit[] = [
  onList((list) => list.toReversed()),
  onList((list) => [...list, list[0]]),
  onList((list) => list.slice(1)),
  onList((list) => (list.length === 1 ? list[0] : list)),
  (value) => [value],
  onFields((fields) => Object.fromEntries(Object.entries(fields).toReversed())),
  onFields((fields) => Object.fromEntries(Object.entries(fields).slice(1))),
  onFields((fields) => ({ ...fields, ["__proto__"]: "*", Sid: "Added" })),
  onFields((fields) => Object.entries(fields)),
  onKeys((key) => key.toLowerCase()),
  onKeys((key) => (key.startsWith("Not") ? key.slice(3) : `Not${key}`)),
  onText((text) => others[text] ?? `${text}*`),
  onText((text) => text.toLowerCase()),
  onText((text) => (/^\d+$/.test(text) ? Number(text) : ["true", "false"].includes(text) ? text === "true" : text)),
  (value) => (["number", "boolean"].includes(typeof value) ? String(value) : value),
  () => null,
  () => [],
  () => ({}),
];

/** The first node of a walk, or the one so many later; past the last one nothing is edited. */
const editedAt = (root: unknown, at: number, change: Edit): unknown => {
  let left = at;
  const walk = (value: unknown): unknown => {
    if (left-- === 0) return change(value);
    if (Array.isArray(value)) return value.map(walk);
    if (!isObject(value)) return value;
    return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, walk(each)]));
  };
  return walk(root);
};

/** Makes of a policy its text after one to three edits. */
export const edit: fc.Arbitrary<(policy: unknown) => string> = fc
  .array(fc.tuple(fc.nat({ max: 24 }), fc.constantFrom(...edits)), { minLength: 1, maxLength: 3 })
  .map((all) => (policy) => JSON.stringify(all.reduce((value, [at, one]) => editedAt(value, at, one), policy)));
