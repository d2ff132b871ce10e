import { roleNameOf } from "../contain/ground.ts";
import { closedTrust } from "../contain/policies.ts";
import { change, type Held, step } from "../contain/run.ts";
import type { Incident } from "../model/incident.ts";
import { lookAt } from "./look.ts";
import { NotThere } from "./role-now.ts";
import { lineOf, withLine } from "./rows.ts";

/** Names that a row keeps of policies with the old id. */
const mostNamed = 20;

/** How a role says that we have made it, until its own description comes back: who was cut off before recording it knows it by this. */
const markOf = ({ id }: Incident): string => `Being put back by Sagewarden: ${id}`;

/**
 * Makes the role anew: path, name, session length, boundary and tags as they were, a trust that lets nobody in. AWS gives it
 * another id, so that whatever named the old one names nobody, and has to be saved again by its owner.
 */
export const recreate = async (held: Held): Promise<void> => {
  await step(held, "make the role anew", async (row) => {
    const { world } = held;
    const { live, target } = await lookAt(world, row);
    if (live === undefined) await world.roles.create({ ...target, trust: closedTrust(), description: markOf(row) });
  });
  await step(held, "look at the new role", async (row) => {
    const { world } = held;
    const { live, snapshot, at } = await lookAt(world, row);
    if (live === undefined) throw new NotThere(`IAM does not show ${row.role} yet`);
    if (live.description !== markOf(row) && live.id !== snapshot.image.id)
      throw new NotThere(`somebody else has made ${roleNameOf(row.role)} meanwhile: it is ${live.id}`);
    if (live.id === snapshot.image.id) return;
    const facts = { at, id: live.id, before: snapshot.image.id, ...(await namersOf(held, row, snapshot)) };
    const detail = `the role was gone and is made anew as ${live.id}; what names ${snapshot.image.id} names nobody`;
    await change(held, (before) => withLine(before, lineOf("delete", "done", detail, facts)), row);
  });
};

/** Policies elsewhere that named the role: as read before it was gone, and those that show its old id now. */
const namersOf = async (
  { world }: Held,
  row: Incident,
  { namedIn, image }: { namedIn: readonly { where: string; as: string }[]; image: { id: string } },
): Promise<Readonly<Record<string, string>>> => {
  const now = await world.namedIn({ arn: row.role, id: image.id });
  const all = [...new Set([...namedIn, ...now.found].map(({ where }) => where))].toSorted();
  const more = all.length > mostNamed ? `, and ${all.length - mostNamed} more` : "";
  return {
    ...(all.length > 0 ? { saveAgain: `${all.slice(0, mostNamed).join(", ")}${more}` } : {}),
    ...(now.unread.length > 0 ? { notRead: now.unread.slice(0, mostNamed).join(", ") } : {}),
  };
};
