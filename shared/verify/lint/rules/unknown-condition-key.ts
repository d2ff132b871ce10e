import { matches } from "../../../policy/glob.ts";
import type { Condition } from "../../../policy/model.ts";
import type { ActionRow } from "../../catalogue.ts";
import { expand, isWildcard } from "../../expand.ts";
import type { LintGround, LintRule, Spot } from "../rule.ts";
import { isNegated } from "../words.ts";

/** AWS has them for every service, and fills them only where the action takes tags. */
const byAction = /^aws:(RequestTag\/|ResourceTag\/|TagKeys$)/i;

export const unknownConditionKey: LintRule = {
  id: "unknown-condition-key",
  severity: { Allow: "low", Deny: "high" },
  remedy: "Ask for a key that the action has, or name such actions in a statement of their own.",
  find: (spot) =>
    spot.statement.conditions
      .filter((condition) => decides(condition, spot) && !isGlobal(condition.key, spot.ground))
      .flatMap((condition) => without(condition.key, spot)),
};

/** Whether a key that is never there makes the statement say less, or allow more. */
const decides = (condition: Condition, { statement }: Spot): boolean => {
  const holdsWithout = condition.ifExists || isNegated(condition) || condition.set === "ForAllValues";
  if (condition.operator === "Null") return condition.values.every((value) => value.toLowerCase() === "false");
  return statement.effect === "Deny" ? !holdsWithout : !condition.ifExists;
};

const isGlobal = (key: string, { globalKeys }: LintGround): boolean => !byAction.test(key) && has(globalKeys, key);

/** `aws:RequestTag/${TagKey}` */
const has = (templates: readonly string[], key: string): boolean =>
  templates.some((template) => matches(template.replaceAll(/\$\{\w+\}/g, "*"), key, { ignoreCase: true }));

const without = (key: string, spot: Spot): readonly string[] => {
  const { statement, policy, ground } = spot;
  if (policy.policy.kind === "trust") return withoutInTrust(key, spot);
  const caught = (statement.actions ?? ["*"]).map((pattern) => ({ pattern, rows: rowsOf(pattern, ground) }));
  const lacking = caught.filter(({ rows }) => rows?.every((row) => !has(keysOf(row, ground), key)));
  if (lacking.length === caught.length) return [`none of its actions has the condition key ${key}`];
  return lacking
    .filter(({ pattern }) => statement.effect === "Deny" && !isWildcard(pattern))
    .map(({ pattern }) => `${pattern} does not have the condition key ${key}`);
};

/**
 * STS asks each of its actions by itself, with that action's keys. What an identity provider says is passed on: of its own keys
 * it is not published which action has them.
 */
const withoutInTrust = (key: string, { statement, ground }: Spot): readonly string[] => {
  const { names } = ground;
  const prefix = key.split(":", 1)[0]?.toLowerCase() ?? "";
  const isOurs = byAction.test(key) || prefix === "aws" || prefix === "saml" || Object.hasOwn(names, prefix);
  const rows = (statement.actions ?? ["sts:*"]).flatMap((pattern) => rowsOf(pattern, ground) ?? []);
  return !isOurs || rows.some((row) => has(row.keys, key)) ? [] : [`none of its actions has the condition key ${key}`];
};

/** Undefined: of one of them nothing but the name is known. */
const rowsOf = (pattern: string, { names, rows }: LintGround): readonly ActionRow[] | undefined => {
  const found = expand(pattern, names)?.map((action) => rows.get(action));
  return found === undefined || found.length === 0 || found.includes(undefined)
    ? undefined
    : found.filter((row) => row !== undefined);
};

const keysOf = ({ action, types, keys, typeKeys = {} }: ActionRow, ground: LintGround): readonly string[] => {
  const service = action.slice(0, action.indexOf(":"));
  const ofTypes = types.flatMap((type) => ground.types.get(`${service}:${type}`)?.keys ?? []);
  return [...keys, ...ofTypes, ...Object.values(typeKeys).flat()];
};
