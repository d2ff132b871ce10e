import { overlaps } from "../../../policy/glob.ts";
import type { ActionRow } from "../../catalogue.ts";
import { expand } from "../../expand.ts";
import type { LintGround, LintRule } from "../rule.ts";
import { variablesIn } from "../words.ts";

export const deadPair: LintRule = {
  id: "dead-pair",
  severity: { Allow: "low", Deny: "high" },
  remedy: "Give the action the resources that it takes, in a statement of its own.",
  find({ statement: { actions = [], resources }, ground }) {
    if (resources === undefined) return [];
    const patterns = resources.map(widened);
    return actions
      .filter((action) => isDead(action, patterns, ground))
      .map((action) => `${action} is about none of these resources, so the statement never meets it`);
  },
};

/** Every action that it catches is. What only the name is known of may be about anything. */
const isDead = (action: string, resources: readonly string[], { names, rows, types }: LintGround): boolean => {
  const caught = expand(action, names) ?? [];
  return (
    caught.length > 0 &&
    caught.every((each) => {
      const row = rows.get(each);
      return row !== undefined && !resources.some((resource) => meets(row, resource, types));
    })
  );
};

const meets = ({ action, types }: ActionRow, resource: string, known: LintGround["types"]): boolean => {
  if (/^\*+$/.test(resource)) return true;
  const service = action.slice(0, action.indexOf(":"));
  return types.some((type) => {
    const arn = known.get(`${service}:${type}`)?.arn;
    if (arn === undefined) return true;
    // A bucket's name has no slash, which the star of its ARN would take.
    if (service === "s3" && type === "bucket" && /^[^/*]*\//.test(resource)) return false;
    return arnsOverlap(arn.replaceAll(/\$\{\w+\}/g, "*"), resource);
  });
};

/** Part by part: a star of one part takes no colon, unless it stands for all that follows. */
const arnsOverlap = (one: string, other: string): boolean => {
  const [parts, others] = [partsOf(one), partsOf(other)];
  if (parts.length < arnParts || others.length < arnParts) return overlaps(one, other);
  return parts.every((part, index) => overlaps(part, others[index] ?? ""));
};

const arnParts = 6;

const partsOf = (arn: string): readonly string[] => {
  const parts = arn.split(":");
  return parts.length < arnParts ? parts : [...parts.slice(0, arnParts - 1), parts.slice(arnParts - 1).join(":")];
};

/** What a variable may stand for is anything. */
const widened = (resource: string): string =>
  variablesIn(resource).length > 0 ? resource.replaceAll(/\$\{[^{}]*\}/g, "*") : resource;
