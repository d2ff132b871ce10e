/** mulberry32: small, seeded, good enough to choose schedules. https://gist.github.com/tommyettinger/46a874533244883189143505d203312c */
export const randomOf = (seed: number): (() => number) => {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
};

export type Random = ReturnType<typeof randomOf>;

export const below = (random: Random, limit: number): number => Math.floor(random() * limit);
