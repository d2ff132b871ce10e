import type { IncidentWorld } from "../contain/world.ts";
import type { Incident } from "../model/incident.ts";
import type { RoleImage } from "../model/role-image.ts";
import { type Look, lookAt } from "./look.ts";
import { restoreLine } from "./rows.ts";

/** A look at the role that is put back: it is there. */
export type Seen = Look & { live: RoleImage };

/** The role went away, or became another one, while it was put back. */
export class NotThere extends Error {
  override name = "NotThere";
}

/** The id of the role that this restore has made, where it was gone. */
export const recreatedIn = (row: Incident): string | undefined => restoreLine(row, "delete")?.evidence.id;

/** Whether it is the role that was contained, or the one that this restore has made in its place. */
export const isItsRole = (row: Incident, live: RoleImage): boolean =>
  live.id === row.roleId || live.id === recreatedIn(row);

/** Throws `NotThere`: what would be written now would be written to a role that nobody checked. */
export const seenNow = async (world: IncidentWorld, row: Incident): Promise<Seen> => {
  const look = await lookAt(world, row);
  const { live, snapshot } = look;
  if (live === undefined) throw new NotThere(`IAM knows no role ${row.role}`);
  if (live.id !== snapshot.image.id && live.id !== recreatedIn(row))
    throw new NotThere(`the role became another one, ${live.id}, while it was put back`);
  return { ...look, live };
};
