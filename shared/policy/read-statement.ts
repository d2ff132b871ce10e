import type { Lines } from "./json.ts";
import type { Condition, PolicyKind, PolicyProblem, Principals, Statement } from "./model.ts";
import { readOperator } from "./operators.ts";

interface Place {
  kind: PolicyKind;
  index: number;
  line: number;
  lines: Lines;
  /** Grows. */
  problems: PolicyProblem[];
}

type Fields = Readonly<Record<string, unknown>>;
type Note = (type: PolicyProblem["type"], what: string, at?: readonly [container: unknown, key: string]) => void;

export const isObject = (value: unknown): value is Fields =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** A name that stands in a message: whatever else somebody wrote there is not repeated. */
export const nameOf = (written: string): string => (/^[\w:.-]{1,64}$/.test(written) ? written : "an unreadable name");

const elements = {
  identity: ["Sid", "Effect", "Action", "NotAction", "Resource", "NotResource", "Condition"],
  trust: ["Sid", "Effect", "Principal", "NotPrincipal", "Action", "NotAction", "Condition"],
  resource: [
    ...["Sid", "Effect", "Principal", "NotPrincipal", "Action", "NotAction", "Resource", "NotResource", "Condition"],
  ],
} as const satisfies Record<PolicyKind, readonly string[]>;

/** Undefined: without an effect, or no object. What else is wrong is noted and left out. */
export const readStatement = (value: unknown, place: Place): Statement | undefined => {
  const note: Note = (type, what, at) => {
    const line = (at && place.lines(...at)) ?? place.line;
    place.problems.push({ type, statement: place.index, line, what });
  };
  if (!isObject(value)) {
    note("wrong-type", "a statement is an object");
    return undefined;
  }
  for (const key of Object.keys(value)) {
    if (!(elements[place.kind] as readonly string[]).includes(key)) {
      note("unknown-element", `${nameOf(key)} is no element of a statement in a ${place.kind} policy`, [value, key]);
    }
  }
  const effect = value.Effect;
  if (effect !== "Allow" && effect !== "Deny") {
    note(effect === undefined ? "missing-element" : "wrong-type", "Effect is Allow or Deny", [value, "Effect"]);
    return undefined;
  }
  return {
    ...{ index: place.index, sid: readSid(value, note), line: place.line, effect },
    ...readPrincipals(value, place.kind, note),
    ...readActions(value, note),
    ...readResources(value, place.kind, note),
    conditions: readConditions(value, note),
  };
};

const readSid = (value: Fields, note: Note): string | undefined => {
  const sid = value.Sid;
  if (sid === undefined || typeof sid === "string") return sid;
  note("wrong-type", "Sid is text", [value, "Sid"]);
  return undefined;
};

/** One of two elements that exclude each other. */
const onlyOne = (value: Fields, name: string, note: Note): string | undefined => {
  const present = [name, `Not${name}`].filter((key) => value[key] !== undefined);
  if (present.length === 2) note("wrong-type", `${name} and Not${name} exclude each other`, [value, `Not${name}`]);
  if (present.length === 0) note("missing-element", `${name} or Not${name} is missing`);
  return present[0];
};

const readList = (value: Fields, key: string, note: Note): readonly string[] | undefined => {
  const list = texts(value[key]);
  if (list === undefined) note("wrong-type", `${nameOf(key)} is text or a list of texts`, [value, key]);
  return list;
};

const texts = (value: unknown): readonly string[] | undefined => {
  const list: readonly unknown[] = Array.isArray(value) ? value : [value];
  return list.length > 0 && list.every((each) => typeof each === "string") ? list : undefined;
};

const readActions = (value: Fields, note: Note): Pick<Statement, "actions" | "notActions"> => {
  const key = onlyOne(value, "Action", note);
  const list = key && readList(value, key, note);
  if (!key || !list) return {};
  if (!list.every((action) => action === "*" || action.includes(":"))) {
    note("wrong-type", "an action is * or service:Name", [value, key]);
  }
  return key === "Action" ? { actions: list } : { notActions: list };
};

/** A trust policy has none; a resource policy may leave it out and then means its resource. */
const readResources = (value: Fields, kind: PolicyKind, note: Note): Pick<Statement, "resources" | "notResources"> => {
  const isThere = value.Resource !== undefined || value.NotResource !== undefined;
  if (kind === "trust" || (kind === "resource" && !isThere)) return {};
  const key = onlyOne(value, "Resource", note);
  const list = key && readList(value, key, note);
  if (!key || !list) return {};
  return key === "Resource" ? { resources: list } : { notResources: list };
};

const principalTypes: ReadonlyMap<string, string> = new Map(
  Object.entries({
    AWS: "aws",
    Federated: "federated",
    Service: "service",
    CanonicalUser: "canonicalUser",
  }),
);

const readPrincipals = (
  value: Fields,
  kind: PolicyKind,
  note: Note,
): Pick<Statement, "principals" | "notPrincipals"> => {
  if (kind === "identity") return {};
  const key = onlyOne(value, "Principal", note);
  if (key === undefined) return {};
  const principals = principalsOf(value, key, note);
  return key === "Principal" ? { principals } : { notPrincipals: principals };
};

const principalsOf = (value: Fields, key: string, note: Note): Principals => {
  const given = value[key];
  const none: Principals = { anybody: false, aws: [], federated: [], service: [], canonicalUser: [] };
  if (given === "*") return { ...none, anybody: true, aws: ["*"] };
  if (!isObject(given) || Object.keys(given).length === 0) {
    note("wrong-type", `${key} is * or an object of AWS, Federated, Service, CanonicalUser`, [value, key]);
    return none;
  }
  const lists = Object.keys(given).map((type) => {
    const known = principalTypes.get(type);
    if (known === undefined) note("unknown-element", `${nameOf(type)} is no type of principal`, [given, type]);
    return known === undefined ? {} : { [known]: readList(given, type, note) ?? [] };
  });
  const principals: Principals = Object.assign({}, none, ...lists);
  return { ...principals, anybody: principals.aws.includes("*") };
};

const readConditions = (value: Fields, note: Note): readonly Condition[] => {
  const block = value.Condition;
  if (block === undefined) return [];
  if (!isObject(block)) {
    note("wrong-type", "Condition is an object of operators", [value, "Condition"]);
    return [];
  }
  return Object.keys(block).flatMap((written) => {
    const { known, ...operator } = readOperator(written);
    if (!known) note("unknown-operator", `${nameOf(written)} is no operator that AWS has`, [block, written]);
    const keys = block[written];
    if (!isObject(keys)) {
      note("wrong-type", "an operator holds an object of condition keys", [block, written]);
      return [];
    }
    return Object.keys(keys).map((key) => ({ ...operator, key, values: conditionValues(keys, key, note) }));
  });
};

/** Numbers and booleans are taken as their text, as IAM does. */
const conditionValues = (keys: Fields, key: string, note: Note): readonly string[] => {
  const given = keys[key];
  const list: readonly unknown[] = Array.isArray(given) ? given : [given];
  const values = list.filter((each) => ["string", "number", "boolean"].includes(typeof each)).map(String);
  if (values.length !== list.length) note("wrong-type", "a condition's value is text, or a list of texts", [keys, key]);
  return values;
};
