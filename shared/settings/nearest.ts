/** Levenshtein's distance: how many letters to insert, delete or replace. */
const distance = (a: string, b: string): number => {
  let row = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (const [i, letter] of [...a].entries()) {
    const next = [i + 1];
    for (const [j, other] of [...b].entries()) {
      next.push(Math.min((next[j] ?? 0) + 1, (row[j + 1] ?? 0) + 1, (row[j] ?? 0) + (letter === other ? 0 : 1)));
    }
    row = next;
  }
  return row.at(-1) ?? 0;
};

/** Longer names are not compared: nobody mistypes them, and the comparison costs the product of the lengths. */
const longest = 64;

/** The allowed name that was probably meant: at most two in five letters differ, case aside. */
export const nearest = (name: string, allowed: Iterable<string>): string | undefined => {
  if (name.length > longest) return undefined;
  let best: { name: string; far: number } | undefined;
  for (const candidate of allowed) {
    if (candidate.length > longest || Math.abs(candidate.length - name.length) > 4) continue;
    const far = distance(name.toLowerCase(), candidate.toLowerCase());
    const limit = Math.max(1, Math.floor(Math.max(name.length, candidate.length) * 0.4));
    if (far <= limit && (best === undefined || far < best.far)) best = { name: candidate, far };
  }
  return best?.name;
};
