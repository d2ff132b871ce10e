import type { Pattern } from "#shared/event-pattern.ts";

/** EventBridge's own rules for the operators that we use: fields are joined by and, `$or` and lists by or. */
export const matches = (pattern: Pattern, event: unknown): boolean =>
  Object.entries(pattern).every(([field, wanted]) => {
    if (field === "$or") return (wanted as Pattern[]).some((branch) => matches(branch, event));
    const value = isRecord(event) && Object.hasOwn(event, field) ? event[field] : undefined;
    if (!Array.isArray(wanted)) return matches(wanted as Pattern, value);
    return wanted.some((alternative) => holds(alternative, value));
  });

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === "object" && value !== null;

const holds = (alternative: unknown, value: unknown): boolean => {
  if (!isRecord(alternative)) return alternative === value;
  // `exists` asks for a leaf; null is one.
  if ("exists" in alternative)
    return alternative.exists === (value !== undefined && (value === null || !isRecord(value)));
  if ("prefix" in alternative) return typeof value === "string" && value.startsWith(String(alternative.prefix));
  if ("anything-but" in alternative) {
    const not = alternative["anything-but"];
    return value !== undefined && (isRecord(not) ? !holds(not, value) : value !== not);
  }
  throw new Error(`the matcher does not know ${JSON.stringify(alternative)}`);
};
