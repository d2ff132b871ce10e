import { openPool } from "./pool.ts";

/** In jest's own process: no lab is started before a test asks for one. */
export default async (): Promise<void> => {
  const pool = await openPool();
  process.env.SAGEWARDEN_LAB_POOL = pool.url;
  Object.assign(globalThis, { closeLabPool: pool.close });
};
