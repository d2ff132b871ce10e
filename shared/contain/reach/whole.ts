import type { Reach } from "../../model/incident.ts";
import { IamRefusal, type RoleEdge, type RoleImage, type UserEdge, type UserImage } from "../../model/role-image.ts";
import { containment } from "../../names.ts";
import { sameDocument } from "../../policy/canonical.ts";
import { denyDocument } from "../policies.ts";
import type { Place } from "../world.ts";
import { refusalIn } from "./each.ts";

/** How a principal is denied as a whole. */
export type DeniedBy = NonNullable<Reach["by"]>;
type Denied = { by: DeniedBy; at: string } | { refused: string };

/** Undefined: it is not. */
export const denialOf = (
  live: Pick<RoleImage, "inline" | "attached"> & { boundary?: string | undefined },
  place: Pick<Place, "managedDeny" | "denyBoundary">,
): DeniedBy | undefined => {
  const deny = live.inline.find(({ name }) => name === containment.deny);
  if (deny !== undefined && sameDocument(deny.document, denyDocument())) return { type: "inline" };
  if (live.attached.includes(place.managedDeny)) return { type: "managed" };
  return live.boundary === place.denyBoundary ? { type: "boundary" } : undefined;
};

/** Denies all of a role: inline, else by the attached policy, else by the boundary, for which there is always a place. */
export const denyRole = async (live: RoleImage, place: Place, roles: RoleEdge): Promise<Denied> => {
  const boundary = async (): Promise<Denied> => ({
    at: await roles.setBoundary(live.name, place.denyBoundary),
    by: { type: "boundary", ...(live.boundary === undefined ? {} : { before: live.boundary }) },
  });
  return firstThatFits([
    async () => ({
      at: await roles.putInline(live.name, containment.deny, denyDocument()),
      by: { type: "inline" },
    }),
    async () => ({ at: await roles.attach(live.name, place.managedDeny), by: { type: "managed" } }),
    boundary,
  ]);
};

/**
 * The same of a user that a thief made, and may have filled up: of ten attached policies one makes room, and the entry keeps its ARN.
 */
export const denyUser = async (live: UserImage, place: Place, users: UserEdge): Promise<Denied> => {
  const attach = () => users.attach(live.name, place.managedDeny);
  const instead = live.attached.find((arn) => arn !== place.managedDeny);
  return firstThatFits([
    async () => ({
      at: await users.putInline(live.name, containment.deny, denyDocument()),
      by: { type: "inline" },
    }),
    async () => ({ at: await attach(), by: { type: "managed" } }),
    async () => {
      if (instead === undefined) throw new IamRefusal("full", "no policy of it can make room");
      await users.detach(live.name, instead);
      return { at: await attach(), by: { type: "managed", instead } };
    },
  ]);
};

const firstThatFits = async (ways: readonly (() => Promise<Denied>)[]): Promise<Denied> => {
  let refused = "there is no way to deny it";
  for (const way of ways) {
    try {
      return await way();
    } catch (error) {
      const { kind, message } = refusalIn(error);
      refused = message;
      if (kind !== "full") break;
    }
  }
  return { refused };
};

/** Takes back what denied a role. A boundary that was there before comes back, where nobody set another one meanwhile. */
export const allowRole = async (
  live: RoleImage,
  by: DeniedBy | undefined,
  place: Place,
  roles: RoleEdge,
): Promise<void> => {
  if (live.inline.some(({ name }) => name === containment.deny)) await roles.deleteInline(live.name, containment.deny);
  if (live.attached.includes(place.managedDeny)) await roles.detach(live.name, place.managedDeny);
  if (live.boundary === place.denyBoundary)
    await roles.setBoundary(live.name, by?.type === "boundary" ? by.before : undefined);
};

export const allowUser = async (
  live: UserImage,
  by: DeniedBy | undefined,
  place: Place,
  users: UserEdge,
): Promise<void> => {
  if (live.inline.some(({ name }) => name === containment.deny)) await users.deleteInline(live.name, containment.deny);
  if (live.attached.includes(place.managedDeny)) await users.detach(live.name, place.managedDeny);
  if (by?.type === "managed" && by.instead !== undefined) await users.attach(live.name, by.instead);
};
