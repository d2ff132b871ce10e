/** Keys and types of a record, no value: safe to show to anybody. Lists show their first item. */
export const shapeOf = (value: unknown, depth = 0): unknown => {
  if (value === null) return "null";
  if (typeof value !== "object") return typeof value;
  if (depth > 20) return "…";
  if (Array.isArray(value)) return value.length === 0 ? [] : [shapeOf(value[0], depth + 1)];
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, shapeOf(inner, depth + 1)]));
};
