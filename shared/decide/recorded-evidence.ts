import type { Creation } from "../model/activity.ts";
import type { CreationRow } from "../model/outcome.ts";
import type { Attribution } from "../model/owner.ts";

/**
 * What the sweep finds has no record that says who called. What the ledger has seen proven of such a resource stays so: its
 * owner, and that its owner has left.
 */
export const withRecorded = (
  attribution: Attribution,
  { announcedBy }: Pick<Creation, "announcedBy">,
  row: Pick<CreationRow, "owner" | "orphaned"> | undefined,
): Attribution => {
  if (announcedBy !== "sweep" || row === undefined) return attribution;
  const { owner, orphaned } = attribution;
  return {
    ...attribution,
    owner: {
      team: row.owner.team ?? owner.team,
      studiouserid: row.owner.studiouserid ?? owner.studiouserid,
    },
    orphaned: [...(row.orphaned ?? []), ...orphaned.filter(({ tag }) => !row.orphaned?.some((one) => one.tag === tag))],
  };
};
