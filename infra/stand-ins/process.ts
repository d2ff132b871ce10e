export const { env, versions } = globalThis.process;
