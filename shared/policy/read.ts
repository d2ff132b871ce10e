import { type Lines, linesOf, type ParsedJson, parseJson } from "./json.ts";
import type { PolicyDocument, PolicyKind, PolicyProblem, ReadPolicy, Statement } from "./model.ts";
import { isObject, nameOf, readStatement } from "./read-statement.ts";

/**
 * Characters that AWS stores, white space aside: a trust policy with the raised quota, the inline policies of a role
 * together, the largest resource policy (KMS). A managed policy has 6144: give it as `limit`.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html
 */
const limits: Readonly<Record<PolicyKind, number>> = { trust: 4096, identity: 10_240, resource: 32_768 };
export const managedPolicyLimit = 6144;

/** IAM takes no longer text in any request, white space included. */
const longestText = 131_072;

/** A policy from JSON, from JSON as IAM's API encodes it in URLs, or from an object. Never throws. */
export const readPolicy = (input: unknown, kind: PolicyKind, limit = limits[kind]): ReadPolicy => {
  const written = writtenOf(input);
  if (written === undefined) return unread(kind, "", { type: "not-a-policy", what: "no JSON text and no object" });
  if (written.length > longestText) {
    const what = `longer than the ${longestText} characters that IAM takes`;
    return unread(kind, written, { type: "too-long", what });
  }
  const parsed = parseJson(written);
  if ("problem" in parsed) return unread(kind, written, { type: parsed.problem, what: parsed.what });
  return readValue(parsed, kind, limit);
};

const unread = (kind: PolicyKind, text: string, problem: PolicyProblem): ReadPolicy => ({
  kind,
  document: undefined,
  problems: [problem],
  text: text.slice(0, longestText),
});

const writtenOf = (input: unknown): string | undefined => {
  try {
    if (typeof input !== "string") return JSON.stringify(input);
    return input.trimStart().startsWith("%") ? decodeURIComponent(input.trim()) : input;
  } catch {
    // A cycle, a depth that ends the stack, or a `%` that begins no code.
    return typeof input === "string" ? input : undefined;
  }
};

const readValue = (parsed: Extract<ParsedJson, { value: unknown }>, kind: PolicyKind, limit: number): ReadPolicy => {
  const { value } = parsed;
  const text = JSON.stringify(value, null, 2);
  if (!isObject(value) || !("Statement" in value)) {
    return unread(kind, text, { type: "not-a-policy", what: "no object with a Statement" });
  }
  const lines = linesOf(value);
  const problems: PolicyProblem[] = [...doubled(parsed.duplicates), ...aroundStatements(value, lines)];
  const length = text.replaceAll(/\s/g, "").length;
  if (length > limit) {
    problems.push({ type: "too-long", what: `${length} characters without white space, of ${limit} that AWS stores` });
  }
  const statements = statementsOf(value, { kind, lines, problems });
  const version = value.Version === "2012-10-17" ? "2012-10-17" : "2008-10-17";
  return { kind, document: { version, statements }, problems, text };
};

/** JSON readers differ on which of the two counts. */
const doubled = (paths: readonly (readonly (string | number)[])[]): readonly PolicyProblem[] =>
  paths.map((path) => ({
    type: "duplicate-key",
    ...(path[0] === "Statement" && path.length > 1 && { statement: typeof path[1] === "number" ? path[1] : 0 }),
    what: `${nameOf(String(path.at(-1)))} stands twice in one object`,
  }));

const aroundStatements = (value: Readonly<Record<string, unknown>>, lines: Lines): readonly PolicyProblem[] => {
  const problems: PolicyProblem[] = [];
  const note = (type: PolicyProblem["type"], key: string, what: string): void => {
    const line = lines(value, key);
    problems.push({ type, ...(line !== undefined && { line }), what });
  };
  for (const key of Object.keys(value)) {
    if (!["Version", "Id", "Statement"].includes(key)) note("unknown-element", key, `${nameOf(key)} is no element`);
  }
  const version = value.Version;
  if (version !== undefined && version !== "2012-10-17" && version !== "2008-10-17") {
    note("unknown-version", "Version", "Version is 2012-10-17 or 2008-10-17");
  }
  return problems;
};

const statementsOf = (
  value: Readonly<Record<string, unknown>>,
  { kind, lines, problems }: { kind: PolicyKind; lines: Lines; problems: PolicyProblem[] },
): PolicyDocument["statements"] => {
  const given = value.Statement;
  const list: readonly unknown[] = Array.isArray(given) ? given : [given];
  if (list.length === 0) problems.push({ type: "missing-element", what: "Statement is empty" });
  const statements: Statement[] = [];
  for (const [index, each] of list.entries()) {
    const line = (list === given ? lines(given, index) : lines(value, "Statement")) ?? 1;
    const statement = readStatement(each, { kind, index, line, lines, problems });
    if (statement !== undefined) statements.push(statement);
  }
  return statements;
};
