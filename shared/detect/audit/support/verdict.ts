import { plainText } from "../../../notify/plain-text.ts";
import type { Grant } from "../../../policy/grants.ts";
import type { Statement } from "../../../policy/model.ts";
import type { Found, SeenRole, Source, Verdict, Where } from "../rule.ts";
import { heldBy } from "./held.ts";
import { knownDocument } from "./managed-policies.ts";

/** Where a statement that grants too much stands. A document that was not given has no statements to point at. */
export const whereOf = ({ policy, statement }: Pick<Grant, "policy" | "statement">): Where =>
  policy.policy === knownDocument(policy.name)
    ? { policy: policy.name, statement: null }
    : {
        policy: policy.name,
        statement: statement.index,
        ...(statement.sid === undefined ? {} : { sid: statement.sid }),
        line: statement.line,
      };

/** The verdict of a rule over a role's permissions: what is missing is said, beside what was found or in place of "clean". */
export const permissionVerdict = ({ role }: SeenRole, found: readonly Found[]): Verdict => {
  const { missing, limits } = heldBy(role);
  return verdict(found, found.length > 0 ? [...missing, ...limits] : missing);
};

export const verdict = (found: readonly Found[], missing: readonly Source[] = []): Verdict => {
  if (found.length > 0) return { type: "found", found, ...(missing.length > 0 ? { missing } : {}) };
  return missing.length > 0 ? { type: "unknown", missing } : { type: "clean" };
};

/** `s3:Get*, s3:Put* and 3 more`: names come from policies that anybody may have written. */
export const listed = (names: Iterable<string>, most = 4): string => {
  const all = [...new Set(names)];
  const shown = all.slice(0, most).map((name) => plainText(name, 120));
  return `${shown.join(", ")}${all.length > most ? ` and ${all.length - most} more` : ""}`;
};

/** One entry for each statement, as they stand in their policies. */
export const byStatement = <Item extends Pick<Grant, "policy" | "statement">>(
  items: readonly Item[],
): readonly (readonly [Item, ...Item[]])[] => {
  const groups = new Map<string, [Item, ...Item[]]>();
  for (const item of items) {
    const place = `${item.statement.index} ${item.policy.name}`;
    const group = groups.get(place);
    if (group) group.push(item);
    else groups.set(place, [item]);
  }
  return [...groups.values()].toSorted(([one], [other]) =>
    one.policy.name === other.policy.name
      ? one.statement.index - other.statement.index
      : compared(one.policy.name, other.policy.name),
  );
};

const compared = (one: string, other: string): number => (one < other ? -1 : 1);

interface Change {
  actions?: readonly string[];
  resources?: readonly string[];
  /** Added to the conditions: operator, key, values. */
  condition?: readonly [string, string, readonly string[]];
}

/** A statement as it should be, JSON: what the change says in the place of what it has. */
export const fixedStatement = (statement: Statement, change: Change): string => {
  const conditions: Record<string, Record<string, readonly string[]>> = {};
  const add = (operator: string, key: string, values: readonly string[]): void => {
    conditions[operator] = { ...conditions[operator], [key]: values };
  };
  for (const { operator, ifExists, set, key, values } of statement.conditions) {
    add(`${set === undefined ? "" : `${set}:`}${operator}${ifExists ? "IfExists" : ""}`, key, values);
  }
  if (change.condition) add(...change.condition);
  return JSON.stringify(
    {
      ...(statement.sid === undefined ? {} : { Sid: statement.sid }),
      Effect: statement.effect,
      Action: change.actions ?? statement.actions ?? [],
      Resource: change.resources ?? statement.resources ?? [],
      ...(Object.keys(conditions).length > 0 ? { Condition: conditions } : {}),
    },
    null,
    2,
  );
};
