import type { RoleImage } from "../model/role-image.ts";
import { sameDocument } from "../policy/canonical.ts";
import { changedLines } from "./lines.ts";
import { type Redactor, redactorOf } from "./redact.ts";

/** One thing in which two images of a role differ. */
export interface Difference {
  field: Exclude<keyof RoleImage, "arn" | "name" | "createdAt">;
  /** The policy, its ARN, the tag's key, the instance profile. */
  of?: string;
  /** `added`: the second image has it, the first has not. */
  how: "added" | "removed" | "changed";
  /** `- as it was`, `+ as it is`. No external id stands in them. */
  lines: readonly string[];
}

/**
 * How the live role differs from the snapshot; empty: they are equal. A document is the same if IAM reads the same in it.
 * `recreated`: the role has another id, as it must.
 */
export const differences = (
  snapshot: RoleImage,
  live: RoleImage,
  { recreated = false }: { recreated?: boolean } = {},
): readonly Difference[] => {
  const redact = redactorOf([snapshot, live].flatMap(({ trust, inline }) => [trust, ...inline.map(documentOf)]));
  return [
    ...(recreated ? [] : single("id", snapshot, live, redact)),
    ...single("path", snapshot, live, redact),
    ...documents("trust", undefined, { was: snapshot.trust, is: live.trust }, redact),
    ...single("boundary", snapshot, live, redact),
    ...named("attached", snapshot.attached, live.attached),
    ...inlineDifferences(snapshot, live, redact),
    ...single("maxSession", snapshot, live, redact),
    ...single("description", snapshot, live, redact),
    ...tagDifferences(snapshot, live, redact),
    ...named("profiles", snapshot.profiles, live.profiles),
  ];
};

const documentOf = ({ document }: { document: string }): string => document;

const single = (
  field: "id" | "path" | "boundary" | "maxSession" | "description",
  before: RoleImage,
  after: RoleImage,
  redact: Redactor,
): readonly Difference[] => {
  // IAM gives back no description where an empty one was written.
  const [was, is] = [before[field] || undefined, after[field] || undefined];
  if (was === is) return [];
  return [{ field, how: howOf(was, is), lines: pair(was, is, (value) => redact.text(String(value))) }];
};

const howOf = (was: unknown, is: unknown): Difference["how"] =>
  was === undefined ? "added" : is === undefined ? "removed" : "changed";

const pair = <Value>(was: Value | undefined, is: Value | undefined, say: (value: Value) => string): string[] => [
  ...(was === undefined ? [] : [`- ${say(was)}`]),
  ...(is === undefined ? [] : [`+ ${say(is)}`]),
];

const named = (
  field: "attached" | "profiles",
  before: readonly string[],
  after: readonly string[],
): readonly Difference[] => [
  ...before
    .filter((one) => !after.includes(one))
    .map((one): Difference => ({ field, of: one, how: "removed", lines: [`- ${one}`] })),
  ...after
    .filter((one) => !before.includes(one))
    .map((one): Difference => ({ field, of: one, how: "added", lines: [`+ ${one}`] })),
];

const documents = (
  field: "trust" | "inline",
  of: string | undefined,
  { was, is }: { was: string | undefined; is: string | undefined },
  redact: Redactor,
): readonly Difference[] => {
  if (was === is || (was !== undefined && is !== undefined && sameDocument(was, is))) return [];
  const print = (text: string | undefined): readonly string[] =>
    text === undefined ? [] : redact.document(text).split("\n");
  return [{ field, ...(of !== undefined && { of }), how: howOf(was, is), lines: changedLines(print(was), print(is)) }];
};

const inlineDifferences = (before: RoleImage, after: RoleImage, redact: Redactor): readonly Difference[] =>
  keysOf(before.inline, after.inline, ({ name }) => name).flatMap((name) => {
    const find = ({ inline }: RoleImage) => inline.find((one) => one.name === name)?.document;
    return documents("inline", name, { was: find(before), is: find(after) }, redact);
  });

const tagDifferences = (before: RoleImage, after: RoleImage, redact: Redactor): readonly Difference[] =>
  keysOf(before.tags, after.tags, ({ key }) => key).flatMap((key) => {
    const find = ({ tags }: RoleImage) => tags.find((one) => one.key === key)?.value;
    const [was, is] = [find(before), find(after)];
    if (was === is) return [];
    return [{ field: "tags" as const, of: key, how: howOf(was, is), lines: pair(was, is, redact.text) }];
  });

const keysOf = <Entry>(
  before: readonly Entry[],
  after: readonly Entry[],
  key: (entry: Entry) => string,
): readonly string[] => [...new Set([...before, ...after].map(key))].toSorted();

const titles: Readonly<Record<Difference["field"], string>> = {
  id: "role id",
  path: "path",
  trust: "trust policy",
  boundary: "permissions boundary",
  inline: "inline policy",
  attached: "attached policy",
  maxSession: "session length",
  description: "description",
  tags: "tag",
  profiles: "instance profile",
};

/** `inline policy Escalate: added`. */
export const titleOf = ({ field, of, how }: Difference): string =>
  `${titles[field]}${of === undefined ? "" : ` ${of}`}: ${how}`;

/** The differences as lines for a row or a terminal, at most `most` of them, and how many were left out. */
export const linesOf = (found: readonly Difference[], most: number): readonly string[] => {
  const all = found.flatMap((one) => [titleOf(one), ...one.lines.map((line) => `  ${line}`)]);
  return all.length <= most ? all : [...all.slice(0, most - 1), `… ${all.length - most + 1} more lines`];
};
