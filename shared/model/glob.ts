/**
 * IAM-style wildcards: `*` any characters, `?` one. Greedy with one backtrack point, so linear in practice and never
 * exponential: both sides may be chosen by somebody we do not trust.
 */
export const matchesGlob = (text: string, pattern: string): boolean => {
  let [t, p, star, mark] = [0, 0, -1, 0];
  while (t < text.length) {
    if (p < pattern.length && pattern[p] === "*") {
      star = p++;
      mark = t;
    } else if (p < pattern.length && (pattern[p] === "?" || pattern[p] === text[t])) {
      t++;
      p++;
    } else if (star >= 0) {
      p = star + 1;
      t = ++mark;
    } else return false;
  }
  while (pattern[p] === "*") p++;
  return p === pattern.length;
};

export const matchesAny = (text: string | undefined, patterns: readonly string[]): boolean =>
  text !== undefined && patterns.some((pattern) => matchesGlob(text, pattern));
