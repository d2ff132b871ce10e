/** One line of the proposal. `known`: from the role itself · `guessed`: from what was seen · `open`: somebody must say it. */
export interface Row {
  key: string;
  value: unknown;
  basis: "known" | "guessed" | "open";
  why: string;
}

export const known = (key: string, value: unknown, why: string): Row => ({ key, value, basis: "known", why });
export const guessed = (key: string, value: unknown, why: string): Row => ({ key, value, basis: "guessed", why });
/** Stands in the proposal as a comment: `value` is an example. */
export const open = (key: string, value: unknown, why: string): Row => ({ key, value, basis: "open", why });

/** The values of a count, the most frequent first. */
export const valuesOf = (counts: ReadonlyMap<string, number>): readonly string[] =>
  [...counts].toSorted(([a, one], [b, other]) => other - one || (a < b ? -1 : 1)).map(([value]) => value);

/** `a, b, c and 4 more`. */
export const listed = (values: readonly string[], most = 5): string => {
  const rest = values.length - most;
  return values.slice(0, most).join(", ") + (rest > 0 ? ` and ${rest} more` : "");
};
