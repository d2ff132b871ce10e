/** An EventBridge event pattern: each leaf lists alternatives, `$or` lists alternative objects. */
export interface Pattern {
  [field: string]: readonly Alternative[] | Pattern | readonly Pattern[];
}

export type Alternative =
  | string
  | boolean
  | { exists: boolean }
  | { prefix: string }
  | { "anything-but": string | { prefix: string } };

/** EventBridge's default quota, characters. */
export const patternLimit = 2048;

/** Items in their order, as many in a group as still fit. One that does not fit alone has a group of its own. */
export const grouped = <Item>(
  items: readonly Item[],
  fits: (group: readonly Item[]) => boolean,
): readonly (readonly Item[])[] => {
  const groups: Item[][] = [];
  for (const item of items) {
    const last = groups.at(-1);
    if (last && fits([...last, item])) last.push(item);
    else groups.push([item]);
  }
  return groups;
};
