import { change, type Held } from "./run.ts";
import type { Ground, Rung } from "./rung.ts";
import type { IncidentWorld } from "./world.ts";

/** The ground for `apply`: with what that will change, and could not be told afterwards, in the row. */
export const prepared = async (
  run: Held,
  rung: Rung,
  ground: Ground,
  world: IncidentWorld = run.world,
): Promise<Ground> => {
  const reached = await rung.prepare?.(ground, world);
  if (reached === undefined) return ground;
  return { ...ground, incident: await change(run, (row) => ({ ...row, reached }), ground.incident) };
};
