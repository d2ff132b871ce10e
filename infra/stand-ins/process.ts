/**
 * Stands in for `node:process` in the functions' bundles. To give a module's names to `import`, Node reads every one of
 * them, and this module has one that takes 2 ms to make.
 */
export const { env, versions } = globalThis.process;
