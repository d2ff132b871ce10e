/** `1 resource`, `2 resources`. */
export const counted = (count: number, one: string, many = `${one}s`): string => `${count} ${count === 1 ? one : many}`;

/** How often each name occurs, the most frequent first; the same number by name. */
export const mostFirst = (names: readonly string[]): readonly (readonly [string, number])[] =>
  [...Map.groupBy(names, (name) => name)]
    .map(([name, all]) => [name, all.length] as const)
    .toSorted(([a, x], [b, y]) => y - x || (a < b ? -1 : 1));
