import { closedTrust, revokeDocument } from "../contain/policies.ts";
import type { IncidentWorld } from "../contain/world.ts";
import type { RoleImage } from "../model/role-image.ts";
import { containment } from "../names.ts";
import { sameDocument } from "../policy/canonical.ts";
import { onlyDenies } from "../policy/document.ts";

type Place = Pick<IncidentWorld["place"], "managedDeny" | "denyBoundary">;

/** Never a role's own: the stamp is written anew by each incident, and the third is of the incident of another role, which took this one. */
const comings: ReadonlySet<string> = new Set([containment.revoke, containment.chained]);

/** Whether an incident left it. Anybody can give a policy that allows something the name of ours, and would get it through by that. */
const isComing = ({ name, document }: RoleImage["inline"][number]): boolean =>
  comings.has(name) && onlyDenies(document);

/** The role without what incidents leave on it for some hours, and without AWS's own tags, which nobody else can write. */
export const withoutStamps = (image: RoleImage): RoleImage => ({
  ...image,
  inline: image.inline.filter((one) => !isComing(one)),
  tags: image.tags.filter(({ key }) => !/^aws:/i.test(key)),
});

/** Whether it denies the sessions from before that time, and by nothing else under the name. */
export const isStamped = ({ inline }: RoleImage, at: string): boolean =>
  inline.some(({ name, document }) => name === containment.revoke && sameDocument(document, revokeDocument(at)));

export const isClosed = (trust: string): boolean => sameDocument(trust, closedTrust());

/** What a containment may have done to the role by now, as far as a restore has to know. */
export interface Undone {
  place: Place;
  /** Policies were taken off on purpose: those that are not there are no drift. */
  detached: boolean;
}

/**
 * The live role as it would be without our own changes. By what stands there and by no record: a containment that was cut off
 * may have written what it could not record.
 */
export const asIfUndone = (snapshot: RoleImage, live: RoleImage, { place, detached }: Undone): RoleImage => {
  const before = withoutStamps(snapshot);
  const now = asIfOpen(before, live, place);
  return {
    ...now,
    inline: detached ? [...now.inline, ...before.inline.filter(({ name }) => !has(now.inline, name))] : now.inline,
    attached: detached ? [...new Set([...now.attached, ...before.attached])] : now.attached,
    trust: isClosed(now.trust) ? before.trust : now.trust,
  };
};

/** The live role without our denies of everything, as far as the role is not to have them by itself. */
export const asIfOpen = (target: RoleImage, live: RoleImage, place: Place): RoleImage => {
  const now = withoutStamps(live);
  return {
    ...now,
    inline: now.inline.filter(({ name }) => name !== containment.deny || has(target.inline, name)),
    attached: now.attached.filter((arn) => arn !== place.managedDeny || target.attached.includes(arn)),
    boundary: now.boundary === place.denyBoundary ? target.boundary : now.boundary,
  };
};

const has = (inline: RoleImage["inline"], wanted: string): boolean => inline.some(({ name }) => name === wanted);
