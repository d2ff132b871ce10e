/** Stands in for `node:timers` in the functions' bundles, which loads `node:timers/promises` too: 2 ms. See `process.ts`. */
export const { setTimeout, clearTimeout } = globalThis;
