/** Reads page after page until there is no next one, or `most` items are there. */
export const collect = async <Item>(
  most: number,
  read: (token: string | undefined) => Promise<{ items: readonly Item[]; next: string | undefined }>,
): Promise<Item[]> => {
  const all: Item[] = [];
  let token: string | undefined;
  do {
    const { items, next } = await read(token);
    all.push(...items);
    token = next || undefined;
  } while (token !== undefined && all.length < most);
  return all.slice(0, most);
};
