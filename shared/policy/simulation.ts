import { BadInput } from "../model/errors.ts";
import { found, list, type Path, pathText, suggestion } from "../settings/words.ts";
import { parseJson } from "./json.ts";
import type { Layers, NamedPolicy, PolicyKind, ReadPolicy, Request } from "./model.ts";
import { readPolicy } from "./read.ts";
import { isObject } from "./read-statement.ts";

/** One question about access, and the policies that answer it. */
export interface SimulationCase {
  /** What its writer calls it. */
  id: string | undefined;
  request: Request;
  layers: Layers;
}

type Fields = Readonly<Record<string, unknown>>;
type Read = (input: unknown, kind: PolicyKind) => ReadPolicy;

/** Cases come in thousands with the same few policies: reading them is most of the work. */
export const rememberingReader = (most = 500, longest = 20_000): Read => {
  const known = new Map<string, ReadPolicy>();
  return (input, kind) => {
    const text = typeof input === "string" ? input : JSON.stringify(input);
    if (text.length > longest) return readPolicy(text, kind);
    const key = `${kind} ${text}`;
    const policy = known.get(key) ?? readPolicy(text, kind);
    if (known.size >= most) known.clear();
    known.set(key, policy);
    return policy;
  };
};

/** One line of `sagewarden simulate`. Throws BadInput, which names the place in the line and what is allowed. */
export const readCase = (text: string, read: Read = readPolicy): SimulationCase => {
  const parsed = parseJson(text);
  if ("problem" in parsed) {
    const at = parsed.at === undefined ? "" : ` at character ${parsed.at + 1}`;
    throw new BadInput(`${parsed.what.replace(/:.*/, "")}${at}; allowed: one case as JSON`);
  }
  const [double] = parsed.duplicates;
  if (double !== undefined) refuse(double, "stands twice; allowed: each key once");
  const value = fieldsOf(parsed.value, [], { needed: ["request"], more: [...layerKeys, "id"] });
  const request = readRequest(value.request);
  return { id: optionalText(value.id, ["id"]), request, layers: readLayers(value, request, read) };
};

const layerKeys = ["identityPolicies", "boundary", "sessionPolicies", "scps", "rcps", "resourcePolicy"] as const;

const refuse = (path: Path, message: string): never => {
  throw new BadInput(path.length === 0 ? message : `${pathText(path)}: ${message}`);
};

const fieldsOf = (
  value: unknown,
  path: Path,
  { needed, more = [] }: { needed: readonly string[]; more?: readonly string[] },
): Fields => {
  const known = [...needed, ...more];
  if (!isObject(value)) return refuse(path, `${found(value)}; allowed: an object of ${list(known)}`);
  for (const key of Object.keys(value)) {
    if (!known.includes(key)) refuse([...path, key], `no such key; allowed: ${list(known)}${suggestion(key, known)}`);
  }
  for (const key of needed) if (!Object.hasOwn(value, key)) refuse(path, `${key} is missing; allowed: ${list(known)}`);
  return value;
};

const textAt = (value: unknown, path: Path, allowed: string): string =>
  typeof value === "string" && value !== "" ? value : refuse(path, `${found(value)}; allowed: ${allowed}`);

const optionalText = (value: unknown, path: Path): string | undefined =>
  value === undefined || value === null ? undefined : textAt(value, path, "text");

const readRequest = (given: unknown): Request => {
  const path = ["request"];
  const value = fieldsOf(given, path, { needed: ["principal", "action", "resource"], more: ["context"] });
  const action = textAt(value.action, [...path, "action"], "service:Action such as s3:GetObject");
  if (!/^[\w-]+:\w+$/.test(action)) {
    refuse([...path, "action"], `${found(action)}; allowed: service:Action such as s3:GetObject, no wildcards`);
  }
  return {
    principal: readTagged(value.principal, [...path, "principal"], "an ARN, or a service's name"),
    action,
    resource: readTagged(value.resource, [...path, "resource"], "an ARN, or *"),
    context: readContext(value.context ?? {}, [...path, "context"]),
  };
};

const readTagged = (given: unknown, path: Path, allowed: string): Request["resource"] => {
  const value = fieldsOf(given, path, { needed: ["arn"], more: ["tags"] });
  return {
    arn: textAt(value.arn, [...path, "arn"], allowed),
    tags: mapped(value.tags ?? {}, [...path, "tags"], "texts by tag key", (each, at) =>
      typeof each === "string" ? each : refuse(at, `${found(each)}; allowed: text`),
    ),
  };
};

/** As pairs, so that `__proto__` is a key like another. */
const mapped = <Value>(
  given: unknown,
  path: Path,
  allowed: string,
  read: (value: unknown, path: Path) => Value,
): Readonly<Record<string, Value>> => {
  if (!isObject(given)) return refuse(path, `${found(given)}; allowed: an object of ${allowed}`);
  return Object.fromEntries(Object.entries(given).map(([key, value]) => [key, read(value, [...path, key])]));
};

const readContext = (given: unknown, path: Path): Request["context"] =>
  mapped(given, path, "values by condition key", (value, at) =>
    Array.isArray(value) ? value.map((each, index) => scalar(each, [...at, index])) : scalar(value, at),
  );

/** IAM compares texts. */
const scalar = (value: unknown, path: Path): string =>
  ["string", "number", "boolean"].includes(typeof value)
    ? String(value)
    : refuse(path, `${found(value)}; allowed: text, a number, true or false, or a list of them`);

const readLayers = (value: Fields, request: Request, read: Read): Layers => {
  const named = (given: unknown, path: Path, name: string, kind: PolicyKind = "identity"): NamedPolicy => {
    if (typeof given !== "string" && !isObject(given)) {
      return refuse(path, `${found(given)}; allowed: an IAM policy, as an object or as its JSON text`);
    }
    const policy = read(given, kind);
    if (policy.document !== undefined) return { name, policy };
    const what = policy.problems.map((problem) => problem.what).join(", ");
    return refuse(path, `${what}; allowed: an IAM policy, as an object or as its JSON text`);
  };
  const each = (key: string, name: string): readonly NamedPolicy[] =>
    listAt(value[key] ?? [], [key]).map((one, index) => named(one, [key, index], `${name}[${index}]`));
  const levels = (key: "scps" | "rcps", kind: PolicyKind): readonly (readonly NamedPolicy[])[] =>
    levelsAt(value[key] ?? [], key).map((level, at) =>
      level.map(({ given, path }, index) => named(given, path, `${key.slice(0, -1)}[${at}][${index}]`, kind)),
    );
  const { boundary, resourcePolicy } = value;
  return {
    identity: each("identityPolicies", "identity"),
    ...(isThere(boundary) && { boundary: named(boundary, ["boundary"], "boundary") }),
    session: each("sessionPolicies", "session"),
    ...(isThere(resourcePolicy) && {
      resource: named(resourcePolicy, ["resourcePolicy"], "resource", isTrust(request) ? "trust" : "resource"),
    }),
    scps: levels("scps", "identity"),
    rcps: levels("rcps", "resource"),
  };
};

const isThere = (value: unknown): boolean => value !== undefined && value !== null;

/** A role's own policy on who takes it. */
const isTrust = ({ action, resource }: Request): boolean =>
  action.toLowerCase().startsWith("sts:") && /^arn:[\w-]+:iam::\d*:role\//.test(resource.arn);

const listAt = (value: unknown, path: Path): readonly unknown[] =>
  Array.isArray(value) ? value : refuse(path, `${found(value)}; allowed: a list`);

/** Policies of one level, or a list of them for each level from the root down. */
const levelsAt = (given: unknown, key: string): readonly (readonly { given: unknown; path: Path }[])[] => {
  const all = listAt(given, [key]);
  const nested = all.filter((one) => Array.isArray(one)).length;
  if (nested !== 0 && nested !== all.length) {
    refuse([key], "policies beside lists; allowed: policies of one level, or a list of them for each level");
  }
  if (nested === 0) return all.length === 0 ? [] : [all.map((one, index) => ({ given: one, path: [key, index] }))];
  return all.map((level, at) => listAt(level, [key, at]).map((one, index) => ({ given: one, path: [key, at, index] })));
};
