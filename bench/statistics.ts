/** Of several measurements of one thing. */
export interface Spread {
  median: number;
  min: number;
  max: number;
}

/** The middle value; of an even number of values the mean of the middle two. Throws on none. */
export const median = (values: readonly number[]): number => {
  const sorted = values.toSorted((a, b) => a - b);
  const [low, high] = [sorted[Math.floor((sorted.length - 1) / 2)], sorted[Math.floor(sorted.length / 2)]];
  if (low === undefined || high === undefined) throw new Error("no values, no median");
  return (low + high) / 2;
};

export const spread = (values: readonly number[]): Spread => ({
  median: median(values),
  min: Math.min(...values),
  max: Math.max(...values),
});

/** How many times `base`, round by round: what slows the machine down for a while slows both. */
export const ratios = (values: readonly number[], base: readonly number[]): Spread => {
  if (values.length !== base.length) throw new Error("as many rounds of the one as of the other");
  return spread(values.map((value, round) => value / (base[round] ?? Number.NaN)));
};
